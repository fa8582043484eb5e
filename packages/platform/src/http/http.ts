import type { Span } from '../spans/spans.ts'

/**
 * HTTP as the data path sees it: heads as flat arrays, bodies as bytes with back-pressure, no promise per message.
 * Two implementations stand behind it at most times (see http.suite.ts); services know only these types.
 */

import type { LowestRate } from './pace.ts'

/** Header fields as they came: name, value, name, value, … in order, names in their own case. */
export type HeaderArray = readonly string[]

export interface ResponseHead {
  readonly status: number
  /** Reason phrase; undefined = the standard one. */
  readonly reason?: string | undefined
  readonly headers: HeaderArray
}

/** Receives a body, chunk by chunk. After `onEnd` or `onError` nothing follows. A chunk may be kept. */
export interface BodySink {
  onData(chunk: Uint8Array): void
  onEnd(): void
  onError(error: Error): void
}

/** Holds a flowing body back. */
export interface BodyFlow {
  pause(): void
  resume(): void
  /** Gives up on the rest. */
  cancel(): void
}

export interface MessageBody {
  /** Bytes announced by Content-Length, 0 when there is no body, undefined when chunked. */
  readonly length: number | undefined
  /** Lets it flow into `sink`. Once only, and not after `bytes`. */
  flow(sink: BodySink): BodyFlow
  /** All of it. @throws AppError `RequestTooLarge` as soon as it is known to be longer than `maxBytes`. */
  bytes(maxBytes: number): Promise<Uint8Array>
}

/** An answer that is sent piece by piece. */
export interface ResponseWriter {
  /** False when the peer is slower than the writer: wait for `onDrain`. */
  write(chunk: Uint8Array): boolean
  /** One listener, called each time the peer has caught up. */
  onDrain(listener: () => void): void
  end(): void
  /** Breaks the connection, so that the peer sees that the answer is not whole. */
  abort(): void
}

/** A connection that has left HTTP for another protocol: bytes both ways, each direction with an end of its own. */
export interface UpgradedConnection extends ResponseWriter {
  /**
   * Lets what the peer sends flow into `sink`, once only. `onEnd` = the peer sends no more but may still receive;
   * `onError` = the connection broke.
   */
  flow(sink: BodySink): BodyFlow
  /** Called once when nothing can be sent or received any more, soon when that is so already. */
  onClosed(listener: () => void): void
  /** Called each time nothing has moved in either direction for so long. One listener. */
  onIdle(idleMs: number, listener: () => void): void
}

export interface ClientCertificate {
  /** DER. */
  readonly bytes: Uint8Array
  /** Those that vouch for it, one for the other, as far as they are known: DER, the nearest first. */
  readonly issuers?: readonly Uint8Array[]
  /** An authority that the server trusts vouches for it, and it is in its time. */
  readonly isTrusted: boolean
}

/** One request at a server of ours, and the way to answer it. */
export interface ServerCall {
  readonly method: string
  /** Origin form as received: path and query, nothing decoded. */
  readonly target: string
  readonly headers: HeaderArray
  /** Came over TLS. */
  readonly isSecure: boolean
  /** What the client showed, where the server asked for it. */
  readonly clientCertificate?: ClientCertificate | undefined
  /** Address of the peer, without port; IPv4 in dotted form. */
  readonly remoteAddress: string
  readonly body: MessageBody
  /**
   * The protocol, in lower case, that the client offers to change to and this server can change to. Any other answer
   * than `respondUpgrade` declines the offer.
   * @see RFC 9110, 7.8
   */
  readonly upgrade: string | undefined
  /** What is told of the call to who follows it over processes; undefined where nobody does. */
  readonly span?: Span | undefined
  /** Values of a header (name in lower case) joined by `, `, or undefined. */
  header(lowerCaseName: string): string | undefined
  /** Answers whole; Content-Length is set by the server, Date too. An answer to HEAD sends no body. */
  respond(head: ResponseHead, body?: Uint8Array | string): void
  /**
   * Answers piece by piece; Content-Length among `headers` is kept, without it the answer is chunked. The head goes out
   * even while there is no piece yet. Framing and connection headers are the server's own business, here and above.
   */
  respondStream(head: ResponseHead): ResponseWriter
  /** Follows the offer: answers 101 with these fields besides Connection and Upgrade. @throws Error without an offer */
  respondUpgrade(headers: HeaderArray): UpgradedConnection
  /** Called when the client goes away before the answer is complete. */
  onAbort(listener: () => void): void
}

/** Must answer every call, now or later; what it throws is logged and answered 500. */
export type CallHandler = (call: ServerCall) => void

/** Hears of what a handler threw. The request id is the `activityId` of the 500 answer. */
export type OnHandlerFault = (
  error: unknown,
  call: { readonly requestId: string; readonly method: string; readonly target: string },
) => void

export interface ListenOptions {
  readonly host: string
  /** 0 = a free one. */
  readonly port: number
  /** Several threads or processes listen on the same port, the kernel spreads connections over them. */
  readonly reusePort?: boolean
  readonly tls?: {
    readonly certificate: string
    readonly privateKey: string
    /** Whether clients are asked for a certificate; one without is served, too. Default false. */
    readonly requestsClientCertificate?: boolean
    /** Certificates (PEM) of authorities that vouch for clients besides those that Node trusts. */
    readonly clientAuthorities?: readonly string[]
    /** 48 secret bytes: servers that have the same take up one another's sessions. Default: those of each server. */
    readonly ticketKeys?: Uint8Array
  }
  /** Request line and headers, bytes; default 32 768. */
  readonly maxHeadBytes?: number
  /** Default 10 000. */
  readonly headTimeoutMs?: number
  /** Keep-alive; default 60 000. */
  readonly idleTimeoutMs?: number
  /** Of a request; a longer one is refused with 413. Default: any. */
  readonly maxBodyBytes?: number
  /** That a client has to keep to, with a body that is waited for and an answer that is there; default: none. */
  readonly lowestRate?: LowestRate
  /** Open at a time; for a new one an unused one is closed, or it is refused. Default: any. */
  readonly maxConnections?: number
  /** The same of one address, whose further ones are refused. Default: any. */
  readonly maxConnectionsPerAddress?: number
  /** Default: printed on stderr. */
  readonly onHandlerFault?: OnHandlerFault
}

export interface HttpServer {
  readonly port: number
  /** Open connections, with or without calls; left out where the server does not know. */
  readonly connectionCount?: number
  /** Shows another certificate to connections that are opened from now on. Only for servers with TLS. */
  useCertificate(tls: NonNullable<ListenOptions['tls']>): void
  /** Takes no new connection, lets calls in flight finish for at most `graceMs`, then breaks what is left. */
  close(graceMs: number): Promise<void>
}

export type Listen = (options: ListenOptions, handler: CallHandler) => Promise<HttpServer>

export interface ClientRequest {
  /** `http://host:port` or `https://host:port`; what goes into Host unless `headers` has one. */
  readonly origin: string
  /** Connect here instead (same form as `origin`); Host and TLS name stay those of `origin`. */
  readonly connectTo?: string
  readonly method: string
  readonly target: string
  /** Sent as they are, but for framing and connection headers, which are the client's own business. */
  readonly headers: HeaderArray
  readonly body?: Uint8Array | MessageBody
  /** Until the response head is there; while a streamed body moves, the time begins anew with each piece. */
  readonly headTimeoutMs: number
  /** Default true. */
  readonly verifyCertificate?: boolean
  /** Shown to a server that asks for one: chain and key, PEM. */
  readonly clientCertificate?: { readonly certificate: string; readonly privateKey: string }
  /** Through which the connection is opened, by CONNECT. */
  readonly proxy?: HttpProxy
  /** Default 1. */
  readonly httpVersion?: HttpVersion
}

/**
 * What is spoken: `1` HTTP/1.1; `2or1` HTTP/2 where the server offers it over TLS, else HTTP/1.1; `2` nothing else than
 * HTTP/2, without TLS by prior knowledge.
 * @see RFC 9113, 3
 */
export type HttpVersion = '1' | '2or1' | '2'

export interface HttpProxy {
  /** `http://host:port` */
  readonly origin: string
  /** Value of Proxy-Authorization. */
  readonly authorization?: string
}

export type ClientFailure =
  | 'address-not-found'
  | 'connection-refused'
  /** Too many requests wait for a connection to the same place. */
  | 'busy'
  | 'certificate'
  | 'timeout'
  | 'connection-lost'
  | 'protocol'

/** Why no (whole) response came. */
export class HttpClientError extends Error {
  override readonly name = 'HttpClientError'
  readonly failure: ClientFailure
  constructor(failure: ClientFailure, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.failure = failure
  }
}

export interface ResponseSink extends BodySink {
  /** Once, before any data. 1xx heads are not shown. */
  onHead(head: ResponseHead): void
}

export interface UpgradeSink extends ResponseSink {
  /** The server followed: its fields, and the connection. Nothing else is called then. */
  onUpgrade(headers: HeaderArray, connection: UpgradedConnection): void
}

export interface HttpClient {
  /** Never throws: failures come to `onError` as HttpClientError. */
  send(request: ClientRequest, sink: ResponseSink): BodyFlow
  /**
   * The same with an offer to change to `protocol`; a server that does not follow answers as usual.
   * @param request one without a body; HTTP/1.1 is spoken
   * @see RFC 9110, 7.8
   */
  upgrade(request: Omit<ClientRequest, 'body'>, protocol: string, sink: UpgradeSink): BodyFlow
  close(): Promise<void>
}
