import type { ApiProperties, OperationProperties, ProductProperties, SubscriptionProperties } from '@sluice/contracts'
import { queryOptions } from '@tanstack/react-query'
import type { Resource, ResourceList } from '../../shared/api-client/resource.ts'
import type { Session } from '../../shared/auth/session.ts'
import { developerQuery, sendDeveloper } from '../developer-api.ts'
import type { VersionInCall } from './build-request.ts'

/** An address at which an API is called. */
export interface ApiHost {
  readonly value: string
  /** `https://localhost:8443` */
  readonly address: string
  /** The same with the suffix of the API. */
  readonly baseUrl: string
  readonly version: VersionInCall | null
}

/** The path of a resource of the data API, whatever stands in a name. */
const below = (...names: readonly string[]) => names.map((name) => `/${encodeURIComponent(name)}`).join('')

export const apiQuery = (service: string, api: string) =>
  developerQuery<Resource<ApiProperties>>(service, below('apis', api))
export const operationQuery = (service: string, api: string, operation: string) =>
  developerQuery<Resource<OperationProperties>>(service, below('apis', api, 'operations', operation))
export const hostsQuery = (service: string, api: string) =>
  developerQuery<ResourceList<ApiHost>>(service, below('apis', api, 'hostnames'))

/** A subscription of the visitor's own that opens the API. */
export interface OwnSubscription {
  readonly id: string
  /** Its own name, else that of its product. */
  readonly title: string
}

/** The visitor's active subscriptions that reach the API, the ones to a product first. */
export const ownSubscriptionsQuery = (service: string, api: string, session: Session | null) => {
  const userId = session?.service === service ? session.userId : null
  return queryOptions({
    queryKey: ['developer', service, `/users/${userId}/subscriptions`, { reaching: api }],
    queryFn: async ({ signal }): Promise<readonly OwnSubscription[]> => {
      if (userId === null) return []
      const get = async <Properties>(path: string) =>
        (await sendDeveloper<ResourceList<Properties>>(service, path, { query: { $top: 1000 }, signal })).body.value
      const [subscriptions, products] = await Promise.all([
        get<SubscriptionProperties>(below('users', userId, 'subscriptions')),
        get<ProductProperties>(below('apis', api, 'products')),
      ])
      return findReaching(subscriptions, products, api)
    },
  })
}

export function findReaching(
  subscriptions: readonly Resource<Pick<SubscriptionProperties, 'scope' | 'state' | 'displayName'>>[],
  products: readonly Resource<Pick<ProductProperties, 'displayName'>>[],
  api: string,
): readonly OwnSubscription[] {
  const productNames = new Map(products.map(({ name, properties }) => [name.toLowerCase(), properties.displayName]))
  return subscriptions.flatMap(({ name, properties }) => {
    if (properties.state !== 'active') return []
    const [, kind, of] = /\/(products|apis)(?:\/([^/]*))?$/i.exec(properties.scope) ?? []
    const product = kind?.toLowerCase() === 'products' ? productNames.get(of?.toLowerCase() ?? '') : undefined
    const isOfApi = kind?.toLowerCase() === 'apis' && (!of || of.toLowerCase() === api.toLowerCase())
    if (product === undefined && !isOfApi) return []
    return [{ id: name, title: properties.displayName || product || name }]
  })
}

/** The first key of a subscription of the visitor's own; kept in memory only. */
export const keyQuery = (service: string, session: Session | null, subscription: string | undefined) =>
  queryOptions({
    queryKey: ['developer', service, `/users/${session?.userId}/subscriptions`, subscription, 'key'],
    queryFn: async ({ signal }) => {
      const path = `${below('users', session?.userId ?? '', 'subscriptions', subscription ?? '')}/listSecrets`
      const { body } = await sendDeveloper<{ readonly primaryKey: string }>(service, path, { method: 'POST', signal })
      return body.primaryKey
    },
    enabled: session !== null && subscription !== undefined,
    gcTime: 0,
  })
