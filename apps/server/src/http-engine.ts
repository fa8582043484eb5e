import { listenWithHttp1 } from '@sluice/http1'
import type { Listen } from '@sluice/platform'
import { listenWithNode } from '@sluice/platform/http-server'

/** What speaks HTTP/1.1: our own engine on raw sockets, or that of Node. Both pass the same suite. */
export type HttpEngine = 'own' | 'node'

export const listenWith = (engine: HttpEngine): Listen => (engine === 'own' ? listenWithHttp1 : listenWithNode)
