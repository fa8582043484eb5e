import type { SnapshotEntry, SnapshotKind, SnapshotProperties } from '@sluice/contracts'
import { createGateway } from '@sluice/gateway'
import {
  createFixedClock,
  createMemoryCall,
  createMemoryClient,
  createMemoryLog,
  createMemoryOutgoing,
  type FixedClock,
  type LogRecord,
  type MemoryCallOptions,
  type MemoryClient,
  type MemoryOutgoing,
  type MemoryResponse,
  type ServerCall,
} from '@sluice/platform'
import type { PolicyScope } from '@sluice/policy-language'
import { createMemoryResponseCache } from '../../packages/gateway/src/cache/memory-response-cache.ts'
import { allocateCounterTable } from '../../packages/gateway/src/counters/counter-table.ts'
import { createSharedCounters } from '../../packages/gateway/src/counters/shared-counters.ts'

export interface GoldenGatewayOptions {
  readonly scope: PolicyScope
  readonly document: string
  readonly format: 'xml' | 'rawxml'
  readonly urlTemplate: string
  readonly backend: (call: ServerCall) => void
  /** Any service that policies ask besides. */
  readonly service: (request: Request) => Response
}

/**
 * A whole gateway without sockets: one instance with Echo API (suffix `echo`, an operation for each method), the
 * product Starter with one subscription, and the document of the golden file at its scope.
 */
export interface GoldenGateway {
  readonly clock: FixedClock
  readonly client: MemoryClient
  readonly outgoing: MemoryOutgoing
  /** What the gateway complained of. */
  complaints(): readonly LogRecord[]
  /** With the subscription's key. */
  send(request: MemoryCallOptions): Promise<MemoryResponse>
}

/** What every operation says of its bodies and parameters. */
const definition = {
  request: {
    representations: [{ contentType: 'application/json', schemaId: 'models', typeName: 'Resource' }],
    queryParameters: [{ name: 'size', type: 'integer', values: ['1', '2'] }],
    headers: [{ name: 'X-Needed', type: 'string', required: true }],
  },
  responses: [
    {
      statusCode: 200,
      representations: [
        {
          contentType: 'application/json',
          schemaId: 'models',
          typeName: 'Resource',
          examples: { default: { value: { id: 7 } } },
        },
        { contentType: 'text/xml', examples: { default: { value: '<resource id="7" />' } } },
      ],
      headers: [{ name: 'X-Count', type: 'integer' }],
    },
    {
      statusCode: 201,
      representations: [{ contentType: 'application/json', schemaId: 'models', typeName: 'Resource' }],
    },
  ],
}

const resource = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']
const root = '/services/golden'
const places: Readonly<Record<PolicyScope, readonly string[]>> = {
  global: [root],
  product: [`${root}/products/starter`],
  api: [`${root}/apis/echo-api`],
  operation: methods.map((method) => `${root}/apis/echo-api/operations/${method.toLowerCase()}`),
}
const key = 'golden-key'

export function createGoldenGateway(options: GoldenGatewayOptions): GoldenGateway {
  const clock = createFixedClock()
  const log = createMemoryLog()
  const client = createMemoryClient({ 'http://backend': options.backend, 'http://other': options.backend })
  const outgoing = createMemoryOutgoing(options.service)
  const gateway = createGateway({
    clock,
    outgoing,
    log,
    client,
    counters: createSharedCounters(allocateCounterTable(1024, Int32Array.of(1, 2, 3, 4)), clock),
    cache: createMemoryResponseCache(8 * 1024 * 1024),
    lookupHash: (text) => `hash of ${text}`,
    openSecret: (sealed) => sealed,
    createRequestId: () => '11111111-2222-4333-8444-555555555555',
    // Nobody waits in a test: the clock goes on.
    wait: async (milliseconds) => clock.advance(milliseconds),
    random: () => 0.5,
  })
  gateway.apply({ type: 'snapshot', changeNumber: 1, entries: entriesOf(options, new Date(clock.now()).toISOString()) })
  return {
    clock,
    client,
    outgoing,
    complaints: () => log.records.filter(({ level }) => level === 'error'),
    send(request) {
      const headers = ['Host', 'localhost', 'Ocp-Apim-Subscription-Key', key, ...(request.headers ?? [])]
      const { call, response } = createMemoryCall({ isSecure: true, ...request, headers })
      gateway.handle(call)
      return response
    },
  }
}

function entriesOf(
  { document, format, scope, urlTemplate }: GoldenGatewayOptions,
  createdDate: string,
): SnapshotEntry[] {
  const entries: SnapshotEntry[] = []
  const add = <Kind extends SnapshotKind>(id: string, kind: Kind, properties: SnapshotProperties[Kind]): void => {
    // Kind and properties belong together by this function's own type, which a union cannot be told.
    entries.push({ id, kind, ordinal: entries.length + 1, properties } as SnapshotEntry)
  }
  add(root, 'service', { publisherEmail: 'publisher@example.com', publisherName: 'Publisher' })
  add(`${root}/apis/echo-api`, 'api', {
    displayName: 'Echo API',
    path: 'echo',
    serviceUrl: 'http://backend/api',
    protocols: ['https'],
    type: 'http',
    subscriptionRequired: true,
    subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
    apiRevision: '1',
    isCurrent: true,
    isOnline: true,
  })
  add(`${root}/apis/echo-api/schemas/models`, 'apiSchema', {
    contentType: 'application/vnd.oai.openapi.components+json',
    document: { components: { schemas: { Resource: resource } } },
  })
  for (const method of methods) {
    const properties = { displayName: method, method, urlTemplate, templateParameters: [], ...definition }
    add(`${root}/apis/echo-api/operations/${method.toLowerCase()}`, 'operation', properties)
  }
  add(`${root}/products/starter`, 'product', {
    displayName: 'Starter',
    state: 'published',
    subscriptionRequired: true,
  })
  add(`${root}/products/starter/apis/echo-api`, 'productApi', {})
  add(`${root}/subscriptions/1`, 'subscription', {
    scope: '/products/starter',
    state: 'active',
    allowTracing: false,
    enforceExpiration: false,
    createdDate,
    primaryKeyHash: `hash of ${key}`,
    secondaryKeyHash: 'hash of another key',
  })
  for (const place of places[scope]) add(`${place}/policies/policy`, 'policy', { value: document, format })
  return entries
}
