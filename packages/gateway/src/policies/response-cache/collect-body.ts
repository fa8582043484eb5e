import type { CallContext } from '../../pipeline/call-context.ts'

/** The reference: a cached response has at most 2 MiB. */
export const maxBodyBytes = 2 * 1024 * 1024

/**
 * Hands on the whole body, now or when it has passed. Nobody waits for it; one that breaks off is told of by nobody.
 * @param onTooLong is called instead, as soon as it is known
 */
export function collectBody(
  { response }: CallContext,
  onWhole: (body: Uint8Array) => void,
  onTooLong: () => void = () => undefined,
): void {
  if (response.body.kind === 'none') {
    onWhole(new Uint8Array())
    return
  }
  if (response.body.kind === 'bytes') {
    if (response.body.bytes.length <= maxBodyBytes) onWhole(response.body.bytes)
    else onTooLong()
    return
  }
  let chunks: Uint8Array[] = []
  let size = 0
  response.tapBody({
    onData(chunk) {
      const wasTooLong = size > maxBodyBytes
      size += chunk.length
      if (size <= maxBodyBytes) {
        chunks.push(chunk)
        return
      }
      chunks = []
      if (!wasTooLong) onTooLong()
    },
    onEnd() {
      if (size <= maxBodyBytes) onWhole(join(chunks, size))
    },
  })
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
