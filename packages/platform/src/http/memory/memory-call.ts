import { joinedHeader } from '../header-array.ts'
import type { ClientCertificate, HeaderArray, ResponseHead, ServerCall } from '../http.ts'
import { createMemoryBody, type MemoryBodyContent } from './memory-body.ts'
import { MemoryServerCall } from './memory-server-call.ts'

export interface MemoryCallOptions {
  /** Default GET. */
  readonly method?: string
  /** Default `/`. */
  readonly target?: string
  readonly headers?: HeaderArray
  /** An array of pieces comes as a body without announced length. */
  readonly body?: MemoryBodyContent
  readonly isSecure?: boolean
  /** Default 127.0.0.1. */
  readonly remoteAddress?: string
  /** Default: none was shown. */
  readonly clientCertificate?: ClientCertificate
}

export interface MemoryResponse {
  readonly status: number
  readonly reason: string | undefined
  readonly headers: HeaderArray
  readonly body: Uint8Array
  /** Values of a header (name in lower case) joined by `, `, or undefined. */
  header(lowerCaseName: string): string | undefined
  text(): string
  json(): unknown
}

export interface MemoryCall {
  readonly call: ServerCall
  /** Rejects when the handler breaks the answer off, or after `abort`. */
  readonly response: Promise<MemoryResponse>
  /** The client goes away before the answer is complete. */
  abort(): void
}

/** A call without a socket: hand `call` to a handler, await `response`. Sets no Date, so that answers stay comparable. */
export function createMemoryCall(options: MemoryCallOptions = {}): MemoryCall {
  const { promise, resolve, reject } = Promise.withResolvers<MemoryResponse>()
  // A test that only looks at what an abort does to the handler need not look at the response, too.
  promise.catch(() => {})
  const chunks: Uint8Array[] = []
  let head: ResponseHead = { status: 0, headers: [] }
  const call = new MemoryServerCall(
    {
      method: options.method ?? 'GET',
      target: options.target ?? '/',
      headers: options.headers ?? [],
      isSecure: options.isSecure ?? false,
      remoteAddress: options.remoteAddress ?? '127.0.0.1',
      clientCertificate: options.clientCertificate,
    },
    createMemoryBody(options.body),
    {
      onHead(given) {
        head = given
      },
      onData(chunk) {
        chunks.push(chunk)
        return true
      },
      onDrain: () => {},
      onEnd: () => resolve(toMemoryResponse(head, Buffer.concat(chunks))),
      onBroken: () => reject(new Error('The answer was broken off.')),
    },
  )
  return {
    call,
    response: promise,
    abort() {
      call.abort()
      reject(new Error('The client went away.'))
    },
  }
}

function toMemoryResponse(head: ResponseHead, body: Uint8Array): MemoryResponse {
  const text = () => Buffer.from(body).toString('utf8')
  return {
    status: head.status,
    reason: head.reason,
    headers: head.headers,
    body,
    header: (lowerCaseName) => joinedHeader(head.headers, lowerCaseName),
    text,
    json: () => JSON.parse(text()),
  }
}
