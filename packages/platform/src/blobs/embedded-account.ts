import { AppError } from '@sluice/contracts/errors'
import type { StorageAccount } from '@sluice/contracts/storage-account'
import type { BlobAddress } from './blob-address.ts'

/** The embedded account without what opens it. */
export type EmbeddedAccount = Omit<StorageAccount, 'key'>

/** Where a container is after all, and whether that is in the embedded account. */
export interface ResolvedAddress extends BlobAddress {
  readonly isEmbedded: boolean
}

/**
 * Sends what is meant for the embedded account to where this machine reaches it: by a known account name at the address that
 * the compatible service would have, by the public address, or by the local one. Every other address stays as it is.
 * @throws AppError `BlobStorageFailed` while the account is away
 */
export function resolveEmbedded(address: BlobAddress, account: EmbeddedAccount | undefined): ResolvedAddress {
  const found = account && findEmbedded(address, account)
  if (account === undefined || found === undefined) return { ...address, isEmbedded: false }
  const endpoint = account.endpoint()
  if (endpoint === undefined) {
    throw new AppError('BlobStorageFailed', { container: address.url, reason: 'the role storage is not running' })
  }
  // The name stays the one that was used: signatures are made with it.
  const url = `${new URL(endpoint).origin}/${found.name}${found.path}`
  return { ...address, url, account: found.name, isEmbedded: true }
}

/** Where callers reach a container; one of the embedded account at the address that is public. */
export function toPublicAddress(address: BlobAddress, account: EmbeddedAccount | undefined): BlobAddress {
  const found = account && findEmbedded(address, account)
  const endpoint = account?.publicEndpoint() ?? account?.endpoint()
  if (found === undefined || endpoint === undefined) return address
  return { ...address, url: `${endpoint}${found.path}`, account: account?.name ?? found.name }
}

function findEmbedded(
  { url }: BlobAddress,
  account: EmbeddedAccount,
): { readonly name: string; readonly path: string } | undefined {
  const names = [account.name, ...account.otherNames]
  const { hostname, host, pathname } = new URL(url)
  const [label = '', ...rest] = hostname.split('.')
  const zone = rest.join('.')
  if (names.includes(label) && (zone === 'blob.core.windows.net' || zone === 'localhost')) {
    return { name: label, path: pathname }
  }
  for (const endpoint of [account.publicEndpoint(), account.endpoint()]) {
    if (endpoint !== undefined && url.startsWith(`${endpoint}/`)) {
      return { name: account.name, path: url.slice(endpoint.length) }
    }
  }
  const local = account.endpoint()
  const [, first = '', ...path] = pathname.split('/')
  const isLocal = local !== undefined && (host === new URL(local).host || isSameLoopback(url, local))
  return isLocal && names.includes(first) ? { name: first, path: `/${path.join('/')}` } : undefined
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)

function isSameLoopback(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  return a.port === b.port && isLoopback(a.hostname) && isLoopback(b.hostname)
}
