import type { IncomingMessage, ServerResponse } from 'node:http'
import { CheckedWriter, type WriterTarget } from '../checked-writer.ts'
import { clientCertificateOf } from '../client-certificate.ts'
import { joinedHeader } from '../header-array.ts'
import type {
  ClientCertificate,
  HeaderArray,
  MessageBody,
  ResponseHead,
  ResponseWriter,
  UpgradedConnection,
} from '../http.ts'
import { announcedLength, mayHaveBody, toSentHeaders, wholeLength } from '../response-head.ts'
import type { RunningCall } from '../run-handler.ts'
import type { UpgradedSocket } from '../upgraded-socket.ts'
import { NodeBody, noBody } from './node-body.ts'
import type { NodeConnection } from './node-connection.ts'
import type { RequestHead } from './request-head.ts'

const nothing = Buffer.alloc(0)

/** One request of node:http as the data path sees it. */
export class NodeCall implements RunningCall, WriterTarget {
  readonly method: string
  readonly target: string
  readonly headers: HeaderArray
  readonly isSecure: boolean
  readonly body: MessageBody
  readonly upgrade: string | undefined
  readonly #upgradable: UpgradedSocket | undefined
  #isUpgraded = false
  readonly #response: ServerResponse
  readonly #connection: NodeConnection
  #abortListeners: (() => void)[] | undefined
  #isAborted = false
  #isAnswered = false

  /** @param upgradable the connection, when node:http has left it to us because of an offer to upgrade */
  constructor(
    head: RequestHead,
    request: IncomingMessage,
    response: ServerResponse,
    connection: NodeConnection,
    isSecure: boolean,
    upgradable?: UpgradedSocket,
  ) {
    this.method = request.method as string
    this.target = head.target
    this.headers = head.headers
    this.isSecure = isSecure
    this.body = head.bodyLength === 0 ? noBody : new NodeBody(head.bodyLength, request, response)
    this.#response = response
    this.#connection = connection
    this.#upgradable = upgradable
    this.upgrade = upgradable === undefined ? undefined : this.header('upgrade')?.toLowerCase()
  }

  get remoteAddress(): string {
    return this.#connection.remoteAddress
  }

  get clientCertificate(): ClientCertificate | undefined {
    const { socket } = this.#response
    return socket === null ? undefined : clientCertificateOf(socket)
  }

  get isAnswered(): boolean {
    return this.#isAnswered
  }

  get isUpgraded(): boolean {
    return this.#isUpgraded
  }

  get isHeadSent(): boolean {
    return this.#response.headersSent
  }

  /** Everything of it has arrived, read or not. */
  get isRequestWhole(): boolean {
    return !(this.body instanceof NodeBody) || this.body.isWhole
  }

  get isWaitingForBody(): boolean {
    return this.body instanceof NodeBody && this.body.isWaiting
  }

  header(lowerCaseName: string): string | undefined {
    return joinedHeader(this.headers, lowerCaseName)
  }

  respond(head: ResponseHead, body?: Uint8Array | string): void {
    this.#assertOpen()
    const response = this.#response
    const length = typeof body === 'string' ? Buffer.byteLength(body) : (body?.length ?? 0)
    this.#writeHead(head, wholeLength(this.method, head, length))
    if (length === 0) response.end()
    // Node would write the head in the encoding of a string body, and header values are bytes, not UTF-8.
    else response.end(typeof body === 'string' ? Buffer.from(body) : body)
    this.#leaveBody()
  }

  respondStream(head: ResponseHead): ResponseWriter {
    this.#assertOpen()
    const length = announcedLength(head.headers)
    this.#writeHead(head, head.status === 204 ? undefined : length)
    // Corks the socket until the end of this tick: head and first piece go out together, a head alone soon.
    this.#response.write(nothing)
    return new CheckedWriter(this, mayHaveBody(this.method, head.status) ? length : undefined)
  }

  respondUpgrade(headers: HeaderArray): UpgradedConnection {
    this.#assertOpen()
    const connection = this.#upgradable
    if (connection === undefined || this.upgrade === undefined) throw new Error('Nothing was offered to upgrade to.')
    const sent = toSentHeaders(headers, undefined)
    this.#response.writeHead(101, [...sent, 'Connection', 'Upgrade', 'Upgrade', this.upgrade])
    this.#isAnswered = true
    this.#isUpgraded = true
    this.#response.end()
    return connection
  }

  onAbort(listener: () => void): void {
    if (this.#isAborted) {
      queueMicrotask(listener)
      return
    }
    this.#abortListeners ??= []
    this.#abortListeners.push(listener)
  }

  breakOff(): void {
    const { socket } = this.#connection
    // A close without a reset is how HTTP/1.0 marks the regular end of an answer; TLS marks it by itself.
    if (this.isSecure) socket.destroy()
    else if (!socket.destroyed) socket.resetAndDestroy()
  }

  writePiece(chunk: Uint8Array): boolean {
    return this.#response.destroyed || this.#response.write(chunk)
  }

  onDrain(listener: () => void): void {
    this.#response.on('drain', listener)
  }

  /** Ends an answer that was sent piece by piece. */
  finish(): void {
    this.#response.end()
    this.#leaveBody()
  }

  /** A body that turns out to be longer is told of, and not handed on. */
  limitBody(maxBytes: number, onBeyond: () => void): void {
    if (this.body instanceof NodeBody) this.body.limit(maxBytes, onBeyond)
  }

  failBody(error: Error): void {
    if (this.body instanceof NodeBody) this.body.fail(error)
  }

  /** The answer is out, or the connection is gone. */
  onClosed(): void {
    this.#connection.remove(this)
    if (this.#isAborted || (this.#isAnswered && this.#response.writableFinished)) return
    this.#isAborted = true
    this.failBody(new Error('The client went away.'))
    if (this.#abortListeners === undefined) return
    for (const listener of this.#abortListeners) listener()
  }

  #assertOpen(): void {
    if (this.#isAnswered) throw new Error('This call was already answered.')
  }

  #writeHead(head: ResponseHead, length: number | undefined): void {
    const headers = toSentHeaders(head.headers, length)
    if (this.#connection.isLast(this)) headers.push('Connection', 'close')
    if (head.reason === undefined) this.#response.writeHead(head.status, headers)
    else this.#response.writeHead(head.status, head.reason, headers)
    this.#isAnswered = true
  }

  #leaveBody(): void {
    if (this.body instanceof NodeBody) this.body.onAnswered()
  }
}
