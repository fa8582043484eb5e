import { AppError, apiVersionSetProperties, identifiers } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'

/** @see reference: API Management, 1.4 */
export const apiVersionSets = defineResource({
  type: 'Microsoft.ApiManagement/service/apiVersionSets',
  title: 'ApiVersionSet',
  path: '/apiVersionSets/{versionSetId}',
  identifiers: { versionSetId: identifiers.versionSetId },
  contract: apiVersionSetProperties,
  filterable: ['name', 'displayName', 'description', 'versioningScheme'],
  async beforeDelete({ transaction, key }) {
    const versions = await transaction.findByIndex('versionSet', key)
    if (versions.length === 0) return
    throw new AppError('OperationNotAllowed', {
      reason: `The version set has versions (${versions.length}). Delete them first, or take them out of it.`,
    })
  },
})
