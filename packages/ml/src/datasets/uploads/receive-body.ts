import type { FileHandle } from 'node:fs/promises'
import { AppError } from '@sluice/contracts'
import type { MessageBody } from '@sluice/platform'
import { writeWhole } from '../../downloads/write-chunks.ts'
import { toStorageError } from '../storage-full.ts'

/** So much may wait for the disk before the sender is held back. */
const mostWaitingBytes = 4 * 1024 * 1024
/** After so much the file is put on disk and the place is noted. */
const bytesPerCheckpoint = 16 * 1024 * 1024

export interface ReceiveOptions {
  /** Where the first byte goes. */
  readonly position: number
  /** No byte may go to this place or behind it. */
  readonly end: number
  /** Told of each place up to which all is on disk. */
  readonly onCheckpoint: (position: number) => Promise<void>
  /** Gives up; what has been written is kept. */
  readonly signal: AbortSignal
}

/**
 * Writes a body into a file as it comes, no faster than the disk takes it. Whatever happens, what was written by then is
 * put on disk and noted.
 * @returns the place behind the last byte
 * @throws AppError `UploadBeyondLength`, `UploadInterrupted`, `UploadTakenOver`, `StorageFull`
 */
export async function receiveBody(
  body: MessageBody,
  file: Pick<FileHandle, 'write' | 'datasync'>,
  options: ReceiveOptions,
): Promise<number> {
  const { end, onCheckpoint, signal } = options
  let { position } = options
  let noted = position
  const incoming = collectChunks(body, signal)
  const checkpoint = async () => {
    if (position === noted) return
    try {
      // Some file systems find out only here that there is no room.
      await file.datasync()
      await onCheckpoint(position)
    } catch (error) {
      throw toStorageError(error, 'this upload')
    }
    noted = position
  }
  try {
    for (;;) {
      const chunks = await incoming.next()
      if (chunks === undefined) break
      const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      if (position + length > end) throw new AppError('UploadBeyondLength', { length: end })
      await writeAll(file, chunks, position)
      position += length
      if (position - noted >= bytesPerCheckpoint) await checkpoint()
    }
  } catch (error) {
    incoming.cancel()
    // Why it ends is the first reason, not that the rest cannot be noted either: it is sent again then.
    await checkpoint().catch(() => undefined)
    throw error
  }
  await checkpoint()
  return position
}

async function writeAll(
  file: Pick<FileHandle, 'write'>,
  chunks: readonly Uint8Array[],
  position: number,
): Promise<void> {
  const bytes = chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)
  try {
    await writeWhole(file, bytes, position)
  } catch (error) {
    throw toStorageError(error, 'this upload')
  }
}

/** Turns the flow of a body into batches of what has come since the last one. */
function collectChunks(body: MessageBody, signal: AbortSignal) {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let isOver = false
  let failure: Error | undefined
  let wake = () => {}
  const flow = body.flow({
    onData(chunk) {
      waiting.push(chunk)
      waitingBytes += chunk.length
      if (waitingBytes >= mostWaitingBytes) flow.pause()
      wake()
    },
    onEnd() {
      isOver = true
      wake()
    },
    onError(error) {
      failure = new AppError('UploadInterrupted', {}, { cause: error })
      wake()
    },
  })
  const abort = () => {
    failure ??= new AppError('UploadTakenOver', {})
    flow.cancel()
    wake()
  }
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  return {
    /** Undefined at the end. */
    async next(): Promise<Uint8Array[] | undefined> {
      while (waiting.length === 0) {
        if (failure !== undefined) throw failure
        if (isOver) {
          signal.removeEventListener('abort', abort)
          return undefined
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const batch = waiting
      waiting = []
      if (waitingBytes >= mostWaitingBytes) flow.resume()
      waitingBytes = 0
      return batch
    },
    cancel() {
      signal.removeEventListener('abort', abort)
      flow.cancel()
    },
  }
}
