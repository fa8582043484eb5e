import { joinedHeader, withoutConnectionHeaders } from '../header-array.ts'
import {
  type BodyFlow,
  type CallHandler,
  type ClientRequest,
  type HeaderArray,
  type HttpClient,
  HttpClientError,
  type HttpVersion,
  type ResponseSink,
} from '../http.ts'
import { printFault, runHandler } from '../run-handler.ts'
import { ChunkQueue } from './chunk-queue.ts'
import { MemoryBody } from './memory-body.ts'
import { MemoryServerCall } from './memory-server-call.ts'

/** A request that went out, as the other side saw it. */
export interface RecordedRequest {
  readonly origin: string
  readonly connectTo: string | undefined
  readonly method: string
  readonly target: string
  /** With Host and framing. */
  readonly headers: HeaderArray
  readonly headTimeoutMs: number
  readonly verifyCertificate: boolean
  readonly clientCertificate: ClientRequest['clientCertificate'] | undefined
  readonly proxy: ClientRequest['proxy'] | undefined
  readonly httpVersion: HttpVersion
  /** Values of a header (name in lower case) joined by `, `, or undefined. */
  header(lowerCaseName: string): string | undefined
  /** What of the body has arrived by now. */
  bytes(): Uint8Array
  text(): string
}

export interface MemoryClient extends HttpClient {
  readonly requests: readonly RecordedRequest[]
}

/** Who answers at an origin, or how every request to it fails. */
export type MemoryOrigin = CallHandler | HttpClientError

/** Who is at an address (`http://host:port`); asked for each request anew. @param target of the request */
export type FindOrigin = (address: string, target: string) => MemoryOrigin | undefined

/**
 * A client without a network: each origin (`http://host:port`) has a handler that answers, or an error that comes
 * instead. The address is `connectTo` where the request has one. Time-outs do not pass here: give the origin the error.
 */
export function createMemoryClient(origins: Readonly<Record<string, MemoryOrigin>> | FindOrigin): MemoryClient {
  const requests: RecordedRequest[] = []
  const find: FindOrigin = typeof origins === 'function' ? origins : (address) => origins[address]
  return {
    requests,
    send: (request, sink) => send(find, requests, request, sink),
    // Servers in memory ignore the offer.
    upgrade: (request, _, sink) => send(find, requests, request, sink),
    close: () => Promise.resolve(),
  }
}

function send(find: FindOrigin, requests: RecordedRequest[], request: ClientRequest, sink: ResponseSink): BodyFlow {
  const address = request.connectTo ?? request.origin
  const origin = find(address, request.target)
  const headers = toSentHeaders(request)
  const requestBody = new MemoryBody(bodyLength(request.body))
  requests.push(feed(request, headers, requestBody.queue))

  let call: MemoryServerCall | undefined
  const responseQueue = new ChunkQueue(() => call?.abort())
  if (origin === undefined) {
    responseQueue.fail(new HttpClientError('address-not-found', `No host answers to ${address}.`))
  } else if (typeof origin !== 'function') {
    responseQueue.fail(origin)
  } else {
    const created = new MemoryServerCall(
      {
        method: request.method,
        target: request.target,
        headers,
        isSecure: address.startsWith('https:'),
        remoteAddress: '127.0.0.1',
      },
      requestBody,
      {
        onHead: (head) => responseQueue.head(head),
        onData(chunk) {
          responseQueue.push(chunk)
          return !responseQueue.isHeld
        },
        onDrain: (listener) => responseQueue.onEmpty(listener),
        onEnd: () => responseQueue.end(),
        onBroken: () => responseQueue.fail(new HttpClientError('connection-lost', `${address} broke the connection.`)),
      },
    )
    call = created
    queueMicrotask(() => runHandler(origin, created, printFault))
  }
  return responseQueue.flow(sink)
}

/** Pours the request's body into the queue that the other side reads, and keeps what went through. */
function feed(request: ClientRequest, headers: HeaderArray, queue: ChunkQueue): RecordedRequest {
  const chunks: Uint8Array[] = []
  const push = (chunk: Uint8Array) => {
    if (chunk.length === 0) return
    chunks.push(chunk)
    queue.push(chunk)
  }
  const { body } = request
  if (body === undefined || body instanceof Uint8Array) {
    if (body !== undefined) push(body)
    queue.end()
  } else {
    body.flow({ onData: push, onEnd: () => queue.end(), onError: (error) => queue.fail(error) })
  }
  return {
    origin: request.origin,
    connectTo: request.connectTo,
    method: request.method,
    target: request.target,
    headers,
    headTimeoutMs: request.headTimeoutMs,
    verifyCertificate: request.verifyCertificate ?? true,
    clientCertificate: request.clientCertificate,
    proxy: request.proxy,
    httpVersion: request.httpVersion ?? '1',
    header: (lowerCaseName) => joinedHeader(headers, lowerCaseName),
    bytes: () => Buffer.concat(chunks),
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}

function toSentHeaders(request: ClientRequest): HeaderArray {
  const headers = [...withoutConnectionHeaders(request.headers)]
  if (joinedHeader(headers, 'host') === undefined) headers.unshift('Host', new URL(request.origin).host)
  const length = bodyLength(request.body)
  if (length === undefined) headers.push('Transfer-Encoding', 'chunked')
  else if (length > 0) headers.push('Content-Length', String(length))
  return headers
}

function bodyLength(body: ClientRequest['body']): number | undefined {
  return body === undefined ? 0 : body.length
}
