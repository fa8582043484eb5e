import { queryOptions } from '@tanstack/react-query'
import type { Query } from '../shared/api-client/resource.ts'
import { type Answer, type SendOptions, send } from '../shared/api-client/send.ts'

const apiVersion = '2022-04-01-preview'

/**
 * Path and query of a call to the data API of the developer portal.
 * @param service undefined = the one that the installation began with
 * @see reference: API Management, 5.3
 */
export function developerUrl(service: string | undefined, path: string, query: Query = {}): string {
  const search = new URLSearchParams({ ...(service === undefined ? {} : { service }), 'api-version': apiVersion })
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return `/developer${path}?${search}`
}

export const sendDeveloper = <Body>(
  service: string | undefined,
  path: string,
  options: SendOptions & { readonly query?: Query } = {},
): Promise<Answer<Body>> => send<Body>(developerUrl(service, path, options.query), { isAnonymous: true, ...options })

/** What a GET of the data API answers; kept in the cache under `developer`, the instance and the path. */
export const developerQuery = <Body>(service: string, path: string, query: Query = {}) =>
  queryOptions({
    queryKey: ['developer', service, path, query],
    queryFn: async ({ signal }) => (await sendDeveloper<Body>(service, path, { query, signal })).body,
  })
