import type { Clock } from '../clock/clock.ts'
import { type BlobAddress, parseBlobAccess } from './blob-address.ts'
import type { BlobAccess, ReadLink } from './blobs.ts'
import { type EmbeddedAccount, resolveEmbedded } from './embedded-account.ts'

const dayMs = 24 * 60 * 60_000
/** Clocks of caller and storage may differ by so much. */
const clockDifferenceMs = 15 * 60_000

/**
 * Signs a link with the account's key; who came with a signature gets back that one.
 * @param embedded its links lead to its public address, whatever it was called
 * @throws AppError `BlobAddressInvalid`; `BlobStorageFailed` while the embedded account is away
 */
export async function createReadLink(
  access: BlobAccess,
  path: string,
  clock: Clock,
  embedded?: EmbeddedAccount,
): Promise<ReadLink> {
  const address = parseBlobAccess(access)
  const { key, signature } = address
  const { url, account } = key === undefined ? address : toPublicAddress(address, embedded)
  const container = url.slice(url.lastIndexOf('/') + 1)
  const link = { baseLocation: url.slice(0, -container.length), relativeLocation: `${container}/${encodePath(path)}` }
  if (key === undefined) return { ...link, sasBlobToken: signature === undefined ? '' : `?${signature}` }
  const { BlobSASPermissions, generateBlobSASQueryParameters, StorageSharedKeyCredential } = await import(
    '@azure/storage-blob'
  )
  const now = clock.now()
  const signed = generateBlobSASQueryParameters(
    {
      containerName: container,
      blobName: path,
      permissions: BlobSASPermissions.from({ read: true }),
      startsOn: new Date(now - clockDifferenceMs),
      expiresOn: new Date(now + dayMs),
      // Later versions sign fields that older storages do not know.
      version: '2018-11-09',
    },
    new StorageSharedKeyCredential(account, key),
  )
  return { ...link, sasBlobToken: `?${signed}` }
}

function toPublicAddress(address: BlobAddress, embedded: EmbeddedAccount | undefined): BlobAddress {
  const resolved = resolveEmbedded(address, embedded)
  const endpoint = resolved.isEmbedded ? embedded?.publicEndpoint() : undefined
  if (embedded === undefined || endpoint === undefined) return address
  const container = resolved.url.slice(resolved.url.lastIndexOf('/') + 1)
  return { ...address, url: `${endpoint}/${container}`, account: embedded.name }
}

/** A path as it stands in an address. */
const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
