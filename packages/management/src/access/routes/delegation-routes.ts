import { AppError, type DelegationSettings } from '@sluice/contracts'
import * as z from 'zod'
import { type ResourceBody, toBody } from '../../arm/define-resource.ts'
import { parseContract } from '../../arm/faults.ts'
import { serviceKey, toKey } from '../../arm/identity.ts'
import { openSecret } from '../../arm/secret-fields.ts'
import type { AccessCall, AccessRoute, AccessSurroundings } from '../access-route.ts'
import { type DelegatedOperation, toDelegationUrl } from '../delegation.ts'
import { assertOwn } from '../developer/own-subscriptions.ts'
import { readVisible } from '../developer/visible.ts'
import { readServiceOf } from '../password-sign-in.ts'
import { readDelegateOf } from '../portal-rules.ts'
import { readOpenAccount, type UserAccount } from '../user-account.ts'
import { readIdentityOf } from '../write-user.ts'

const saltBytes = 32
const id = z.string({ error: 'is required' }).min(1).max(256)
const returnUrl = z.string({ error: 'is required' }).min(1).max(2000)
const asked = z.discriminatedUnion(
  'operation',
  [
    z.object({ operation: z.enum(['SignIn', 'SignUp']), returnUrl }),
    z.object({ operation: z.enum(['ChangePassword', 'ChangeProfile', 'CloseAccount', 'SignOut']) }),
    z.object({ operation: z.literal('Subscribe'), productId: id }),
    z.object({ operation: z.enum(['Unsubscribe', 'Renew']), subscriptionId: id }),
  ],
  {
    error:
      'must be one of SignIn, SignUp, ChangePassword, ChangeProfile, CloseAccount, SignOut, Subscribe, Unsubscribe, Renew',
  },
)

/**
 * Where a browser goes for what another site does in place of this one. The signature says that this service sent it, so
 * it is given only for what the caller might do here.
 * @see reference: API Management, 5.3
 */
export function delegationRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  const { store, random, secrets } = environment

  async function answer(call: AccessCall): Promise<Response> {
    const { searchParams } = call.url
    const wanted = parseContract(asked, Object.fromEntries(searchParams), '')
    const service = await readIdentityOf(store, await readServiceOf(environment, call.url))
    const name = service.name.toLowerCase()
    const url = await readDelegateOf(store, name, wanted.operation)
    if (url === undefined) {
      throw new AppError('OperationNotAllowed', {
        reason: `This service does not leave '${wanted.operation}' to another site.`,
      })
    }
    const key = toKey(name, '/portalsettings/delegation')
    const document = await store.get(key)
    const body: ResourceBody<DelegationSettings> | undefined = document && toBody(document)
    const validationKey = String(openSecret(body as ResourceBody | undefined, key, 'validationKey', secrets) ?? '')
    const operation = await permit(call, name, wanted)
    const salt = random.hex(saltBytes)
    return Response.json({ url: toDelegationUrl(url, operation, { salt, validationKey }) })
  }

  async function permit(call: AccessCall, name: string, wanted: z.infer<typeof asked>): Promise<DelegatedOperation> {
    if (wanted.operation === 'SignIn' || wanted.operation === 'SignUp') {
      assertOwnPage(wanted.returnUrl)
      return { operation: wanted.operation, returnUrl: wanted.returnUrl }
    }
    const user = await readSelf(call, name)
    const userId = user.id
    if ('productId' in wanted) {
      const { productId } = wanted
      const visible = await readVisible(store, name, user)
      const isVisible = visible.products?.has(productId.toLowerCase()) ?? true
      const isThere = (await store.get(toKey(name, `/products/${productId}`))) !== undefined
      if (!isVisible || !isThere) throw new AppError('ResourceNotFound', { kind: 'Product' })
      return { operation: wanted.operation, productId, userId }
    }
    if ('subscriptionId' in wanted) {
      await assertOwn({ reader: store, service: await readIdentityOf(store, name), user }, wanted.subscriptionId)
      return { operation: wanted.operation, subscriptionId: wanted.subscriptionId }
    }
    return { operation: wanted.operation, userId }
  }

  /** The user in person: what somebody else does in the name of a user is not confirmed to another site. */
  async function readSelf({ actor }: AccessCall, service: string): Promise<UserAccount> {
    if (actor === undefined) throw new AppError('AuthenticationFailed', {})
    const { userService, userId, actedBy } = actor
    const isSelf = userId !== undefined && userService === service && actedBy === undefined
    const account = isSelf
      ? await readOpenAccount(store, `${serviceKey(service)}/users/${userId.toLowerCase()}`)
      : undefined
    if (account === undefined) throw new AppError('AuthorizationFailed', {})
    return account
  }

  /** The other site sends people back there: to a page of this portal, and nowhere else. */
  function assertOwnPage(address: string): void {
    const portal = new URL(environment.portalUrl())
    const isOwn = URL.canParse(address, portal.href) && new URL(address, portal.href).origin === portal.origin
    if (isOwn) return
    throw new AppError('InvalidQueryParameter', {
      name: 'returnUrl',
      reason: 'It must be a page of the developer portal.',
    })
  }

  return [{ method: 'GET', path: '/api/delegation', role: 'anonymous', isPersonal: true, answer }]
}
