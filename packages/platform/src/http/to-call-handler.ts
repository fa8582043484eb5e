import { isAppError } from '@sluice/contracts'
import type { CallHandler, ResponseWriter, ServerCall } from './http.ts'

export interface FetchPeer {
  readonly remoteAddress: string
  readonly isSecure: boolean
}

export type FetchHandler = (request: Request, peer: FetchPeer) => Promise<Response> | Response

/**
 * Lets a handler of fetch's Request and Response answer calls; for the control plane, whose answers need no speed.
 * Bodies of requests are read whole, at most `maxBodyBytes`; those of answers flow with back-pressure.
 */
export function toCallHandler(
  fetch: FetchHandler,
  options: { readonly maxBodyBytes: number; readonly onFault?: (error: unknown) => void },
): CallHandler {
  return (call) => {
    answer(call, fetch, options.maxBodyBytes).catch((error: unknown) => {
      options.onFault?.(error)
      call.respond(
        { status: 500, headers: ['Content-Type', 'application/json'] },
        '{"error":{"code":"InternalServerError"}}',
      )
    })
  }
}

async function answer(call: ServerCall, fetch: FetchHandler, maxBodyBytes: number): Promise<void> {
  const aborted = new AbortController()
  call.onAbort(() => aborted.abort())
  const request = await toRequest(call, maxBodyBytes, aborted.signal)
  if (request === undefined) return
  const response = await fetch(request, { remoteAddress: call.remoteAddress, isSecure: call.isSecure })
  const head = {
    status: response.status,
    reason: response.statusText || undefined,
    headers: toHeaderArray(response.headers),
  }
  if (response.body === null || call.method === 'HEAD') call.respond(head)
  else if (response.headers.has('content-length')) call.respond(head, new Uint8Array(await response.arrayBuffer()))
  else await pump(response.body, call.respondStream(head), aborted.signal)
}

async function toRequest(call: ServerCall, maxBodyBytes: number, signal: AbortSignal): Promise<Request | undefined> {
  const headers = new Headers()
  for (let at = 0; at < call.headers.length; at += 2) headers.append(call.headers[at] ?? '', call.headers[at + 1] ?? '')
  const hasBody = call.method !== 'GET' && call.method !== 'HEAD'
  try {
    const body = hasBody ? Buffer.from(await call.body.bytes(maxBodyBytes)) : null
    const scheme = call.isSecure ? 'https' : 'http'
    return new Request(`${scheme}://${call.header('host') ?? 'localhost'}${call.target}`, {
      method: call.method,
      headers,
      body,
      signal,
    })
  } catch (error) {
    const status = isAppError(error) ? error.status : 400
    const message = isAppError(error) ? error.message : 'The request cannot be read.'
    const code = isAppError(error) ? error.code : 'BadRequest'
    call.respond(
      { status, headers: ['Content-Type', 'application/json'] },
      JSON.stringify({ error: { code, message, details: null } }),
    )
    return undefined
  }
}

function toHeaderArray(headers: Headers): string[] {
  const array: string[] = []
  for (const [name, value] of headers) array.push(name, value)
  return array
}

async function pump(body: ReadableStream<Uint8Array>, writer: ResponseWriter, signal: AbortSignal): Promise<void> {
  const reader = body.getReader()
  let drained: (() => void) | undefined
  writer.onDrain(() => drained?.())
  // A body that waits for something to happen must learn that nobody listens any more.
  signal.addEventListener('abort', () => {
    drained?.()
    reader.cancel().catch(() => undefined)
  })
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done || signal.aborted) break
      if (writer.write(value)) continue
      await new Promise<void>((resolve) => {
        drained = resolve
        if (signal.aborted) resolve()
      })
      drained = undefined
    }
    if (!signal.aborted) writer.end()
  } catch {
    // The head is out already: only a broken connection tells the client that the answer is not whole.
    writer.abort()
  }
}
