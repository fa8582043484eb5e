import { AppError } from '@sluice/contracts'
import { type AssociationContext, defineAssociation } from '../arm/define-resource.ts'
import { builtInGroups } from './groups.ts'

/** Who is a member of a group. */
export const groupUsers = defineAssociation({
  path: '/groups/{groupId}/users/{userId}',
  shows: '/users/{userId}',
  title: 'User',
  access: { read: 'analyst', write: 'administrator' },
  beforePut: assertOpenMembership,
  beforeDelete: assertOpenMembership,
})

async function assertOpenMembership({ identifiers: { groupId } }: AssociationContext): Promise<void> {
  if (!builtInGroups.some((group) => group.id === groupId?.toLowerCase())) return
  throw new AppError('OperationNotAllowed', {
    reason: `The members of the built-in group '${groupId}' are kept by the service.`,
  })
}
