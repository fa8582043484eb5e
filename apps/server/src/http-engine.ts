import { createHttp1Client, type Http1ClientOptions, listenWithHttp1 } from '@sluice/http1'
import type { HttpClient, Listen } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { listenWithNode } from '@sluice/platform/http-server'

/** What speaks HTTP/1.1: our own engine on raw sockets, or that of Node and undici. Both pass the same suites. */
export type HttpEngine = 'own' | 'node'

export const listenWith = (engine: HttpEngine): Listen => (engine === 'own' ? listenWithHttp1 : listenWithNode)

/** HTTP/2 and proxies are undici's with either engine. */
export function clientOf(
  engine: HttpEngine,
  certificateAuthorities: readonly string[],
  limits: Omit<Http1ClientOptions, 'fallback' | 'certificateAuthorities'> = {},
): HttpClient {
  const { maxIdleConnectionsPerBackend: _, ...ofBoth } = limits
  const fallback = createUndiciClient({ certificateAuthorities, ...ofBoth })
  return engine === 'own' ? createHttp1Client({ certificateAuthorities, fallback, ...limits }) : fallback
}
