import { AppError } from '@sluice/contracts'

/** What whoever has not shown who it is may send: forms of a page, nothing else. */
export const maxAnonymousBytes = 64 * 1024

/** The same request, of which reading a longer body rejects with AppError `RequestTooLarge`. */
export function limitBody(request: Request, maxBytes: number): Request {
  if (request.body === null) return request
  const source = request.body
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let size = 0
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        reader ??= source.getReader()
        const { done, value } = await reader.read()
        if (done) {
          controller.close()
          return
        }
        size += value.length
        if (size > maxBytes) {
          await reader.cancel()
          throw new AppError('RequestTooLarge', {})
        }
        controller.enqueue(value)
      },
      cancel: (reason) => (reader ?? source).cancel(reason),
    },
    // Nothing is read before somebody asks.
    { highWaterMark: 0 },
  )
  const init: RequestInit & { readonly duplex: 'half' } = { body, duplex: 'half' }
  return new Request(request, init)
}
