import type { IncomingHttpHeaders } from 'node:http2'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Dispatcher, errors } from 'undici'
import { collectBody } from '../collect-body.ts'
import { joinedHeader, withoutConnectionHeaders } from '../header-array.ts'
import {
  type BodyFlow,
  type ClientRequest,
  HttpClientError,
  type MessageBody,
  type ResponseSink,
  type UpgradeSink,
} from '../http.ts'
import { UpgradedSocket } from '../upgraded-socket.ts'
import { toClientError } from './client-failure.ts'
import { isErrorOfUsedConnection } from './connector.ts'
import { RequestBodyStream } from './request-body-stream.ts'

/** Bodies up to here are read first: head and body then go out in one write, and the request can be repeated. */
const maxWholeBodyBytes = 65_536
const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/** Connections to one backend under one name. */
export interface Backend {
  readonly pool: Dispatcher
  /** Value of Host for requests that bring none. */
  readonly host: string
  /** What undici compares to find out whether a connection fits; the connector decides what TLS is told. */
  readonly serverName: string
  readonly address: string
}

/** What a request offers to change to. */
export interface UpgradeOffer {
  readonly protocol: string
  readonly onUpgrade: UpgradeSink['onUpgrade']
  /** Is told of the connection, which no pool knows any more. */
  readonly onConnection: (connection: UpgradedSocket) => void
}

/** One request and its response, on undici's dispatch interface. */
export class Exchange implements BodyFlow, Dispatcher.DispatchHandler {
  readonly #backend: Backend
  readonly #request: ClientRequest
  readonly #sink: ResponseSink
  readonly #offer: UpgradeOffer | undefined
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | undefined
  #body: Uint8Array | RequestBodyStream | null = null
  #bodyFlow: BodyFlow | undefined
  #isPaused = false
  #isOver = false
  #hasHead = false
  #isRepeated = false
  #isStarting = true

  constructor(backend: Backend, request: ClientRequest, sink: ResponseSink, offer?: UpgradeOffer) {
    this.#backend = backend
    this.#request = request
    this.#sink = sink
    this.#offer = offer
    this.#timer = setTimeout(onHeadTimeout, request.headTimeoutMs, this)
  }

  start(): void {
    const { body } = this.#request
    if (body === undefined || body instanceof Uint8Array) {
      this.#body = body === undefined || body.length === 0 ? null : body
      this.#dispatch()
    } else if (body.length === 0) {
      this.#dispatch()
    } else if (body.length !== undefined && body.length <= maxWholeBodyBytes) {
      this.#readBodyFirst(body)
    } else {
      this.#body = new RequestBodyStream(body, () => this.#onBodyProgress())
      this.#dispatch()
    }
    this.#isStarting = false
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isOver) controller.abort(new Error('cancelled'))
    else if (this.#isPaused) controller.pause()
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    reason: string | undefined,
  ): void {
    if (status < 200 || this.#isOver) return
    this.#hasHead = true
    clearTimeout(this.#timer)
    // HTTP/2 knows no reason; an empty one would be sent on as such.
    this.#sink.onHead({ status, reason: reason === '' ? undefined : reason, headers: toHeaders(controller.rawHeaders) })
  }

  onRequestUpgrade(controller: Dispatcher.DispatchController, status: number, _: unknown, socket: Duplex): void {
    if (this.#isOver || this.#offer === undefined) {
      socket.destroy()
      return
    }
    const headers = toHeaders(controller.rawHeaders)
    const { protocol, onUpgrade, onConnection } = this.#offer
    if (status !== 101 || joinedHeader(headers, 'upgrade')?.toLowerCase() !== protocol) {
      socket.destroy()
      this.fail(
        new HttpClientError('protocol', `${this.#backend.address} changes to another protocol than ${protocol}.`),
      )
      return
    }
    this.#isOver = true
    clearTimeout(this.#timer)
    // Undici gives back, as a stream, the socket that our connector opened, with what had come behind the head.
    const connection = new UpgradedSocket(socket as Socket, new Uint8Array())
    onConnection(connection)
    onUpgrade(headers, connection)
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isOver) this.#sink.onData(chunk)
  }

  onResponseEnd(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#sink.onEnd()
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#isOver) return
    if (this.#mayRepeat(error)) {
      this.#isRepeated = true
      this.#dispatch()
    } else {
      this.fail(this.#toFailure(error))
    }
  }

  pause(): void {
    this.#isPaused = true
    this.#controller?.pause()
  }

  resume(): void {
    this.#isPaused = false
    // Undici delivers at once what waited, which its parser cannot do from within a callback of another connection.
    queueMicrotask(() => {
      if (!this.#isPaused && !this.#isOver) this.#controller?.resume()
    })
  }

  cancel(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#letGo()
  }

  /** Ends with this error, unless it ended before. */
  fail(error: HttpClientError): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#letGo()
    // The caller has its flow in hand before the sink hears anything.
    if (this.#isStarting) queueMicrotask(() => this.#sink.onError(error))
    else this.#sink.onError(error)
  }

  failInTime(): void {
    const { address } = this.#backend
    this.fail(new HttpClientError('timeout', `${address} did not answer within ${this.#request.headTimeoutMs} ms.`))
  }

  #readBodyFirst(body: MessageBody): void {
    const whole: MessageBody = {
      length: body.length,
      flow: (sink) => {
        this.#bodyFlow = body.flow(sink)
        return this.#bodyFlow
      },
      bytes: (maxBytes) => body.bytes(maxBytes),
    }
    collectBody(whole, maxWholeBodyBytes).then(
      (bytes) => {
        this.#bodyFlow = undefined
        this.#body = bytes
        if (this.#isOver) return
        // The backend is not to blame for the time that the body took.
        this.#timer.refresh()
        this.#dispatch()
      },
      (error: unknown) => {
        this.#bodyFlow = undefined
        this.fail(new HttpClientError('connection-lost', 'The request body broke off.', { cause: error }))
      },
    )
  }

  #onBodyProgress(): void {
    if (!this.#hasHead && !this.#isOver) this.#timer.refresh()
  }

  #dispatch(): void {
    const { method, target } = this.#request
    this.#backend.pool.dispatch(
      {
        method: method as Dispatcher.HttpMethod,
        path: target,
        headers: this.#sentHeaders(),
        body: this.#body,
        servername: this.#backend.serverName,
        ...(this.#offer === undefined ? {} : { upgrade: this.#offer.protocol }),
      } as Dispatcher.DispatchOptions,
      this,
    )
  }

  #sentHeaders(): string[] {
    const headers = [...withoutConnectionHeaders(this.#request.headers)]
    let hasHost = false
    for (let at = 0; at < headers.length && !hasHost; at += 2) hasHost = headers[at]?.toLowerCase() === 'host'
    if (!hasHost) headers.push('Host', this.#backend.host)
    const { body } = this.#request
    if (this.#body instanceof RequestBodyStream && body?.length !== undefined) {
      headers.push('Content-Length', String(body.length))
    }
    return headers
  }

  #toFailure(error: Error): HttpClientError {
    const { address } = this.#backend
    // Undici counts bytes although it met a fault within the head.
    if (!this.#hasHead && error instanceof errors.ResponseContentLengthMismatchError) {
      return new HttpClientError('protocol', `${address} announced a length that is none.`, { cause: error })
    }
    return toClientError(error, address)
  }

  /** A kept connection may be closed by the backend in the very moment it is used again. @see RFC 9110, 9.2.2 */
  #mayRepeat(error: Error): boolean {
    return (
      !this.#hasHead &&
      !this.#isRepeated &&
      isErrorOfUsedConnection(error) &&
      idempotentMethods.has(this.#request.method) &&
      !(this.#body instanceof RequestBodyStream)
    )
  }

  #letGo(): void {
    clearTimeout(this.#timer)
    this.#bodyFlow?.cancel()
    if (this.#controller !== undefined) this.#controller.abort(new Error('cancelled'))
    else if (this.#body instanceof RequestBodyStream) this.#body.destroy()
  }
}

function onHeadTimeout(exchange: Exchange): void {
  exchange.failInTime()
}

/**
 * Header values are bytes; each becomes the character of the same number, as in node:http. Of HTTP/2 undici hands on
 * node:http2's object, in which only Set-Cookie has several values.
 */
function toHeaders(raw: unknown): string[] {
  const headers: string[] = []
  if (Array.isArray(raw)) {
    for (const part of raw as readonly Buffer[]) headers.push(part.toString('latin1'))
    return headers
  }
  for (const [name, value] of Object.entries(raw as IncomingHttpHeaders)) {
    if (name.startsWith(':')) continue
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.push(name, one)
  }
  return headers
}
