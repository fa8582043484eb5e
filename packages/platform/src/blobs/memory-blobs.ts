import { AppError } from '@sluice/contracts'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { locateBlob, parseBlobAccess } from './blob-address.ts'
import type { BlobContainer, Blobs, BlockName } from './blobs.ts'
import { createReadLink } from './read-link.ts'
import { writeInBlocks } from './write-in-blocks.ts'

export interface MemoryBlobsOptions {
  /** Containers that are there, by their addresses: `https://account.blob.core.windows.net/name`. */
  readonly containers: readonly string[]
  /** Of accounts that have one; a container of another account is open to anybody. */
  readonly keys?: Readonly<Record<string, string>>
}

export interface KeptBlob {
  readonly bytes: Uint8Array
  readonly tag: string
  /** What it was made of. */
  readonly blocks: ReadonlyMap<string, Uint8Array>
  readonly contentType: string
}

export interface MemoryBlobs extends Blobs {
  /** Containers by their addresses, with their blobs by path. */
  readonly kept: Map<string, Map<string, KeptBlob>>
}

const keyOf = ({ series, number }: BlockName): string => `${series} ${number}`

/** Storage that is gone with the process. Signatures count as right. */
export function createMemoryBlobs({ containers, keys = {} }: MemoryBlobsOptions): MemoryBlobs {
  const kept = new Map(containers.map((url) => [url, new Map<string, KeptBlob>()]))
  const staged = new Map<string, Map<string, Uint8Array>>()
  let tags = 0
  return {
    kept,
    locate: locateBlob,
    createReadLink: (access, path) => createReadLink(parseBlobAccess(access), path, createFixedClock()),
    async openContainer(access) {
      const { url, account, key, signature } = parseBlobAccess(access)
      const checkKey = (): void => {
        const needed = Object.hasOwn(keys, account) ? keys[account] : undefined
        if (signature === undefined && needed !== undefined && key !== needed) {
          throw new AppError('BlobAccessRefused', {
            container: url,
            reason: key === undefined ? 'it is not public' : 'AuthenticationFailed',
          })
        }
      }
      const blobs = (signal?: AbortSignal): Map<string, KeptBlob> => {
        signal?.throwIfAborted()
        checkKey()
        const found = kept.get(url)
        if (found === undefined) throw new AppError('BlobContainerNotFound', { container: url })
        return found
      }
      const container: BlobContainer = {
        address: url,
        async createIfMissing() {
          checkKey()
          if (!kept.has(url)) kept.set(url, new Map())
        },
        async *list(prefix, signal) {
          const paths = [...blobs(signal).keys()].filter((path) => path.startsWith(prefix)).sort()
          for (const path of paths) {
            const blob = blobs(signal).get(path)
            if (blob !== undefined) yield { path, bytes: blob.bytes.length, tag: blob.tag }
          }
        },
        async find(path, signal) {
          const blob = blobs(signal).get(path)
          return blob && { path, bytes: blob.bytes.length, tag: blob.tag }
        },
        async read(path, { start = 0, length, tag, signal } = {}) {
          const blob = blobs(signal).get(path)
          if (blob === undefined) throw new AppError('BlobMissing', { blob: `${url}/${path}` })
          if (tag !== undefined && tag !== blob.tag) throw new AppError('BlobChanged', { blob: `${url}/${path}` })
          return inPieces(blob.bytes.subarray(start, length === undefined ? undefined : start + length))
        },
        write: (path, content, options = {}) => writeInBlocks(container, path, content, options),
        async stageBlock(path, block, bytes, signal) {
          blobs(signal)
          const blocks = staged.get(`${url}/${path}`) ?? new Map<string, Uint8Array>()
          staged.set(`${url}/${path}`, blocks.set(keyOf(block), bytes.slice()))
        },
        async commitBlocks(path, blocks, { mustBeNew = false, contentType = '', signal } = {}) {
          const all = blobs(signal)
          const blob = `${url}/${path}`
          if (mustBeNew && all.has(path)) throw new AppError('BlobExists', { blob })
          const known = new Map([...(all.get(path)?.blocks ?? []), ...(staged.get(blob) ?? [])])
          const taken = new Map<string, Uint8Array>()
          for (const block of blocks) {
            const bytes = known.get(keyOf(block))
            if (bytes === undefined) throw new AppError('BlobBlocksLost', { blob })
            taken.set(keyOf(block), bytes)
          }
          const bytes = Buffer.concat(blocks.map((block) => taken.get(keyOf(block)) as Uint8Array))
          staged.delete(blob)
          tags += 1
          all.set(path, { bytes, tag: String(tags), blocks: taken, contentType })
          return { path, bytes: bytes.length, tag: String(tags) }
        },
        async remove(path, signal) {
          blobs(signal).delete(path)
        },
      }
      return container
    },
  }
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 65_536) yield bytes.slice(start, start + 65_536)
}
