import { isAppError } from '@sluice/contracts'
import type { BlobContainer, BlobEntry } from '@sluice/platform'

const defaultRangeBytes = 16_777_216
/** So often in a row a range may break off without a further byte. */
const mostFailures = 3

/**
 * A blob piece by piece, each range a call of its own: one that breaks off is gone on with where it stopped.
 * @throws AppError `BlobChanged` when the blob is another one meanwhile, and what the container says
 */
export async function* readBlobInRanges(
  container: BlobContainer,
  { path, bytes, tag }: BlobEntry,
  { signal, rangeBytes = defaultRangeBytes }: { readonly signal: AbortSignal; readonly rangeBytes?: number },
): AsyncGenerator<Uint8Array> {
  let failures = 0
  for (let start = 0; start < bytes; ) {
    signal.throwIfAborted()
    const length = Math.min(rangeBytes, bytes - start)
    let received = 0
    try {
      for await (const chunk of await container.read(path, { start, length, tag, signal })) {
        received += chunk.length
        failures = 0
        yield chunk
      }
      if (received === 0) throw new RangeError(`The blob ${path} ends before its ${bytes} bytes.`)
    } catch (error) {
      failures += 1
      // What the storage refuses it refuses again.
      const isFinal = isAppError(error) && error.code !== 'BlobStorageFailed'
      if (isFinal || signal.aborted || failures === mostFailures) throw error
    }
    start += received
  }
}
