import type { ApiView } from './api-view.ts'

export interface PublicAddress {
  readonly protocol: string
  /** What callers write before the URL template of an operation. */
  readonly address: string
}

type Addressed = Pick<ApiView, 'path' | 'protocols' | 'apiVersion' | 'apiVersionSet'> &
  Partial<Pick<ApiView, 'isCurrent' | 'apiRevision'>>

/**
 * Where callers reach an API: one address for each of its protocols. The gateway's address is known for one scheme; for
 * the other one it is known only where neither names a port.
 * @param gatewayUrl null = no gateway has reported yet
 */
export function publicAddresses(gatewayUrl: string | null, api: Addressed): readonly PublicAddress[] {
  const gateway = gatewayUrl === null || !URL.canParse(gatewayUrl) ? undefined : new URL(gatewayUrl)
  const below = publicPath(api)
  return api.protocols.flatMap((protocol) => {
    const base = gateway && baseOf(gateway, protocol)
    return base === undefined ? [] : [{ protocol, address: `${base}${below}` }]
  })
}

function baseOf(gateway: URL, protocol: string): string | undefined {
  const isSecure = /^(?:https|wss)$/.test(protocol)
  const isSameSecurity = (gateway.protocol === 'https:') === isSecure
  if (!isSameSecurity && gateway.port !== '') return undefined
  return `${protocol}://${gateway.host}${gateway.pathname.replace(/\/$/, '')}`
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
