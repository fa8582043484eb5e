import { AppError, isAppError } from '@sluice/contracts'
import type { BlobContainer } from '@sluice/platform'
import { EndedEarly, type Patience, persist } from './patience.ts'

export interface BlobRange {
  readonly path: string
  readonly start: number
  readonly length: number
  /** What is read must still be this. */
  readonly tag: string
}

/**
 * Reads a range of a blob into memory, all of it: what ends early is gone on with where it ended.
 * @param bytes filled with it
 * @throws AppError `BatchInputChanged`, or that of the storage
 */
export async function readRange(
  container: BlobContainer,
  { path, start, length, tag }: BlobRange,
  patience: Patience,
  signal: AbortSignal,
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(length),
): Promise<Uint8Array<ArrayBuffer>> {
  let filled = 0
  try {
    while (filled < length) {
      const before = filled
      await persist(
        async (callSignal, isAlive) => {
          if (filled === length) return
          const body = await container.read(path, {
            start: start + filled,
            length: length - filled,
            tag,
            signal: callSignal,
          })
          for await (const piece of untilAborted(body, callSignal)) {
            isAlive()
            if (piece.length > length - filled) throw new EndedEarly('More came than was asked for.')
            bytes.set(piece, filled)
            filled += piece.length
          }
          // Getting on is no failure; only nothing at all is tried again after a pause.
          if (filled < length && filled === before)
            throw new EndedEarly(`${path} ended at ${filled} of ${length} bytes.`)
        },
        patience,
        signal,
      )
    }
    return bytes
  } catch (error) {
    if (isAppError(error) && (error.code === 'BlobChanged' || error.code === 'BlobMissing')) {
      throw new AppError('BatchInputChanged', { blob: `${container.address}/${path}` }, { cause: error })
    }
    throw error
  }
}

/** Leaves a body that does not heed the signal. */
async function* untilAborted(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  const aborted = Promise.withResolvers<never>()
  aborted.promise.catch(() => undefined)
  const leave = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', leave, { once: true })
  try {
    for (;;) {
      signal.throwIfAborted()
      const next = await Promise.race([iterator.next(), aborted.promise])
      if (next.done === true) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', leave)
    void iterator.return?.()?.catch(() => undefined)
  }
}
