import type { ApiView } from './api-view.ts'

export interface PublicAddress {
  readonly protocol: string
  /** What callers write before the URL template of an operation. */
  readonly address: string
}

type Addressed = Pick<ApiView, 'path' | 'protocols' | 'apiVersion' | 'apiVersionSet'> &
  Partial<Pick<ApiView, 'isCurrent' | 'apiRevision'>>

/**
 * Where callers reach an API: one address for each of its protocols.
 * @param gatewayUrls of each scheme that is known; empty = no gateway has told yet
 */
export function publicAddresses(gatewayUrls: readonly string[], api: Addressed): readonly PublicAddress[] {
  const gateways = gatewayUrls.filter((url) => URL.canParse(url)).map((url) => new URL(url))
  const below = publicPath(api)
  return api.protocols.flatMap((protocol) => {
    const isSecure = /^(?:https|wss)$/.test(protocol)
    // Another program in front of the gateway may serve both schemes, each at its own port.
    const gateway =
      gateways.find((one) => (one.protocol === 'https:') === isSecure) ?? gateways.find(({ port }) => port === '')
    if (gateway === undefined) return []
    return [{ protocol, address: `${protocol}://${gateway.host}${gateway.pathname.replace(/\/$/, '')}${below}` }]
  })
}

/** Suffix, revision where it is not the current one, and version: `/shop/v2`, `/shop;rev=2`, `/shop?version=v2`. */
export function publicPath({ path, apiVersion, apiVersionSet, ...api }: Omit<Addressed, 'protocols'>): string {
  const suffix = path.replace(/^\/+|\/+$/g, '')
  const revision = api.isCurrent === false ? `;rev=${api.apiRevision}` : ''
  const base = suffix + revision === '' ? '' : `/${suffix}${revision}`
  if (!apiVersion) return base
  // An API whose set was not read along has its version in the path, as most have.
  const scheme = apiVersionSet?.versioningScheme ?? 'Segment'
  if (scheme === 'Segment') return `${base}/${apiVersion}`
  if (scheme === 'Query') return `${base}?${apiVersionSet?.versionQueryName ?? 'api-version'}=${apiVersion}`
  return base
}
