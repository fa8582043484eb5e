import type {
  BackendInSnapshot,
  OperationProperties,
  SnapshotEntry,
  SnapshotKind,
  SnapshotProperties,
} from '@sluice/contracts'
import type { FragmentText, PolicyScope } from '@sluice/policy-language'
import type { RunSettings, StubUser } from './run-settings.ts'
import { sampleOperations, sampleSchemas } from './sample-operations.ts'

/** One service with one API, as a file describes it. */
export interface StubInstance {
  readonly settings: RunSettings
  readonly documents: ReadonlyMap<PolicyScope, FragmentText>
  /** By name. */
  readonly namedValues: ReadonlyMap<string, string>
  /** By identifier. */
  readonly fragments: ReadonlyMap<string, FragmentText>
  /** By identifier. */
  readonly backends: ReadonlyMap<string, BackendInSnapshot>
  /** Undefined = an operation for each method, with samples of everything that policies look at. */
  readonly definition: StubDefinition | undefined
}

/** What an API definition says. */
export interface StubDefinition {
  readonly operations: readonly { readonly id: string; readonly properties: OperationProperties }[]
  readonly schemas: readonly {
    readonly id: string
    readonly contentType: string
    readonly document: SnapshotProperties['apiSchema']['document']
  }[]
}

/** The key of the subscription; its look-up hash is `hash of …`. */
export const stubKey = 'golden-key'
export const stubHash = (key: string): string => `hash of ${key}`

const root = '/services/golden'
const api = `${root}/apis/echo-api`
const product = `${root}/products/starter`

/** The snapshot that a gateway gets of such a service. @param createdDate of the subscription */
export function toStubEntries(instance: StubInstance, createdDate: string): SnapshotEntry[] {
  const { settings, documents } = instance
  const entries: SnapshotEntry[] = []
  const add = <Kind extends SnapshotKind>(id: string, kind: Kind, properties: SnapshotProperties[Kind]): void => {
    // Kind and properties belong together by this function's own type, which a union cannot be told.
    entries.push({ id, kind, ordinal: entries.length + 1, properties } as SnapshotEntry)
  }
  const isKeyNeeded = settings.subscription !== undefined
  add(root, 'service', { publisherEmail: 'publisher@example.com', publisherName: 'Publisher' })
  add(api, 'api', {
    displayName: settings.apiName,
    path: settings.apiPath,
    serviceUrl: settings.backendUrl,
    protocols: ['https', 'http'],
    type: 'http',
    subscriptionRequired: isKeyNeeded,
    subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
    apiRevision: '1',
    isCurrent: true,
    isOnline: true,
  })
  const operations = instance.definition?.operations ?? sampleOperations(settings.urlTemplate)
  for (const { id, contentType, document } of instance.definition?.schemas ?? sampleSchemas) {
    add(`${api}/schemas/${id.toLowerCase()}`, 'apiSchema', { contentType, document })
  }
  for (const { id, properties } of operations) add(operationId(id), 'operation', properties)
  if (settings.product !== undefined) {
    add(product, 'product', {
      displayName: settings.product,
      state: 'published',
      subscriptionRequired: isKeyNeeded,
    })
    add(`${product}/apis/echo-api`, 'productApi', {})
  }
  addPeople(settings, createdDate, add)
  for (const [name, value] of instance.namedValues) {
    add(`${root}/namedvalues/${name.toLowerCase()}`, 'namedValue', { displayName: name, value })
  }
  for (const [id, text] of instance.fragments)
    add(`${root}/policyfragments/${id.toLowerCase()}`, 'policyFragment', text)
  for (const [id, backend] of instance.backends) add(`${root}/backends/${id.toLowerCase()}`, 'backend', backend)
  const places: Readonly<Record<PolicyScope, readonly string[]>> = {
    global: [root],
    product: settings.product === undefined ? [] : [product],
    api: [api],
    operation: operations.map(({ id }) => operationId(id)),
  }
  for (const [scope, text] of documents) {
    for (const place of places[scope]) add(`${place}/policies/policy`, 'policy', text)
  }
  return entries
}

const operationId = (id: string) => `${api}/operations/${id.toLowerCase()}`

type Add = <Kind extends SnapshotKind>(id: string, kind: Kind, properties: SnapshotProperties[Kind]) => void

function addPeople(settings: RunSettings, createdDate: string, add: Add) {
  const { product: productName, subscription, user, groups, otherSubscriptions } = settings
  const addUser = (id: string, { firstName, lastName, email }: StubUser) =>
    add(`${root}/users/${id}`, 'user', { firstName, lastName, email, state: 'active', registrationDate: createdDate })
  const addSubscription = (id: string, { name, key, isOwned }: StubSubscription) =>
    add(`${root}/subscriptions/${id}`, 'subscription', {
      scope: productName === undefined ? '/apis/echo-api' : '/products/starter',
      ...(name === '' ? {} : { displayName: name }),
      ...(isOwned ? { ownerId: `/users/${id}` } : {}),
      state: 'active',
      allowTracing: false,
      enforceExpiration: false,
      createdDate,
      primaryKeyHash: stubHash(key),
      secondaryKeyHash: stubHash(`another ${key}`),
    })

  if (user !== undefined) {
    addUser('1', user)
    for (const name of groups) {
      const id = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
      add(`${root}/groups/${id}`, 'group', { displayName: name, type: 'custom' })
      add(`${root}/groups/${id}/users/1`, 'groupUser', {})
    }
  }
  if (subscription !== undefined) {
    addSubscription('1', { name: subscription, key: stubKey, isOwned: user !== undefined })
  }
  for (const [at, [name, other]] of [...otherSubscriptions].entries()) {
    const id = String(at + 2)
    if (other.user !== undefined) addUser(id, other.user)
    addSubscription(id, { name, key: other.key, isOwned: other.user !== undefined })
  }
}

interface StubSubscription {
  readonly name: string
  readonly key: string
  /** By the user of the same identifier. */
  readonly isOwned: boolean
}
