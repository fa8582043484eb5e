import { AppError, identifiers, userProperties } from '@sluice/contracts'
import * as z from 'zod'
import { linkResources } from '../arm/association-document.ts'
import { defineResource } from '../arm/define-resource.ts'
import { serviceKey, toKey } from '../arm/identity.ts'
import { groupsOf, readExpandedGroups } from './expanded-groups.ts'
import { groupUsers } from './group-users.ts'
import { ownersUnder, removeAssociationsTo, removeSubscriptions, subscriptionsOfOwner } from './references.ts'

/** The administrator that every service begins with. */
export const administratorId = '1'

const passwordBytes = 12

/** @see reference: API Management, 1.8 */
export const users = defineResource({
  type: 'Microsoft.ApiManagement/service/users',
  title: 'User',
  path: '/users/{userId}',
  identifiers: { userId: identifiers.userId },
  // The password is taken but never kept among the properties.
  contract: z.object({ ...userProperties.shape, password: z.string().min(8).max(200).optional() }),
  filterable: ['name', 'firstName', 'lastName', 'email', 'state', 'registrationDate', 'note'],
  carriedSecrets: ['passwordHash'],
  madeByService: {
    properties: ['registrationDate', 'identities'],
    secrets: ['passwordHash'],
    names: [administratorId],
  },
  async prepare({ password, ...user }, { environment, existing, restored, service, identifiers: { userId } }) {
    if (userId === administratorId && user.state !== 'active') {
      throw new AppError('OperationNotAllowed', { reason: 'The administrator cannot be blocked.' })
    }
    const { passwords, random, clock } = environment
    const held = restored?.passwordHash ?? existing?.hidden?.passwordHash
    const isKept = password === undefined && held !== undefined
    const passwordHash = isKept ? held : await passwords.hash(password ?? random.hex(passwordBytes))
    const registrationDate = existing?.properties.registrationDate ?? new Date(clock.now()).toISOString()
    return {
      properties: {
        ...user,
        registrationDate: String(registrationDate),
        identities: [{ provider: 'Basic', id: user.email }],
      },
      hidden: { passwordHash },
      indexes: { unique: { email: `${serviceKey(service.name)}|${user.email.toLowerCase()}` } },
    }
  },
  async loadRelated(bodies, reader, view) {
    const value = bodies.map(({ path }) => toKey(view.service.name, path))
    const links = { from: { index: 'target', value }, association: groupUsers.path, owner: 'userId' } as const
    return readExpandedGroups(links, reader, view)
  },
  toView: ({ path, properties }, { related }) => ({ ...properties, ...groupsOf(related, path) }),
  async afterCreate({ transaction, service, path, identifiers: { userId } }) {
    const memberships = userId === administratorId ? ['administrators', 'developers'] : ['developers']
    for (const group of memberships) {
      await linkResources(transaction, service, {
        path: `/groups/${group}/users/${userId}`,
        targetPath: path,
        association: groupUsers.path,
      })
    }
  },
  async beforeDelete(context) {
    if (context.identifiers.userId === administratorId) {
      throw new AppError('OperationNotAllowed', { reason: 'The administrator cannot be deleted.' })
    }
    await removeSubscriptions(context, await subscriptionsOfOwner(context.transaction, context.key), 'user')
    await removeAssociationsTo(context)
  },
  queries: {
    groups: { shows: '/groups/{groupId}', source: ownersUnder('users') },
    subscriptions: { shows: '/subscriptions/{sid}', source: (key) => ({ index: 'owner', value: key }) },
  },
})
