import type { CallHandler, HeaderArray, ServerCall } from '../http.ts'
import { mayHaveBody } from '../response-head.ts'
import { sendBody } from './send-body.ts'
import { toReadableStream } from './to-readable-stream.ts'

export interface FetchInfo {
  readonly remoteAddress: string
  readonly isSecure: boolean
}

/** What a framework for Fetch API requests offers (Hono: `app.fetch`). */
export type FetchHandler = (request: Request, info: FetchInfo) => Promise<Response> | Response

export interface FetchHandlerOptions {
  /** Reading a longer request body rejects with AppError `RequestTooLarge`; by the target of the call where it differs. */
  readonly maxBodyBytes: number | ((target: string) => number)
}

/**
 * Serves a Fetch API handler, for the control plane: costs objects per call that the data path does without.
 * `request.signal` is aborted when the client goes away.
 */
export function toCallHandler(fetch: FetchHandler, options: FetchHandlerOptions): CallHandler {
  return async (call) => {
    const aborter = new AbortController()
    call.onAbort(() => aborter.abort(new Error('The client went away.')))
    const { maxBodyBytes: most } = options
    const request = toRequest(call, typeof most === 'number' ? most : most(call.target), aborter.signal)
    if (request === undefined) {
      call.respond({ status: 400, headers: [] })
      return
    }
    try {
      await sendResponse(call, await fetch(request, { remoteAddress: call.remoteAddress, isSecure: call.isSecure }))
    } catch (error) {
      // Whoever is gone needs no answer, and a handler that ends because of it has no fault to report.
      if (!aborter.signal.aborted) throw error
    }
  }
}

/** Undefined when the Fetch API has no way to say this request (method TRACE, a Host that is no part of an address). */
function toRequest(call: ServerCall, maxBodyBytes: number, signal: AbortSignal): Request | undefined {
  const url = `${call.isSecure ? 'https' : 'http'}://${call.header('host') || 'localhost'}${call.target}`
  if (!URL.canParse(url) || call.method === 'TRACE' || call.method === 'CONNECT') return undefined
  const headers = new Headers()
  for (let at = 0; at < call.headers.length; at += 2) {
    headers.append(call.headers[at] as string, call.headers[at + 1] as string)
  }
  const hasBody = call.body.length !== 0 && call.method !== 'GET' && call.method !== 'HEAD'
  return new Request(url, {
    method: call.method,
    headers,
    signal,
    ...(hasBody && { body: toReadableStream(call.body, maxBodyBytes), duplex: 'half' }),
  })
}

async function sendResponse(call: ServerCall, response: Response): Promise<void> {
  const head = { status: response.status, reason: response.statusText || undefined, headers: toArray(response.headers) }
  if (response.body === null) {
    call.respond(head)
  } else if (mayHaveBody(call.method, response.status)) {
    await sendBody(call, head, response.body)
  } else {
    await response.body.cancel()
    call.respond(head)
  }
}

function toArray(headers: Headers): HeaderArray {
  const flat: string[] = []
  // Iteration gives each Set-Cookie by itself; all others are joined already.
  for (const [name, value] of headers) flat.push(name, value)
  return flat
}
