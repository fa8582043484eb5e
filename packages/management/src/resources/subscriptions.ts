import {
  AppError,
  identifiers,
  type ProductProperties,
  type SubscriptionProperties,
  subscriptionProperties,
} from '@sluice/contracts'
import * as z from 'zod'
import { defineResource, type ResourceBody, toBody, type WriteContext } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { serviceKey, toKey, toRelativePath, toServiceId } from '../arm/identity.ts'
import { announceState } from '../subscriptions/announce-state.ts'
import { expiringIndex, isExpired, isExpiring } from '../subscriptions/expiry.ts'
import { datesOf } from '../subscriptions/states.ts'
import { subscriptionsOfOwner } from './references.ts'
import { administratorId } from './users.ts'

/** The built-in subscription to everything. */
export const masterId = 'master'

const keyBytes = 16
const key = z.string().min(1).max(256).optional()
type KeyName = 'primaryKey' | 'secondaryKey'
type State = SubscriptionProperties['state']

const purposeOf = (documentKey: string, name: KeyName) => `${documentKey}#${name}`

/** @see reference: API Management, 1.7 */
export const subscriptions = defineResource({
  type: 'Microsoft.ApiManagement/service/subscriptions',
  title: 'Subscription',
  path: '/subscriptions/{sid}',
  identifiers: { sid: identifiers.subscriptionId },
  // Keys are taken but never kept among the properties.
  contract: z.object({ ...subscriptionProperties.shape, primaryKey: key, secondaryKey: key }),
  filterable: ['name', 'displayName', 'stateComment', 'ownerId', 'scope', 'userId', 'productId', 'state'],
  sortable: ['createdDate', 'startDate', 'expirationDate', 'endDate'],
  filterFields: {
    userId: { path: ['properties', 'ownerId'], toStored: (id) => `/users/${id}` },
    productId: { path: ['properties', 'scope'], toStored: (id) => `/products/${id}` },
  },
  carriedSecrets: ['primaryKey', 'secondaryKey'],
  madeByService: { properties: ['createdDate'], secrets: ['primaryKey', 'secondaryKey'], names: [masterId] },
  async prepare({ primaryKey, secondaryKey, ...subscription }, context) {
    const { service } = context
    const scope = await resolveScope(subscription.scope, context)
    const ownerId = await resolveOwner(subscription.ownerId, context)
    const state = await resolveState(subscription.state, { scope, ownerId }, context)
    const hidden = await resolveKeys({ primaryKey, secondaryKey }, context)
    const scopeKey = toKey(service.name, scope)
    const properties = withDates({ ...subscription, scope, ownerId, state }, context)
    return {
      properties,
      hidden,
      indexes: {
        unique: { primarySubscriptionKey: hidden.primaryKeyHash, secondarySubscriptionKey: hidden.secondaryKeyHash },
        references: {
          scope: scopeKey,
          ...(ownerId === null ? {} : { owner: toKey(service.name, ownerId) }),
          ...(isExpiring(properties) ? { [expiringIndex]: serviceKey(service.name) } : {}),
        },
      },
    }
  },
  afterCreate: announceState,
  afterUpdate: announceState,
  async beforeDelete({ identifiers: { sid } }) {
    if (sid?.toLowerCase() !== masterId) return
    throw new AppError('OperationNotAllowed', { reason: 'The built-in all-access subscription cannot be deleted.' })
  },
  toView({ properties }, { service, environment }) {
    const serviceId = toServiceId(service)
    // It opens nothing any more at its very date, not only when that is written down.
    const expiry = isExpired(properties, environment.clock.now())
      ? { state: 'expired', endDate: properties.endDate ?? properties.expirationDate }
      : {}
    return {
      ...properties,
      ...expiry,
      enforceExpiration: properties.enforceExpiration ?? false,
      ownerId: properties.ownerId ? `${serviceId}${properties.ownerId}` : null,
      scope: `${serviceId}${properties.scope}`,
    }
  },
  actions: {
    listSecrets: { run: async ({ environment, existing, key: at }) => readKeys(existing, at, environment.secrets) },
    regeneratePrimaryKey: { run: (context) => regenerate(context, 'primaryKey') },
    regenerateSecondaryKey: { run: (context) => regenerate(context, 'secondaryKey') },
  },
})

/** With every date in UTC, those that follow from the state, and the state that follows from them. */
function withDates(subscription: SubscriptionProperties, { environment, existing, sent }: WriteContext) {
  const now = environment.clock.now()
  const held = existing?.properties as SubscriptionProperties | undefined
  const given = { ...subscription, ...toUtc(subscription) }
  const state = isExpired(given, now) ? 'expired' : given.state
  const dates = datesOf({
    from: held?.state,
    to: state,
    sent: {
      startDate: sent.startDate === undefined ? undefined : given.startDate,
      endDate: sent.endDate === undefined ? undefined : given.endDate,
    },
    held: held ?? {},
    now: state === given.state ? toDate(now) : String(given.expirationDate),
  })
  return { ...given, ...dates, state, createdDate: held?.createdDate ?? toDate(now) }
}

const toDate = (at: number | string) => new Date(at).toISOString()

const dateFields = ['startDate', 'endDate', 'expirationDate', 'notificationDate'] as const

const toUtc = (subscription: SubscriptionProperties): Partial<SubscriptionProperties> =>
  Object.fromEntries(
    dateFields.flatMap((name) => {
      const date = subscription[name]
      return typeof date === 'string' ? [[name, toDate(date)]] : []
    }),
  )

function readKeys(body: ResourceBody, at: string, secrets: WriteContext['environment']['secrets']) {
  const open = (name: KeyName) => secrets.open(body.hidden?.[name] ?? '', purposeOf(at, name))
  return { primaryKey: open('primaryKey'), secondaryKey: open('secondaryKey') }
}

async function regenerate(context: WriteContext & { existing: ResourceBody }, name: KeyName): Promise<undefined> {
  const { environment, existing, path, put } = context
  await put(path, { ...existing.properties, [name]: environment.random.hex(keyBytes) })
  return undefined
}

/** Sealed keys and their look-up hashes: those that were sent, else those that were there, else new ones. */
async function resolveKeys(sent: Record<KeyName, string | undefined>, context: WriteContext) {
  const { environment, existing, key: at, transaction } = context
  const { secrets, random } = environment
  const held = existing === undefined ? undefined : readKeys(existing, at, secrets)
  const keys = {
    primaryKey: sent.primaryKey ?? held?.primaryKey ?? random.hex(keyBytes),
    secondaryKey: sent.secondaryKey ?? held?.secondaryKey ?? random.hex(keyBytes),
  }
  const hashes = {
    primaryKey: secrets.lookupHash(keys.primaryKey),
    secondaryKey: secrets.lookupHash(keys.secondaryKey),
  }
  const faults = []
  for (const name of ['primaryKey', 'secondaryKey'] as const) {
    const holders = await Promise.all(
      ['primarySubscriptionKey', 'secondarySubscriptionKey'].map((index) =>
        transaction.findByIndex(index, hashes[name]),
      ),
    )
    if (holders.flat().some((holder) => holder.key !== at)) {
      faults.push(fieldFault(`properties.${name}`, `The ${name} is used by another subscription.`))
    }
  }
  if (keys.primaryKey === keys.secondaryKey) {
    faults.push(fieldFault('properties.secondaryKey', 'The primaryKey and the secondaryKey must differ.'))
  }
  assertNoFaults(faults)
  return {
    primaryKey: secrets.seal(keys.primaryKey, purposeOf(at, 'primaryKey')),
    secondaryKey: secrets.seal(keys.secondaryKey, purposeOf(at, 'secondaryKey')),
    primaryKeyHash: hashes.primaryKey,
    secondaryKeyHash: hashes.secondaryKey,
  }
}

/** Scope below the service: `/products/{id}`, `/apis`, `/apis/{id}`; `/` for the built-in subscription only. */
async function resolveScope(
  reference: string,
  { transaction, service, identifiers: { sid } }: WriteContext,
): Promise<string> {
  const path = toRelativePath(reference, service)
  if (sid?.toLowerCase() === masterId) {
    if (path === '') return '/'
    throw fieldError('scope', 'The built-in all-access subscription has the whole service for its scope.')
  }
  if (path?.toLowerCase() === '/apis') return '/apis'
  if (path === undefined || !/^\/(products|apis)\/[^/]+$/i.test(path)) {
    throw fieldError('scope', `'scope' must be /products/{id}, /apis or /apis/{id} of this service.`)
  }
  const document = await transaction.get(toKey(service.name, path))
  if (document === undefined) throw fieldError('scope', `The scope '${path}' does not exist.`)
  return toBody(document).path
}

const fieldError = (field: string, message: string) =>
  new AppError('ValidationError', {}, { faults: [fieldFault(`properties.${field}`, message)] })

async function resolveOwner(
  reference: string | null | undefined,
  { transaction, service }: WriteContext,
): Promise<string | null> {
  if (reference === null || reference === undefined || reference === '') return null
  const path = toRelativePath(reference, service) ?? ''
  const document = /^\/users\/[^/]+$/i.test(path) ? await transaction.get(toKey(service.name, path)) : undefined
  if (document === undefined) throw fieldError('ownerId', `The user '${reference}' does not exist.`)
  return toBody(document).path
}

/** What was sent, else what it is, else where a new one begins; the product's limit holds for all but the administrator. */
async function resolveState(
  sent: State,
  of: { readonly scope: string; readonly ownerId: string | null },
  context: WriteContext,
): Promise<State> {
  const { existing, sent: fields } = context
  const isSent = fields.state !== undefined
  if (existing !== undefined) return isSent ? sent : (existing.properties.state as State)
  const initial = await initialState(of.scope, of.ownerId, context)
  return isSent ? sent : initial
}

/** State of a new subscription to a product; checks the product's limit for its users. */
async function initialState(
  scope: string,
  ownerId: string | null,
  context: WriteContext,
): Promise<'active' | 'submitted'> {
  if (!scope.startsWith('/products/')) return 'active'
  const productKey = toKey(context.service.name, scope)
  const document = await context.transaction.get(productKey)
  const product = document && toBody<ProductProperties>(document).properties
  if (product === undefined) return 'active'
  if (!context.restored && product.subscriptionsLimit && ownerId !== null && ownerId !== `/users/${administratorId}`) {
    const all = await subscriptionsOfOwner(context.transaction, toKey(context.service.name, ownerId))
    const own = all.filter((held) => {
      const { properties } = toBody<SubscriptionProperties>(held)
      return properties.scope === scope && (properties.state === 'active' || properties.state === 'submitted')
    })
    if (own.length >= product.subscriptionsLimit) {
      throw new AppError('OperationNotAllowed', {
        reason: `The user already has ${own.length} subscriptions to the product, which allows ${product.subscriptionsLimit}.`,
      })
    }
  }
  return product.approvalRequired ? 'submitted' : 'active'
}
