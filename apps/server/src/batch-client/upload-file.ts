import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AppError } from '@sluice/contracts/errors'
import type { BlobContainer } from '@sluice/platform'

/** @throws AppError `BatchFileUnusable` */
export async function sizeOfFile(file: string): Promise<number> {
  try {
    const found = await stat(file)
    if (found.isFile()) return found.size
  } catch (error) {
    throw new AppError('BatchFileUnusable', { file, reason: toReason(error) }, { cause: error })
  }
  throw new AppError('BatchFileUnusable', { file, reason: 'it is no file' })
}

export interface UploadOptions {
  readonly signal: AbortSignal
  readonly onProgress: (bytes: number) => void
}

/** Puts a file into a container. @throws AppError `BatchFileUnusable`, or that of the storage */
export async function uploadFile(
  container: BlobContainer,
  path: string,
  file: string,
  { signal, onProgress }: UploadOptions,
): Promise<void> {
  let bytes = 0
  async function* content(): AsyncGenerator<Uint8Array> {
    const stream = createReadStream(file, { highWaterMark: 1_048_576 })
    try {
      for await (const chunk of stream) {
        signal.throwIfAborted()
        yield chunk
        bytes += chunk.length
        onProgress(bytes)
      }
    } catch (error) {
      if (signal.aborted || (error as NodeJS.ErrnoException).syscall === undefined) throw error
      throw new AppError('BatchFileUnusable', { file, reason: toReason(error) }, { cause: error })
    }
  }
  await container.write(path, content(), { signal })
}

const toReason = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : (error as Error).message
