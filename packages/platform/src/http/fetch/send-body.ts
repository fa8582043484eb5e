import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ResponseHead, ResponseWriter, ServerCall } from '../http.ts'

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** Sends a stream as it comes; one that is complete with its first piece is sent whole, with its length. */
export async function sendBody(call: ServerCall, head: ResponseHead, body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader()
  call.onAbort(() => {
    reader.cancel(new Error('The client went away.')).catch(() => {
      // The stream failed by itself in between; `read` says so.
    })
  })
  const first = reader.read()
  // A stream that waits for its first event shall show its head meanwhile.
  const early = await Promise.race([first, nextTurn()])
  if (early?.done === true) {
    call.respond(head)
    return
  }
  const second = early === undefined ? undefined : reader.read()
  const next = second === undefined ? undefined : await Promise.race([second, nextTurn()])
  if (early !== undefined && next?.done === true) {
    call.respond(head, early.value)
    return
  }
  const writer = call.respondStream(head)
  const drain = createDrain(writer)
  await pour(reader, early === undefined ? [first] : [first, second as typeof first], (chunk) =>
    writer.write(chunk) ? undefined : drain(),
  )
  writer.end()
}

async function pour(
  reader: Reader,
  begun: ReturnType<Reader['read']>[],
  write: (chunk: Uint8Array) => Promise<void> | undefined,
): Promise<void> {
  for (;;) {
    const { done, value } = await (begun.shift() ?? reader.read())
    if (done) return
    await write(value)
  }
}

function createDrain(writer: ResponseWriter): () => Promise<void> {
  let resolveDrain: (() => void) | undefined
  writer.onDrain(() => resolveDrain?.())
  return () =>
    new Promise((resolve) => {
      resolveDrain = resolve
    })
}
