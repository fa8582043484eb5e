import type { ServerCall } from '@sluice/platform'
import type { StudioAnswer } from './studio-route.ts'

type StreamAnswer = Extract<StudioAnswer, { readonly stream: unknown }>

/** Sends a body as it is read, no faster than the client takes it. */
export async function sendStream(
  call: ServerCall,
  answer: StreamAnswer,
  requestId: string,
  signal: AbortSignal,
): Promise<void> {
  const { status, stream, contentType, fileName, headers = {} } = answer
  const writer = call.respondStream({
    status,
    headers: [
      'Content-Type',
      contentType,
      ...(fileName === undefined ? [] : ['Content-Disposition', toDisposition(fileName)]),
      ...Object.entries(headers).flat(),
      'x-ms-request-id',
      requestId,
    ],
  })
  let drained = Promise.withResolvers<void>()
  writer.onDrain(() => drained.resolve())
  signal.addEventListener('abort', () => drained.resolve(), { once: true })
  try {
    for await (const chunk of stream) {
      if (signal.aborted) return
      drained = Promise.withResolvers()
      if (!writer.write(chunk)) await drained.promise
    }
    writer.end()
  } catch (error) {
    // The head is out: only a broken connection tells that this is not all.
    writer.abort()
    throw error
  }
}

/** @see RFC 6266, section 4.3 */
const toDisposition = (fileName: string): string =>
  `attachment; filename="${fileName.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
