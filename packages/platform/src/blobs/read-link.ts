import type { Clock } from '../clock/clock.ts'
import type { BlobAddress } from './blob-address.ts'
import type { ReadLink } from './blobs.ts'

const dayMs = 24 * 60 * 60_000
/** Clocks of caller and storage may differ by so much. */
const clockDifferenceMs = 15 * 60_000

/** Signs a link with the account's key; who came with a signature gets back that one. */
export async function createReadLink(
  { url, account, key, signature }: BlobAddress,
  path: string,
  clock: Clock,
): Promise<ReadLink> {
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

/** A path as it stands in an address. */
const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
