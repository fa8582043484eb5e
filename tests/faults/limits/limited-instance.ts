import type { SnapshotEntry } from '@sluice/contracts'

/** One API with a rate and a quota for each of its callers. */
export interface Limited {
  readonly path: string
  /** Calls within any `ratePeriodSeconds`. */
  readonly rate: number
  /** Calls in each period of `quotaPeriodSeconds`, the first of which began when the year did. */
  readonly quota: number
  /** What tells callers apart: a key that the document names, or a subscription. */
  readonly by: 'key' | 'subscription'
}

export const ratePeriodSeconds = 60
export const quotaPeriodSeconds = 3_600
export const firstPeriodStart = '2026-01-01T00:00:00Z'

// Around 60, where hits are no longer kept one by one.
const rates = [1, 7, 59, 60, 61, 150]
const quotas = [100, 333, 2_000]

/** Every rate with every quota, by key and by subscription. */
export const limitedApis: readonly Limited[] = (['key', 'subscription'] as const).flatMap((by) =>
  rates.flatMap((rate) => quotas.map((quota) => ({ path: `${by}-${rate}-${quota}`, rate, quota, by }))),
)

/** The key of a caller, which is a subscription's where one is asked for. */
export const keyOf = ({ path }: Limited, caller: number): string => `${path}-caller-${caller}`

/** An instance with all of these; the hash of a key is the key itself. */
export function limitedInstance(callers: number): readonly SnapshotEntry[] {
  const root = '/services/limited'
  const entries: SnapshotEntry[] = []
  const add = (kind: string, path: string, properties: object) => {
    entries.push({ id: `${root}${path}`, kind, ordinal: entries.length + 1, properties } as SnapshotEntry)
  }
  const policy = (scope: string, value: string) =>
    add('policy', `${scope}/policies/policy`, { format: 'rawxml', value })
  add('service', '', { publisherEmail: 'limits@example.com', publisherName: 'Limits' })
  policy('', '<policies><inbound/><backend><forward-request/></backend><outbound/></policies>')
  for (const limited of limitedApis) {
    const { path, by } = limited
    add('api', `/apis/${path}`, {
      displayName: path,
      path,
      serviceUrl: 'http://backend',
      protocols: ['http'],
      subscriptionRequired: by === 'subscription',
      subscriptionKeyParameterNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
      type: 'http',
      apiRevision: '1',
      isCurrent: true,
    })
    add('operation', `/apis/${path}/operations/list`, {
      displayName: 'List',
      method: 'GET',
      urlTemplate: '/',
      templateParameters: [],
    })
    if (by === 'key') {
      policy(`/apis/${path}`, documentOf(limitsByKey(limited)))
      continue
    }
    add('product', `/products/${path}`, { displayName: path, subscriptionRequired: true, state: 'published' })
    add('productApi', `/products/${path}/apis/${path}`, {})
    policy(`/products/${path}`, documentOf(limitsOfSubscription(limited)))
    for (let caller = 0; caller < callers; caller += 1) {
      add('subscription', `/subscriptions/${path}-${caller}`, {
        scope: `/products/${path}`,
        state: 'active',
        allowTracing: false,
        createdDate: firstPeriodStart,
        startDate: firstPeriodStart,
        primaryKeyHash: keyOf(limited, caller),
        secondaryKeyHash: `${keyOf(limited, caller)}-secondary`,
      })
    }
  }
  return entries
}

const documentOf = (limits: string) =>
  `<policies><inbound><base/>${limits}</inbound><backend><base/></backend><outbound><base/></outbound></policies>`

const limitsByKey = ({ path, rate, quota }: Limited) =>
  `<rate-limit-by-key calls="${rate}" renewal-period="${ratePeriodSeconds}" counter-key="@(context.Api.Id + context.Request.Headers["X-Caller"][0])" />
   <quota-by-key calls="${quota}" renewal-period="${quotaPeriodSeconds}" counter-key="@("${path} " + context.Request.Headers.GetValueOrDefault("x-caller"))" first-period-start="${firstPeriodStart}" />`

const limitsOfSubscription = ({ rate, quota }: Limited) =>
  `<rate-limit calls="${rate}" renewal-period="${ratePeriodSeconds}" />
   <quota calls="${quota}" renewal-period="${quotaPeriodSeconds}" />`
