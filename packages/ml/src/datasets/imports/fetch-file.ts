import { AppError, isAppError } from '@sluice/contracts'
import type { OutgoingHttp } from '@sluice/platform'
import { openAddress } from '../../downloads/download-address.ts'
import { writeChunks } from '../../downloads/write-chunks.ts'
import type { WorkPassage } from '../table-work.ts'

/** Brings a file from an address to a path. */
export type FetchFile = (address: string, path: string, passage: WorkPassage) => Promise<void>

/**
 * Through the one client that judges addresses.
 * @throws AppError `DatasetSourceFailed`, `UploadTooLarge`, and what the client refuses
 */
export const createFetchFile =
  (outgoing: OutgoingHttp, maxBytes: number): FetchFile =>
  async (address, path, { signal, onProgress }) => {
    try {
      const found = await openAddress(outgoing, address, { maxBytes, signal })
      if ('status' in found) throw sourceFailed(address, `it answered ${found.status}`)
      const { chunks, totalBytes } = found
      await writeChunks(path, chunks, (bytesRead) => onProgress?.({ bytesRead, totalBytes, rowsRead: 0 }))
    } catch (error) {
      if (!isAppError(error) || error.code !== 'OutgoingAnswerTooLarge') throw error
      throw new AppError('UploadTooLarge', { maxBytes }, { cause: error })
    }
  }

function sourceFailed(address: string, reason: string): AppError {
  const { origin, pathname } = new URL(address)
  // A query may be a signature.
  return new AppError('DatasetSourceFailed', { url: `${origin}${pathname}`, reason })
}
