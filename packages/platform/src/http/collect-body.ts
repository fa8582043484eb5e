import { AppError } from '@sluice/contracts/errors'
import type { MessageBody } from './http.ts'

/** Reads a flowing body to its end. @throws AppError `RequestTooLarge` as soon as it is known to be longer than `maxBytes` */
export function collectBody(body: MessageBody, maxBytes: number): Promise<Uint8Array> {
  if (body.length !== undefined && body.length > maxBytes) {
    return Promise.reject(new AppError('RequestTooLarge', {}))
  }
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const flow = body.flow({
      onData(chunk) {
        size += chunk.length
        if (size > maxBytes) {
          flow.cancel()
          reject(new AppError('RequestTooLarge', {}))
        } else {
          chunks.push(chunk)
        }
      },
      onEnd: () => resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks, size)),
      onError: reject,
    })
  })
}
