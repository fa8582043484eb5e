import { AppError } from '@sluice/contracts/errors'
import { storageConnectionString } from '@sluice/contracts/storage-account'
import type { AccountClient, ListedBlob } from './account-client.ts'
import { encodeBlobPath, parseBlobAccess } from './blob-address.ts'
import { createMemoryBlobs, type KeptBlob } from './memory-blobs.ts'

const account = 'http://localhost:10000/sluice'
const name = 'sluice'
const key = 'a2V5'
const modifiedAt = new Date(0).toISOString()

/** An account that is gone with the process. Its signatures say what they allow, and nobody checks them. */
export function createMemoryAccount(): AccountClient {
  const blobs = createMemoryBlobs({ containers: [] })
  const accessTo = (container: string) => ({ by: 'key', account, key, container }) as const
  const urlOf = (container: string) => parseBlobAccess(accessTo(container)).url
  const readContainer = (container: string): Map<string, KeptBlob> => {
    const found = blobs.kept.get(urlOf(container))
    if (found === undefined) throw new AppError('BlobContainerNotFound', { container: urlOf(container) })
    return found
  }
  const readBlob = (container: string, name: string): KeptBlob => {
    const found = readContainer(container).get(name)
    if (found === undefined) throw new AppError('BlobMissing', { blob: `${urlOf(container)}/${name}` })
    return found
  }
  return {
    access: () => ({ name, key, endpoint: account, connectionString: storageConnectionString(name, key, account) }),
    async listContainers({ limit, marker = '' }) {
      const names = [...blobs.kept.keys()].map((url) => url.slice(account.length + 1)).sort()
      const rest = names.filter((name) => name >= marker)
      return { entries: rest.slice(0, limit).map((name) => ({ name, modifiedAt })), next: rest[limit] }
    },
    async createContainer(name) {
      const url = urlOf(name)
      if (blobs.kept.has(url)) throw new AppError('BlobContainerExists', { container: name })
      blobs.kept.set(url, new Map())
    },
    async deleteContainer(name) {
      readContainer(name)
      blobs.kept.delete(urlOf(name))
    },
    async listBlobs(container, { prefix, delimiter, limit, marker = '' }) {
      const found = new Map<string, ListedBlob | undefined>()
      for (const [name, blob] of [...readContainer(container)].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (!name.startsWith(prefix)) continue
        const at = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length)
        if (at < 0) found.set(name, toListed(name, blob))
        else found.set(name.slice(0, at + delimiter.length), undefined)
      }
      const rest = [...found].filter(([name]) => name >= marker)
      const page = rest.slice(0, limit)
      return {
        entries: page.flatMap(([, blob]) => blob ?? []),
        prefixes: page.flatMap(([name, blob]) => (blob === undefined ? [name] : [])),
        next: rest[limit]?.[0],
      }
    },
    openContainer: (name) => blobs.openContainer(accessTo(name)),
    findBlob: async (container, name) => toListed(name, readBlob(container, name)),
    async deleteBlob(container, name) {
      readBlob(container, name)
      readContainer(container).delete(name)
    },
    createSasToken: ({ container, blob, permissions, expiresAt }) =>
      new URLSearchParams({
        sr: blob === undefined ? 'c' : 'b',
        sp: permissions.join(''),
        se: new Date(expiresAt).toISOString(),
        sig: container,
      }).toString(),
    publicUrl: (container, blob) => `${account}/${container}${blob === undefined ? '' : `/${encodeBlobPath(blob)}`}`,
  }
}

const toListed = (name: string, { bytes, tag, contentType }: KeptBlob): ListedBlob => ({
  name,
  bytes: bytes.length,
  contentType: contentType === '' ? 'application/octet-stream' : contentType,
  modifiedAt,
  tag,
})
