import type { HeaderArray, ServerCall } from '@sluice/platform'
import type { StorageAnswer } from '../requests/storage-request.ts'

/** Sends an answer; content goes out as fast as the caller takes it, and no more of it is read before. */
export async function sendAnswer(call: ServerCall, answer: StorageAnswer, common: HeaderArray): Promise<void> {
  const own = Object.entries(answer.headers ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  )
  const head = { status: answer.status, headers: [...own, ...common] }
  const { content } = answer
  if (content === undefined) {
    call.respond(head, answer.body)
    return
  }
  try {
    if (call.method === 'HEAD') call.respond(head)
    else await pour(call, head, content.chunks)
  } finally {
    content.release()
  }
}

async function pour(
  call: ServerCall,
  head: { readonly status: number; readonly headers: HeaderArray },
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  let isGone = false
  let wake: (() => void) | undefined
  call.onAbort(() => {
    isGone = true
    wake?.()
  })
  const writer = call.respondStream(head)
  writer.onDrain(() => wake?.())
  try {
    for await (const chunk of chunks) {
      if (isGone) break
      if (writer.write(chunk)) continue
      await new Promise<void>((resolve) => {
        wake = resolve
        if (isGone) resolve()
      })
      wake = undefined
    }
    writer.end()
  } catch (error) {
    writer.abort()
    throw error
  }
}
