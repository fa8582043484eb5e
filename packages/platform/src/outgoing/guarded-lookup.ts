import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { AppError } from '@sluice/contracts'
import { type AddressPolicyOptions, refuseAddress } from './address-policy.ts'

export interface GuardedLookupOptions extends AddressPolicyOptions {
  /** All addresses of a host; default the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/**
 * Looks hosts up for sockets, which connect to what they are told here, so no second answer of a resolver can slip in.
 * A host of which any address is refused fails with AppError `OutgoingAddressRefused`.
 */
export function createGuardedLookup(options: GuardedLookupOptions): LookupFunction {
  const resolve = options.resolve ?? resolveWithSystem
  return (host, { all }, callback) => {
    resolveAllowed(host, resolve, options).then(
      (addresses) => {
        const [first] = addresses
        if (all) callback(null, [...addresses])
        else callback(null, first?.address ?? '', first?.family)
      },
      (error: Error) => callback(error, ''),
    )
  }
}

async function resolveAllowed(
  host: string,
  resolve: (host: string) => Promise<readonly string[]>,
  options: AddressPolicyOptions,
): Promise<readonly { readonly address: string; readonly family: 4 | 6 }[]> {
  const addresses = await resolve(host)
  for (const address of addresses) {
    const reason = refuseAddress(address, options)
    if (reason !== undefined) {
      throw new AppError('OutgoingAddressRefused', { url: host, reason: `its host is at ${address}, and ${reason}` })
    }
  }
  return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

async function resolveWithSystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}
