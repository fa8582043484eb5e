import type {
  BackendCredentials,
  CallRecord,
  CallTrace,
  SnapshotEntry,
  SnapshotKind,
  SnapshotProperties,
} from '@sluice/contracts'
import {
  createFixedClock,
  createMemoryCall,
  createMemoryClient,
  createMemoryLog,
  type FixedClock,
  type MemoryCallOptions,
  type MemoryClient,
  type MemoryLog,
  type MemoryOrigin,
  type MemoryResponse,
} from '@sluice/platform'
import type { HostMapEntry } from './backends/host-map.ts'
import { createMemoryResponseCache } from './cache/memory-response-cache.ts'
import { allocateCounterTable } from './counters/counter-table.ts'
import { createSharedCounters } from './counters/shared-counters.ts'
import { createGateway, type Gateway } from './gateway.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { createUsageReader, type TakenUsage } from './usage/usage-reader.ts'
import { allocateUsageTable } from './usage/usage-table.ts'

export const requestId = '11111111-2222-4333-8444-555555555555'

let ordinal = 0
const entry = <Kind extends SnapshotKind>(
  id: string,
  kind: Kind,
  properties: SnapshotProperties[Kind],
): SnapshotEntry =>
  // Kind and properties belong together by this function's own type, which a union cannot be told.
  ({ id, kind, ordinal: ++ordinal, properties }) as SnapshotEntry

/** Entries of one instance; each later one is younger. */
export function entriesOf(serviceName: string) {
  const root = `/services/${serviceName}`
  return {
    service: () => entry(root, 'service', { publisherEmail: 'publisher@example.com', publisherName: 'Publisher' }),
    api: (id: string, other: Partial<SnapshotProperties['api']> = {}) =>
      entry(`${root}/apis/${id}`, 'api', {
        displayName: id,
        path: id,
        serviceUrl: 'http://backend/base',
        protocols: ['http', 'https'],
        type: 'http',
        subscriptionRequired: false,
        subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
        apiRevision: '1',
        isCurrent: true,
        isOnline: true,
        ...other,
      }),
    operation: (
      api: string,
      id: string,
      method: string,
      urlTemplate: string,
      other: Partial<SnapshotProperties['operation']> = {},
    ) =>
      entry(`${root}/apis/${api}/operations/${id}`, 'operation', {
        displayName: id,
        method,
        urlTemplate,
        templateParameters: [],
        ...other,
      }),
    /** @param operation `{api}/{operation}` */
    tool: (server: string, name: string, operation: string, description: string | null = null) => {
      const [api, own] = operation.split('/')
      const operationId = `/apis/${api}/operations/${own}`
      const properties = { name, displayName: name, description, operationId }
      return entry(`${root}/apis/${server}/tools/${name.toLowerCase()}`, 'tool', properties)
    },
    apiSchema: (api: string, id: string, document: SnapshotProperties['apiSchema']['document']) =>
      entry(`${root}/apis/${api}/schemas/${id}`, 'apiSchema', {
        contentType: 'application/vnd.oai.openapi.components+json',
        document,
      }),
    product: (id: string, subscriptionRequired = true) =>
      entry(`${root}/products/${id}`, 'product', { displayName: id, state: 'published', subscriptionRequired }),
    productApi: (product: string, api: string) => entry(`${root}/products/${product}/apis/${api}`, 'productApi', {}),
    /** Its keys are `{id}-primary` and `{id}-secondary`. */
    subscription: (id: string, scope: string, other: Partial<SnapshotProperties['subscription']> = {}) =>
      entry(`${root}/subscriptions/${id}`, 'subscription', {
        scope,
        state: 'active',
        allowTracing: false,
        enforceExpiration: false,
        createdDate: '2026-01-01T00:00:00Z',
        primaryKeyHash: hashOf(`${id}-primary`),
        secondaryKeyHash: hashOf(`${id}-secondary`),
        ...other,
      }),
    user: (id: string, state: SnapshotProperties['user']['state'] = 'active') =>
      entry(`${root}/users/${id}`, 'user', { email: `${id}@example.com`, firstName: 'A', lastName: 'B', state }),
    group: (id: string, displayName: string) => entry(`${root}/groups/${id}`, 'group', { displayName, type: 'custom' }),
    productGroup: (product: string, group: string) =>
      entry(`${root}/products/${product}/groups/${group}`, 'productGroup', {}),
    groupUser: (group: string, user: string) => entry(`${root}/groups/${group}/users/${user}`, 'groupUser', {}),
    versionSet: (id: string, properties: SnapshotProperties['versionSet']) =>
      entry(`${root}/apiversionsets/${id}`, 'versionSet', properties),
    namedValue: (displayName: string, value: string) =>
      entry(`${root}/namedvalues/id-of-${displayName.toLowerCase()}`, 'namedValue', { displayName, value }),
    secretValue: (displayName: string, value: string) => {
      const id = `${root}/namedvalues/id-of-${displayName.toLowerCase()}`
      return entry(id, 'namedValue', { displayName, sealedValue: sealFor(JSON.stringify(value), `${id}#value`) })
    },
    /** @param credentials sealed, as management would */
    backend: (id: string, properties: SnapshotProperties['backend'], credentials?: BackendCredentials) => {
      const at = `${root}/backends/${id.toLowerCase()}`
      const sealed = credentials && {
        sealedCredentials: sealFor(JSON.stringify(credentials), `${at}#credentials`),
      }
      return entry(at, 'backend', { ...properties, ...sealed })
    },
    /** @param api whose diagnostic it is; undefined = of the instance */
    diagnostic: (name: string, properties: Partial<SnapshotProperties['diagnostic']>, api?: string) =>
      entry(`${root}${api === undefined ? '' : `/apis/${api}`}/diagnostics/${name}`, 'diagnostic', {
        logClientIp: true,
        ...properties,
      }),
    /** @param path `authorizationservers/{id}` or `openidconnectproviders/{id}` */
    tokenIssuer: (path: string, properties: SnapshotProperties['tokenIssuer']) =>
      entry(`${root}/${path}`, 'tokenIssuer', properties),
    debugCredentials: (generation: string) =>
      entry(`${root}/debugcredentials/managed`, 'debugCredentials', { generation }),
    fragment: (id: string, statements: string) =>
      entry(`${root}/policyfragments/${id.toLowerCase()}`, 'policyFragment', {
        value: `<fragment>${statements}</fragment>`,
        format: 'xml',
      }),
    /** @param scope empty for the global one, else `/apis/{id}` and the like */
    policy: (scope: string, value: string) =>
      entry(`${root}${scope}/policies/policy`, 'policy', { value, format: 'xml' }),
  }
}

/** Stands for sealing: what `openSecret` of the test gateway opens again. */
export const sealFor = (plain: string, purpose: string): string => `sealed for ${purpose}: ${plain}`

export const hashOf = (key: string): string => `hash of ${key}`

/** A document whose inbound section says `value` in a header of the answer. */
export const answersWith = (name: string, value: string): string =>
  `<policies><inbound><base/></inbound><backend><base/></backend><outbound><base/>
   <set-header name="${name}" exists-action="append"><value>${value}</value></set-header></outbound></policies>`

export interface TestGateway {
  readonly gateway: Gateway
  readonly client: MemoryClient
  readonly log: MemoryLog
  readonly clock: FixedClock
  readonly counters: ReturnType<typeof createSharedCounters>
  /** What was traced, in the order in which the calls ended. */
  readonly traces: readonly CallTrace[]
  /** How often a key was hashed. */
  readonly hashed: () => number
  /** What was counted since the last look. */
  readonly usage: () => TakenUsage
  /** Of single calls, in the order in which they ended. */
  readonly records: readonly CallRecord[]
  send(options?: MemoryCallOptions): Promise<MemoryResponse>
}

export function createTestGateway(
  entries: readonly SnapshotEntry[],
  origins: Readonly<Record<string, MemoryOrigin>> = {},
  hostMap: readonly HostMapEntry[] = [],
  more: Partial<GatewayOptions> = {},
): TestGateway {
  const clock = createFixedClock()
  const log = createMemoryLog()
  const client = createMemoryClient({
    'http://backend': (call) => call.respond({ status: 200, headers: [] }),
    ...origins,
  })
  const counters = createSharedCounters(allocateCounterTable(1024, Int32Array.of(1, 2, 3, 4)), clock)
  let hashed = 0
  const traces: CallTrace[] = []
  const table = allocateUsageTable()
  const reader = createUsageReader(table)
  const records: CallRecord[] = []
  const gateway = createGateway({
    clock,
    log,
    client,
    counters,
    cache: createMemoryResponseCache(1024 * 1024),
    lookupHash(key) {
      hashed += 1
      return hashOf(key)
    },
    openSecret(sealed, purpose) {
      if (!sealed.startsWith(sealFor('', purpose))) throw new Error('Sealed for something else.')
      return sealed.slice(sealFor('', purpose).length)
    },
    hostMap,
    traces: {
      keep: (trace) => traces.push(trace),
      linkTo: (name, traceId) => `http://management/traces/link-to-${name}-${traceId}`,
    },
    createRequestId: () => requestId,
    maxBodyBytes: 1000,
    usage: {
      table,
      recordsPerSecond: 5,
      keepRecord(record) {
        records.push(JSON.parse(record) as CallRecord)
        return true
      },
    },
    ...more,
  })
  gateway.apply({ type: 'snapshot', changeNumber: 1, entries })
  return {
    gateway,
    client,
    log,
    clock,
    counters,
    traces,
    hashed: () => hashed,
    usage: () => reader.takeLast(),
    records,
    send(options = {}) {
      const { call, response } = createMemoryCall({ headers: ['Host', 'localhost'], ...options })
      gateway.handle(call)
      return response
    },
  }
}
