import { createHash, type Hash } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import type { BodyFlow, MessageBody } from '@sluice/platform'
import type { ContentDraft, ContentFiles } from '../content/content-files.ts'
import type { FileNumber } from '../content/content-folder.ts'
import { toStorageError } from '../metadata/metadata-database.ts'
import { Crc64 } from './crc64.ts'

export interface ReceiveOptions {
  readonly maxBytes: number
  /** Base64; what was sent has to have it. */
  readonly expectedMd5: readonly string[]
  readonly expectedCrc64: string | undefined
  /** Whether the MD5 is wanted although none is expected. */
  readonly withMd5: boolean
  readonly pace: UploadPace
}

/** How slow a body may be. */
export interface UploadPace {
  /** What every body has, however short. */
  readonly graceMs: number
  readonly bytesPerSecond: number
}

export interface ReceivedContent {
  readonly file: FileNumber
  readonly size: number
  /** Base64. */
  readonly md5: string | undefined
}

/** Bytes that wait to be written before the sender is held back. */
const maxWaitingBytes = 1024 * 1024

/**
 * Writes a body into a file of its own while it arrives; both are on disk when it resolves, and nothing is left when it rejects.
 * @throws AppError `MissingContentLengthHeader`, `RequestBodyTooLarge`, `IncompleteBody`, `UploadTooSlow`, `Md5Mismatch`, `Crc64Mismatch`, `StorageFull`
 */
export async function receiveContent(
  body: MessageBody,
  files: ContentFiles,
  options: ReceiveOptions,
): Promise<ReceivedContent> {
  if (body.length === undefined) throw new AppError('MissingContentLengthHeader', {})
  if (body.length > options.maxBytes) throw new AppError('RequestBodyTooLarge', { maxBytes: options.maxBytes })
  const draft = await files.create(body.length).catch((error: unknown) => {
    throw toStorageError(error)
  })
  try {
    const md5 = options.withMd5 || options.expectedMd5.length > 0 ? createHash('md5') : undefined
    const crc64 = options.expectedCrc64 === undefined ? undefined : new Crc64()
    const size = await pour(body, draft, { md5, crc64, pace: options.pace })
    if (size !== body.length) throw new AppError('IncompleteBody', {})
    const digest = md5?.digest('base64')
    if (options.expectedMd5.some((expected) => expected !== digest)) throw new AppError('Md5Mismatch', {})
    if (crc64 !== undefined && crc64.digest() !== options.expectedCrc64) throw new AppError('Crc64Mismatch', {})
    await draft.finish()
    return { file: draft.file, size, md5: digest }
  } catch (error) {
    await draft.discard()
    throw toStorageError(error)
  }
}

/** @returns number of bytes */
function pour(
  body: MessageBody,
  draft: ContentDraft,
  {
    md5,
    crc64,
    pace,
  }: { readonly md5: Hash | undefined; readonly crc64: Crc64 | undefined; readonly pace: UploadPace },
): Promise<number> {
  return new Promise((resolve, reject) => {
    let size = 0
    let waiting: Uint8Array[] = []
    let waitingBytes = 0
    let isWriting = false
    let isEnded = false
    let isPaused = false
    let isOver = false
    const begin = performance.now()
    const timer = setInterval(
      () => {
        const allowedMs = pace.graceMs + (size / pace.bytesPerSecond) * 1000
        if (!isPaused && performance.now() - begin > allowedMs) fail(new AppError('UploadTooSlow', {}))
      },
      Math.min(1000, pace.graceMs),
    )
    const end = () => {
      isOver = true
      clearInterval(timer)
    }
    const fail = (error: unknown) => {
      if (isOver) return
      end()
      flow.cancel()
      // The file is closed by who opened it, when nothing is written any more.
      if (isWriting) waitForWrite = () => reject(error)
      else reject(error)
    }
    let waitForWrite: (() => void) | undefined
    const write = async () => {
      isWriting = true
      try {
        while (waiting.length > 0 && !isOver) {
          const chunks = waiting
          waiting = []
          waitingBytes = 0
          await draft.write(chunks)
          if (isPaused && waitingBytes < maxWaitingBytes) {
            isPaused = false
            flow.resume()
          }
        }
        isWriting = false
      } catch (error) {
        isWriting = false
        fail(error)
      }
      waitForWrite?.()
      if (isEnded && !isOver) {
        end()
        resolve(size)
      }
    }
    const flow: BodyFlow = body.flow({
      onData(chunk) {
        if (isOver) return
        size += chunk.length
        md5?.update(chunk)
        crc64?.update(chunk)
        waiting.push(chunk)
        waitingBytes += chunk.length
        if (waitingBytes >= maxWaitingBytes && !isPaused) {
          isPaused = true
          flow.pause()
        }
        if (!isWriting) void write()
      },
      onEnd() {
        isEnded = true
        if (!isWriting && !isOver) {
          end()
          resolve(size)
        }
      },
      onError: () => fail(new AppError('IncompleteBody', {})),
    })
  })
}
