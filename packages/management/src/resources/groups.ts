import { AppError, groupProperties, identifiers } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { removeAssociationsTo } from './references.ts'

/** @see reference: API Management, 1.8 */
export const builtInGroups = [
  {
    id: 'administrators',
    displayName: 'Administrators',
    description: 'Administrators is a built-in group. Its membership is managed by the service.',
  },
  {
    id: 'developers',
    displayName: 'Developers',
    description: 'Developers is a built-in group. Every signed-in user belongs to it.',
  },
  {
    id: 'guests',
    displayName: 'Guests',
    description: 'Guests is a built-in group. Everyone who is not signed in belongs to it.',
  },
] as const

export const groups = defineResource({
  type: 'Microsoft.ApiManagement/service/groups',
  title: 'Group',
  path: '/groups/{groupId}',
  identifiers: { groupId: identifiers.groupId },
  contract: groupProperties,
  filterable: ['name', 'displayName', 'description', 'externalId', 'type'],
  madeByService: { names: builtInGroups.map(({ id }) => id) },
  async prepare(group, { existing, identifiers: { groupId } }) {
    const isBuiltIn = builtInGroups.some(({ id }) => id === groupId?.toLowerCase())
    if (isBuiltIn && existing !== undefined) throw protectedGroup(groupId)
    if (!isBuiltIn && group.type === 'system') {
      throw new AppError('OperationNotAllowed', { reason: "Groups of type 'system' are made by the service only." })
    }
    return { properties: group }
  },
  async beforeDelete(context) {
    const { groupId } = context.identifiers
    if (builtInGroups.some(({ id }) => id === groupId?.toLowerCase())) throw protectedGroup(groupId)
    await removeAssociationsTo(context)
  },
  toView: ({ properties }) => ({ ...properties, builtIn: properties.type === 'system' }),
})

const protectedGroup = (groupId: string | undefined) =>
  new AppError('OperationNotAllowed', { reason: `The built-in group '${groupId}' cannot be changed or deleted.` })
