import { AppError } from '@sluice/contracts/errors'
import { findHost, type HostMapEntry } from './host-map.ts'

/** A backend URL taken apart, once for all calls to it. */
export interface BackendAddress {
  /** `https://host:port`, without the port where it is the scheme's own. */
  readonly origin: string
  readonly connectTo: string | undefined
  readonly isEcho: boolean
  /** Written as ws or wss; `origin` is the http or https that goes with it. */
  readonly isWebSocket: boolean
  /** Without a slash at its end. */
  readonly basePath: string
  readonly endsWithSlash: boolean
  /** Of the URL itself, without its `?`. */
  readonly query: string
}

/** Expressions can make any number of URLs; beyond this many the oldest are taken apart anew. */
const maxKept = 1000

/** Takes backend URLs apart and remembers them. */
export function createBackendAddresses(hostMap: readonly HostMapEntry[]): (url: string) => BackendAddress {
  const kept = new Map<string, BackendAddress>()
  return (url) => {
    const known = kept.get(url)
    if (known !== undefined) return known
    const address = parseBackendUrl(url, hostMap)
    if (kept.size >= maxKept) kept.delete(kept.keys().next().value as string)
    kept.set(url, address)
    return address
  }
}

/** @throws AppError `BackendConnectionFailure` when it is no http(s) URL, or nobody is there for its host */
function parseBackendUrl(text: string, hostMap: readonly HostMapEntry[]): BackendAddress {
  const url = URL.parse(text)
  if (url === null || !/^(http|ws)s?:$/.test(url.protocol)) {
    throw new AppError('BackendConnectionFailure', { reason: `'${text}' is not an http or https URL` })
  }
  const target = findHost(hostMap, url.hostname)
  if (typeof target === 'object' && 'unavailable' in target) {
    throw new AppError('BackendConnectionFailure', { reason: target.unavailable })
  }
  return {
    origin: url.origin.replace(/^ws/, 'http'),
    isWebSocket: url.protocol.startsWith('ws'),
    connectTo: target === undefined || target === 'echo' ? undefined : target.origin,
    isEcho: target === 'echo',
    basePath: url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname,
    endsWithSlash: url.pathname.endsWith('/') && url.pathname.length > 1,
    query: url.search.slice(1),
  }
}

/**
 * Path and query of the request to a backend: the URL's own path, then the path after the API's suffix, then both
 * queries.
 * @param path empty or beginning with `/`
 * @param query with its `?`, or empty
 * @see reference: API Management, 2.4
 */
export function joinTarget(address: BackendAddress, path: string, query: string): string {
  const base = address.basePath
  const joined = path === '' ? (address.endsWithSlash ? `${base}/` : base) : base + path
  const whole = joined === '' ? '/' : joined
  if (address.query === '') return whole + query
  return query.length > 1 ? `${whole}?${address.query}&${query.slice(1)}` : `${whole}?${address.query}`
}
