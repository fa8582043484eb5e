import type { BlobItem, BlobServiceClient, ContainerItem } from '@azure/storage-blob'
import { AppError } from '@sluice/contracts/errors'
import { createSasToken } from '@sluice/contracts/shared-access-signature'
import { type StorageAccount, storageConnectionString } from '@sluice/contracts/storage-account'
import type { AccountClient, ListedBlob, ListedContainer } from './account-client.ts'
import { encodeBlobPath } from './blob-address.ts'
import { toBlobError } from './blob-failure.ts'
import type { Blobs } from './blobs.ts'
import { createSigner } from './sign-requests.ts'

/** The owner's view of the embedded account, by Azure's client library. @param blobs knows the account as its embedded one */
export function createEmbeddedClient(account: StorageAccount, blobs: Blobs): AccountClient {
  const sign = createSigner(account.key)
  const away = () =>
    new AppError('BlobStorageFailed', { container: account.name, reason: 'the role storage is not running' })
  let known: { readonly endpoint: string; readonly client: Promise<BlobServiceClient> } | undefined

  const service = async (): Promise<BlobServiceClient> => {
    const endpoint = account.endpoint()
    if (endpoint === undefined) throw away()
    if (known?.endpoint !== endpoint) known = { endpoint, client: connect(endpoint, account) }
    return await known.client
  }
  const naming = async <Result>(
    container: string,
    path: string,
    work: (client: BlobServiceClient) => Promise<Result>,
  ) => {
    try {
      return await work(await service())
    } catch (error) {
      throw toOwnerError(error, container, path)
    }
  }
  return {
    access() {
      const { name, key } = account
      const endpoint = account.publicEndpoint()
      const connectionString = endpoint === undefined ? undefined : storageConnectionString(name, key, endpoint)
      return { name, key, endpoint, connectionString }
    },
    listContainers: ({ limit, marker }) =>
      naming('', '', async (client) => {
        const pages = client
          .listContainers()
          .byPage({ maxPageSize: limit, ...(marker && { continuationToken: marker }) })
        const { value } = await pages.next()
        return { entries: (value?.containerItems ?? []).map(toContainer), next: value?.continuationToken || undefined }
      }),
    createContainer: (name) =>
      naming(name, '', async (client) => void (await client.getContainerClient(name).create())),
    deleteContainer: (name) =>
      naming(name, '', async (client) => void (await client.getContainerClient(name).delete())),
    listBlobs: (container, { prefix, delimiter, limit, marker }) =>
      naming(container, prefix, async (client) => {
        const at = client.getContainerClient(container)
        const paging = { maxPageSize: limit, ...(marker && { continuationToken: marker }) }
        const pages =
          delimiter === ''
            ? at.listBlobsFlat({ prefix }).byPage(paging)
            : at.listBlobsByHierarchy(delimiter, { prefix }).byPage(paging)
        const { value } = await pages.next()
        const segment = value?.segment as
          | { readonly blobItems: readonly BlobItem[]; readonly blobPrefixes?: readonly { readonly name: string }[] }
          | undefined
        return {
          entries: (segment?.blobItems ?? []).map(toBlob),
          prefixes: (segment?.blobPrefixes ?? []).map(({ name }) => name),
          next: value?.continuationToken || undefined,
        }
      }),
    async openContainer(name) {
      const endpoint = account.endpoint()
      if (endpoint === undefined) throw away()
      return await blobs.openContainer({ by: 'key', account: endpoint, key: account.key, container: name })
    },
    findBlob: (container, name) =>
      naming(container, name, async (client) => {
        const found = await client.getContainerClient(container).getBlobClient(name).getProperties()
        return {
          name,
          bytes: found.contentLength ?? 0,
          contentType: found.contentType ?? '',
          modifiedAt: (found.lastModified ?? new Date(0)).toISOString(),
          tag: plainTag(found.etag),
        }
      }),
    deleteBlob: (container, name) =>
      naming(container, name, async (client) => void (await client.getContainerClient(container).deleteBlob(name))),
    createSasToken: (options) => createSasToken({ account: account.name, ...options }, sign),
    publicUrl(container, blob) {
      const endpoint = account.publicEndpoint()
      if (endpoint === undefined) throw away()
      return `${endpoint}/${container}${blob === undefined ? '' : `/${encodeBlobPath(blob)}`}`
    },
  }
}

async function connect(endpoint: string, { name, key }: StorageAccount): Promise<BlobServiceClient> {
  const { BlobServiceClient, StorageSharedKeyCredential } = await import('@azure/storage-blob')
  return new BlobServiceClient(endpoint, new StorageSharedKeyCredential(name, key), {
    retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 },
  })
}

function toOwnerError(error: unknown, container: string, path: string): unknown {
  const { name, code } = error as { readonly name?: string; readonly code?: string }
  if (name === 'RestError' && code === 'ContainerAlreadyExists') {
    return new AppError('BlobContainerExists', { container })
  }
  // An answer to HEAD has no body; what is missing says its header.
  return toBlobError(error, container, path)
}

const toContainer = ({ name, properties }: ContainerItem): ListedContainer => ({
  name,
  modifiedAt: properties.lastModified.toISOString(),
})

const toBlob = ({ name, properties }: BlobItem): ListedBlob => ({
  name,
  bytes: properties.contentLength ?? 0,
  contentType: properties.contentType ?? '',
  modifiedAt: properties.lastModified.toISOString(),
  tag: plainTag(properties.etag),
})

const plainTag = (tag: string | undefined): string => (tag ?? '').replace(/^"|"$/g, '')
