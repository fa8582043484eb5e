import { AppError } from '@sluice/contracts/errors'
import type { BodyFlow, MessageBody } from '../http.ts'

/** A message body as a stream that is read no faster than its reader takes it. */
export function toReadableStream(body: MessageBody, maxBytes: number): ReadableStream<Uint8Array> {
  let flow: BodyFlow | undefined
  let size = 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (flow !== undefined) {
          flow.resume()
          return
        }
        if (body.length !== undefined && body.length > maxBytes) {
          controller.error(new AppError('RequestTooLarge', {}))
          return
        }
        flow = body.flow({
          onData(chunk) {
            size += chunk.length
            if (size > maxBytes) {
              flow?.cancel()
              controller.error(new AppError('RequestTooLarge', {}))
              return
            }
            controller.enqueue(chunk)
            if ((controller.desiredSize ?? 0) <= 0) flow?.pause()
          },
          onEnd: () => controller.close(),
          onError: (error) => controller.error(error),
        })
      },
      cancel: () => flow?.cancel(),
    },
    // Nothing is read before somebody asks: a refused upload need not be sent.
    { highWaterMark: 0 },
  )
}
