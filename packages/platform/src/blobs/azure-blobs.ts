import { Buffer } from 'node:buffer'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { getCACertificates } from 'node:tls'
import type { ContainerClient, RequestPolicyFactory } from '@azure/storage-blob'
import { AppError } from '@sluice/contracts'
import type { Clock } from '../clock/clock.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { refuseAddress } from '../outgoing/address-policy.ts'
import { createGuardedLookup, type GuardedLookupOptions } from '../outgoing/guarded-lookup.ts'
import { locateBlob, parseBlobAccess } from './blob-address.ts'
import { toBlobError, toBrokenBodyError } from './blob-failure.ts'
import type { BlobContainer, BlobEntry, Blobs, BlockName, WriteBlobOptions } from './blobs.ts'
import { type EmbeddedAccount, type ResolvedAddress, resolveEmbedded, toPublicAddress } from './embedded-account.ts'
import { createReadLink } from './read-link.ts'
import { writeInBlocks } from './write-in-blocks.ts'

export interface AzureBlobsOptions extends GuardedLookupOptions {
  /** Certificates (PEM) of authorities that are trusted besides those that Node trusts. */
  readonly certificateAuthorities?: readonly string[]
  /** The account of this installation: its names lead to it, and it may be on this machine whatever the policy says. */
  readonly embedded?: () => EmbeddedAccount | undefined
  /** Default: the machine's. */
  readonly clock?: Clock
}

/** Blob storage by Azure's client library, which is loaded when the first container is opened. */
export function createAzureBlobs(options: AzureBlobsOptions = {}): Blobs & { close(): void } {
  const agents = createGuardedAgents(options)
  return {
    async openContainer(access) {
      const address = resolveEmbedded(parseBlobAccess(access), options.embedded?.())
      return containerOf(address, await connect(address, agents, options))
    },
    locate: locateBlob,
    async createReadLink(access, path) {
      const address = toPublicAddress(parseBlobAccess(access), options.embedded?.())
      return createReadLink(address, path, options.clock ?? createSystemClock())
    },
    close: () => agents.destroy(),
  }
}

interface Agents {
  readonly http: HttpAgent
  /** Without the policy, for the embedded account. */
  readonly embedded: HttpAgent
  readonly https: HttpsAgent
  destroy(): void
}

/** Sockets are opened to addresses only that the policy allows, whatever redirects say. */
function createGuardedAgents(options: AzureBlobsOptions): Agents {
  const settings = { keepAlive: true, lookup: createGuardedLookup(options) }
  const http = new HttpAgent(settings)
  const embedded = new HttpAgent({ keepAlive: true })
  let https: HttpsAgent | undefined
  return {
    http,
    embedded,
    // Made on first use: reading all trusted certificates takes milliseconds.
    get https() {
      const ca = () => [...getCACertificates('default'), ...(options.certificateAuthorities ?? [])]
      https ??= new HttpsAgent({ ...settings, ca: ca() })
      return https
    },
    destroy() {
      http.destroy()
      embedded.destroy()
      https?.destroy()
    },
  }
}

async function connect(address: ResolvedAddress, agents: Agents, options: AzureBlobsOptions): Promise<ContainerClient> {
  const { ContainerClient, newPipeline, StorageSharedKeyCredential } = await import('@azure/storage-blob')
  const credential =
    address.key === undefined ? undefined : new StorageSharedKeyCredential(address.account, address.key)
  const pipeline = newPipeline(credential, {
    retryOptions: { maxTries: 4, retryDelayInMs: 500, maxRetryDelayInMs: 8000 },
  })
  pipeline.factories.push(address.isEmbedded ? embeddedRequests(agents, address) : guardedRequests(agents, options))
  const signature = address.signature === undefined ? '' : `?${address.signature}`
  return new ContainerClient(`${address.url}${signature}`, pipeline)
}

const guardedRequests = (agents: Agents, options: AzureBlobsOptions): RequestPolicyFactory => ({
  create: (next) => ({
    async sendRequest(request) {
      const { hostname, protocol, host } = new URL(request.url)
      // A literal address is never looked up, so it has to be judged here.
      const isLiteral = hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname)
      const reason = isLiteral ? refuseAddress(hostname, options) : undefined
      if (reason !== undefined) throw new AppError('OutgoingAddressRefused', { url: `${protocol}//${host}`, reason })
      request.agent = protocol === 'https:' ? agents.https : agents.http
      return await next.sendRequest(request)
    },
  }),
})

/** To that one address only, wherever an answer may want to lead. */
const embeddedRequests = (agents: Agents, { url }: ResolvedAddress): RequestPolicyFactory => ({
  create: (next) => ({
    async sendRequest(request) {
      const { origin } = new URL(request.url)
      if (origin !== new URL(url).origin || !origin.startsWith('http:')) {
        throw new AppError('OutgoingAddressRefused', { url: origin, reason: 'it is not the embedded account' })
      }
      request.agent = agents.embedded
      return await next.sendRequest(request)
    },
  }),
})

function containerOf({ url }: ResolvedAddress, client: ContainerClient): BlobContainer {
  const naming = async <Result>(path: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      throw toBlobError(error, url, path)
    }
  }
  const container: BlobContainer = {
    address: url,
    createIfMissing: (signal) =>
      naming('', async () => {
        await client.createIfNotExists({ ...(signal && { abortSignal: signal }) })
      }),
    async *list(prefix, signal) {
      const pages = client.listBlobsFlat({ prefix, ...(signal && { abortSignal: signal }) })
      try {
        for await (const { name, properties } of pages) {
          yield { path: name, bytes: properties.contentLength ?? 0, tag: plainTag(properties.etag) }
        }
      } catch (error) {
        throw toBlobError(error, url, prefix)
      }
    },
    find: (path, signal) =>
      naming(path, async () => {
        try {
          const found = await client.getBlobClient(path).getProperties({ ...(signal && { abortSignal: signal }) })
          return { path, bytes: found.contentLength ?? 0, tag: plainTag(found.etag) }
        } catch (error) {
          const failure = toBlobError(error, url, path)
          // An answer to HEAD has no body, and may not say whether it is the container that is not there.
          if (failure instanceof AppError && failure.code === 'BlobMissing') return undefined
          throw failure
        }
      }),
    read: (path, { start = 0, length, tag, signal } = {}) =>
      naming(path, async () => {
        const { readableStreamBody } = await client.getBlobClient(path).download(start, length, {
          ...(signal && { abortSignal: signal }),
          ...(tag !== undefined && { conditions: { ifMatch: `"${tag}"` } }),
          maxRetryRequests: 5,
        })
        return readNamed(readableStreamBody as AsyncIterable<Uint8Array>, url, path, signal)
      }),
    write: (path, content, options = {}) => writeInBlocks(container, path, content, options),
    stageBlock: (path, block, bytes, signal) =>
      naming(path, async () => {
        await client
          .getBlockBlobClient(path)
          .stageBlock(blockId(block), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), bytes.length, {
            ...(signal && { abortSignal: signal }),
          })
      }),
    commitBlocks: (path, blocks, options = {}) => naming(path, () => commit(client, path, blocks, options)),
    remove: (path, signal) =>
      naming(path, async () => {
        await client.getBlobClient(path).deleteIfExists({ ...(signal && { abortSignal: signal }) })
      }),
  }
  return container
}

async function commit(
  client: ContainerClient,
  path: string,
  blocks: readonly BlockName[],
  { mustBeNew = false, contentType, signal }: WriteBlobOptions,
): Promise<BlobEntry> {
  const blob = client.getBlockBlobClient(path)
  const { etag } = await blob.commitBlockList(blocks.map(blockId), {
    ...(signal && { abortSignal: signal }),
    ...(mustBeNew && { conditions: { ifNoneMatch: '*' } }),
    ...(contentType !== undefined && { blobHTTPHeaders: { blobContentType: contentType } }),
  })
  const { contentLength } = await blob.getProperties({ ...(signal && { abortSignal: signal }) })
  return { path, bytes: contentLength ?? 0, tag: plainTag(etag) }
}

/** A body whose connection breaks fails as if somebody had called it off, or with the error of its socket. */
async function* readNamed(
  body: AsyncIterable<Uint8Array>,
  url: string,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw toBrokenBodyError(toBlobError(error, url, path), url)
  }
}

/** All ids of a blob have one length. */
const blockId = ({ series, number }: BlockName): string =>
  Buffer.from(series + String(number).padStart(6, '0')).toString('base64')

/** Listed tags come without quotes, others with. */
const plainTag = (tag: string | undefined): string => (tag ?? '').replace(/^"|"$/g, '')
