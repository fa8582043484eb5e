import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { issueLink } from '../access/one-time-links.ts'
import { assertMaySignIn } from '../access/password-sign-in.ts'
import { longestSasMs, signForService } from '../access/sas-access.ts'
import { sendPasswordLink } from '../access/send-password-link.ts'
import { readAccount, type UserAccount } from '../access/user-account.ts'
import { defineRoute, type RouteContext } from '../arm/define-route.ts'
import { assertNoFaults, fieldFault, parseContract } from '../arm/faults.ts'
import { toKey } from '../arm/identity.ts'
import { isJsonObject, readJsonObject } from '../arm/request-body.ts'
import { authorOf } from '../arm/resource-request.ts'
import { administratorId } from '../resources/users.ts'

const tokenContract = z.object({
  keyType: z.enum(['primary', 'secondary']),
  expiry: z.iso.datetime({ offset: true, error: 'must be a date and time with its zone' }),
})

/** @see reference: API Management, 4.1 */
export const userToken = defineRoute({
  path: '/users/{userId}/token',
  method: 'POST',
  access: 'administrator',
  summary: 'Makes a signature that stands for the user until it expires.',
  async answer(call) {
    const account = await readUser(call)
    const body = await readJsonObject(call.request)
    // The library sends both fields below `properties`, older scripts send them as they are.
    const isNested = isJsonObject(body.properties)
    const { keyType, expiry } = parseContract(
      tokenContract,
      isNested ? body.properties : body,
      isNested ? 'properties' : '',
    )
    const expiresAtMs = Date.parse(expiry)
    const now = call.environment.clock.now()
    if (expiresAtMs <= now || expiresAtMs > now + longestSasMs) {
      assertNoFaults([fieldFault('properties.expiry', "'expiry' must be in the future, at most 30 days ahead.")])
    }
    return { value: await signForService(call.environment, account, { keyType, expiresAtMs }) }
  },
})

/** @see reference: API Management, 4.3 (users) */
export const userIdentities = defineRoute({
  path: '/users/{userId}/identities',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists what the user can sign in with.',
  async answer(call) {
    const { identities = [] } = (await readUser(call)).properties
    return { value: identities, count: identities.length }
  },
})

/** @throws AppError `ResourceNotFound` */
export async function readUser({ environment, service, identifiers }: RouteContext): Promise<UserAccount> {
  const account = await readAccount(environment.store, toKey(service.name, `/users/${identifiers.userId}`))
  if (account === undefined) throw new AppError('ResourceNotFound', { kind: 'User' })
  return account
}

async function makeSsoUrl(call: RouteContext, account: UserAccount): Promise<string> {
  const { environment } = call
  assertMaySignIn(account)
  const secret = await environment.store.transact(authorOf(call), (transaction) =>
    issueLink(environment, transaction, { purpose: 'sso', user: account }),
  )
  return `${environment.portalUrl()}/signin-sso?token=${secret}`
}

/** @see reference: API Management, 4.1 */
export const userSsoUrl = defineRoute({
  path: '/users/{userId}/generateSsoUrl',
  method: 'POST',
  access: 'administrator',
  summary: 'Makes an address at which the user is signed in once, within five minutes.',
  answer: async (call) => ({ value: await makeSsoUrl(call, await readUser(call)) }),
})

/** @see reference: API Management, 4.3 (service) */
export const serviceSsoToken = defineRoute({
  path: '/getssotoken',
  method: 'POST',
  access: 'administrator',
  summary: 'Makes an address at which the administrator of the service is signed in once, within five minutes.',
  async answer(call) {
    const administrator = await readUser({ ...call, identifiers: { userId: administratorId } })
    return { redirectUri: await makeSsoUrl(call, administrator) }
  },
})

/** @see reference: API Management, 4.3 (users) */
export const userPasswordLink = defineRoute({
  path: '/users/{userId}/confirmations/password/send',
  method: 'POST',
  access: 'administrator',
  summary: 'Sends the user a mail with the link to choose a new password.',
  async answer(call) {
    const { environment } = call
    await sendPasswordLink(environment, authorOf(call), await readUser(call))
    return undefined
  },
})
