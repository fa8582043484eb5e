import { AppError, identifiers, type UserProperties, type UserRole, userProperties } from '@sluice/contracts'
import type { PutOptions } from '@sluice/platform'
import * as z from 'zod'
import { issueLink, toTicketUrl } from '../access/one-time-links.ts'
import { integrationIdentifier } from '../access/sas-signature.ts'
import { endCredentialsOf } from '../access/sessions.ts'
import { identityIndex, readAccount, readRole } from '../access/user-account.ts'
import { linkResources } from '../arm/association-document.ts'
import { defineResource, type WriteContext } from '../arm/define-resource.ts'
import { serviceKey, toKey } from '../arm/identity.ts'
import { announceDeletion, announceNewPassword, announceNewUser } from '../mail/announce-user.ts'
import { queueMail } from '../mail/queue-mail.ts'
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
  contract: z.object({
    ...userProperties.shape,
    password: z.string().min(8).max(200).optional(),
    confirmation: z.enum(['signup', 'invite']).optional(),
    appType: z.enum(['portal', 'developerPortal']).optional(),
  }),
  access: { read: 'analyst', write: 'administrator' },
  filterable: ['name', 'firstName', 'lastName', 'email', 'state', 'registrationDate', 'note', 'role'],
  carriedSecrets: ['passwordHash'],
  madeByService: {
    properties: ['registrationDate', 'identities'],
    secrets: ['passwordHash'],
    names: [administratorId],
  },
  async prepare({ password, confirmation, appType: _, ...sent }, context) {
    const isToConfirm = confirmation !== undefined && context.existing === undefined
    const user: UserProperties = isToConfirm ? { ...sent, state: 'pending' } : sent

    const {
      environment,
      existing,
      restored,
      service,
      identifiers: { userId = '' },
    } = context
    if (userId.toLowerCase() === integrationIdentifier) {
      throw new AppError('OperationNotAllowed', {
        reason: `'${userId}' is the identifier of the whole service in shared access signatures, so no user can have it.`,
      })
    }
    if (userId === administratorId && user.state !== 'active') {
      throw new AppError('OperationNotAllowed', { reason: 'The administrator cannot be blocked.' })
    }
    const role = user.role ?? (await currentRole(context, userId))
    if (userId === administratorId && role !== 'administrator') {
      throw new AppError('OperationNotAllowed', { reason: 'The administrator cannot have another role.' })
    }
    // Whoever changes the password or shuts somebody out means those who are signed in as well.
    const isShutOut = existing?.properties.state === 'active' && user.state !== 'active'
    if (isShutOut || (existing !== undefined && password !== undefined)) {
      await endCredentialsOf(context.transaction, context.key)
    }
    const { passwords, random, clock } = environment
    const held = restored?.passwordHash ?? existing?.hidden?.passwordHash
    const isKept = password === undefined && held !== undefined
    const passwordHash = isKept ? held : await passwords.hash(password ?? random.hex(passwordBytes))
    const registrationDate = existing?.properties.registrationDate ?? new Date(clock.now()).toISOString()
    const identities = toIdentities(user.email, user.identities ?? existing?.properties.identities)
    return {
      properties: {
        ...user,
        role,
        registrationDate: String(registrationDate),
        identities,
      },
      hidden: { passwordHash },
      indexes: userIndexes(service.name, user.email, identities),
    }
  },
  async loadRelated(bodies, reader, view) {
    const value = bodies.map(({ path }) => toKey(view.service.name, path))
    const links = { from: { index: 'target', value }, association: groupUsers.path, owner: 'userId' } as const
    return readExpandedGroups(links, reader, view)
  },
  toView: ({ path, properties }, { related }) => ({ ...properties, ...groupsOf(related, path) }),
  async afterCreate(context) {
    await followRole(context)
    await joinGroup(context, 'developers')
    await sendConfirmation(context)
    await announceNewUser(context)
  },
  async afterUpdate(context) {
    await followRole(context)
    if (context.existing.properties.state === 'active') await announceNewPassword(context)
    else await announceNewUser(context)
  },
  async beforeDelete(context) {
    if (context.identifiers.userId === administratorId) {
      throw new AppError('OperationNotAllowed', { reason: 'The administrator cannot be deleted.' })
    }
    await announceDeletion(context)
    await removeSubscriptions(context, await subscriptionsOfOwner(context.transaction, context.key), 'user')
    await removeAssociationsTo(context)
    await endCredentialsOf(context.transaction, context.key)
  },
  queries: {
    groups: { shows: '/groups/{groupId}', source: ownersUnder('users') },
    subscriptions: { shows: '/subscriptions/{sid}', source: (key) => ({ index: 'owner', value: key }) },
  },
})

/** Somebody who is there keeps the role; who is new is a developer, but for the first administrator. */
async function currentRole({ transaction, service, existing }: WriteContext, userId: string): Promise<UserRole> {
  if (existing !== undefined) return readRole(transaction, service.name, userId, existing.properties as never)
  return userId === administratorId ? 'administrator' : 'developer'
}

/** Administrators are the members of the group of that name, and nobody else is. */
async function followRole(context: WriteContext): Promise<void> {
  const account = await readAccount(context.transaction, context.key)
  if (account?.role === 'administrator') await joinGroup(context, 'administrators')
  else await context.remove(toKey(context.service.name, membershipPath(context, 'administrators')))
}

const joinGroup = (context: WriteContext, group: string): Promise<void> =>
  linkResources(context.transaction, context.service, {
    path: membershipPath(context, group),
    targetPath: context.path,
    association: groupUsers.path,
  })

const membershipPath = ({ identifiers: { userId } }: WriteContext, group: string): string =>
  `/groups/${group}/users/${userId}`

type Identities = NonNullable<UserProperties['identities']>

/** What somebody signs in with: the e-mail address unless there is another provider only. */
export function toIdentities(email: string, known: unknown): Identities {
  const identities = (known ?? []) as Identities
  const isExternal = identities.length > 0 && identities.every(({ provider }) => provider !== 'Basic')
  const others = identities.filter(({ provider }) => provider !== 'Basic')
  return isExternal ? others : [{ provider: 'Basic', id: email }, ...others]
}

/** Under which somebody is found by the e-mail address and by each identity. */
export const userIndexes = (service: string, email: string, identities: Identities): PutOptions => ({
  unique: {
    email: `${serviceKey(service)}|${email.toLowerCase()}`,
    ...Object.fromEntries(identities.map((identity) => identityIndex(service, identity))),
  },
})

/** The mail that somebody who was made by an administrator gets, where that was asked for. */
async function sendConfirmation({ environment, transaction, service, key, raw }: WriteContext): Promise<void> {
  const account = await readAccount(transaction, key)
  if (account === undefined || (raw.confirmation !== 'invite' && raw.confirmation !== 'signup')) return
  const isInvitation = raw.confirmation === 'invite'
  const ticket = await issueLink(environment, transaction, {
    purpose: isInvitation ? 'invite' : 'confirm',
    user: account,
  })
  const path = isInvitation ? 'confirm/invitation' : 'confirm-v2/identities/basic/signup'
  await queueMail(
    { environment, transaction, service },
    {
      template: isInvitation ? 'InviteUserNotificationMessage' : 'ConfirmSignUpIdentityDefault',
      to: { userId: account.id },
      parameters: { ConfirmUrl: toTicketUrl(environment, path, account, ticket) },
    },
  )
}
