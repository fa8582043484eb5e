import { AppError } from '@sluice/contracts'
import { defineAssociation } from '../arm/define-resource.ts'

/** Which groups see a product. */
export const productGroups = defineAssociation({
  path: '/products/{productId}/groups/{groupId}',
  shows: '/groups/{groupId}',
  title: 'Group',
  async beforeDelete({ identifiers }) {
    if (identifiers.groupId?.toLowerCase() !== 'administrators') return
    throw new AppError('OperationNotAllowed', { reason: 'Administrators always see every product.' })
  },
})
