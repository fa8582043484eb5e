import { open } from 'node:fs/promises'
import { AppError } from '@sluice/contracts'
import type { OutgoingHttp } from '@sluice/platform'
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
    const url = new URL(address)
    const response = await outgoing.fetch(address, { signal })
    if (!response.ok) {
      const reason = `it answered ${response.status}`
      throw new AppError('DatasetSourceFailed', { url: `${url.origin}${url.pathname}`, reason })
    }
    const file = await open(path, 'wx')
    let bytesRead = 0
    const totalBytes = Number(response.headers.get('content-length') ?? 0)
    try {
      for await (const chunk of response.body ?? []) {
        bytesRead += chunk.length
        if (bytesRead > maxBytes) throw new AppError('UploadTooLarge', { maxBytes })
        await file.write(chunk)
        onProgress?.({ bytesRead, totalBytes, rowsRead: 0 })
      }
    } finally {
      await file.close()
    }
  }
