import { AppError } from '@sluice/contracts'
import { refuseAddress } from './address-policy.ts'
import { callFailed, createGuardedFetch, showUrl } from './guarded-fetch.ts'
import type { OutgoingConnection, OutgoingHttp, OutgoingOptions } from './outgoing.ts'

export interface MemoryOutgoingOptions extends OutgoingOptions {
  /** Addresses by host; a host that is not named is at a public address. An empty list: the host is not found. */
  readonly addresses?: Readonly<Record<string, readonly string[]>>
}

export interface MemoryOutgoing extends OutgoingHttp {
  /** What arrived, in order. */
  readonly requests: readonly Request[]
  /** How each of them would have been connected; undefined = the usual way. */
  readonly connections: readonly (OutgoingConnection | undefined)[]
}

const somePublicAddress = '198.51.100.1'

/** The same rules without a network: each request is answered by `answer`, which may throw what an exchange would. */
export function createMemoryOutgoing(
  answer: (request: Request) => Response | Promise<Response>,
  options: MemoryOutgoingOptions = {},
): MemoryOutgoing {
  const requests: Request[] = []
  const connections: (OutgoingConnection | undefined)[] = []
  const guarded = createGuardedFetch(async (url, { connection, ...init }) => {
    const addresses = options.addresses?.[url.hostname] ?? [somePublicAddress]
    if (addresses.length === 0) throw callFailed(url, 'its host was not found')
    for (const address of addresses) {
      const reason = refuseAddress(address, options)
      if (reason === undefined) continue
      throw new AppError('OutgoingAddressRefused', {
        url: showUrl(url),
        reason: `its host is at ${address}, and ${reason}`,
      })
    }
    const request = new Request(url, init)
    requests.push(request)
    connections.push(connection)
    return await answer(request.clone())
  }, options)
  return { ...guarded, requests, connections }
}
