import type { SnapshotEntry } from '@sluice/contracts'

export interface SnapshotSize {
  readonly apis: number
  readonly operationsPerApi: number
  readonly subscriptions: number
}

const service = '/services/bench'

export const keyOf = (subscription: number): string => `key-${subscription}`.padEnd(32, '0')

/** An instance of this size; every API is in one product with a rate limit and a quota that nothing reaches. */
export function generateSnapshot(
  size: SnapshotSize,
  upstreamPort: number,
  lookupHash: (key: string) => string,
): SnapshotEntry[] {
  const { entries, add } = startSnapshot()
  add('product', '/products/main', { displayName: 'Main', subscriptionRequired: true, state: 'published' })
  add('policy', '/products/main/policies/policy', {
    format: 'xml',
    value:
      '<policies><inbound><rate-limit calls="100000000" renewal-period="60"/><quota calls="1000000000" renewal-period="604800"/><base/></inbound><backend><base/></backend><outbound><base/></outbound></policies>',
  })
  for (let api = 0; api < size.apis; api += 1) {
    add('api', `/apis/api${api}`, apiProperties(`api${api}`, upstreamPort))
    add('productApi', `/products/main/apis/api${api}`, {})
    for (let operation = 0; operation < size.operationsPerApi; operation += 1) {
      add('operation', `/apis/api${api}/operations/o${operation}`, {
        displayName: `Operation ${operation}`,
        method: 'GET',
        urlTemplate: operation === 0 ? '/things' : `/things/{id}/part${operation}`,
        templateParameters: operation === 0 ? [] : [{ name: 'id', type: 'string' }],
      })
    }
  }
  for (let subscription = 0; subscription < size.subscriptions; subscription += 1) {
    add('subscription', `/subscriptions/s${subscription}`, subscriptionProperties(keyOf(subscription), lookupHash))
  }
  return entries
}

/** An instance with nothing but a policy that forwards; `add` puts in what else it has. */
export function startSnapshot() {
  const entries: SnapshotEntry[] = []
  const add = (kind: string, path: string, properties: object) => {
    entries.push({ id: `${service}${path}`, kind, ordinal: entries.length + 1, properties } as SnapshotEntry)
  }
  add('service', '', { publisherEmail: 'bench@example.com', publisherName: 'Bench' })
  add('policy', '/policies/policy', {
    format: 'xml',
    value: '<policies><inbound/><backend><forward-request/></backend><outbound/></policies>',
  })
  return { entries, add }
}

export const apiProperties = (path: string, upstreamPort: number) => ({
  displayName: `API ${path}`,
  path,
  serviceUrl: `http://127.0.0.1:${upstreamPort}`,
  protocols: ['http', 'https'],
  subscriptionRequired: true,
  subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
  type: 'http',
  apiRevision: '1',
  isCurrent: true,
})

export const subscriptionProperties = (key: string, lookupHash: (key: string) => string) => ({
  scope: '/products/main',
  state: 'active',
  allowTracing: false,
  createdDate: '2026-01-01T00:00:00Z',
  startDate: '2026-01-01T00:00:00Z',
  primaryKeyHash: lookupHash(key),
  secondaryKeyHash: lookupHash(`${key}-2`),
})
