import type {
  ClientCertificate,
  HeaderArray,
  MessageBody,
  ResponseHead,
  ResponseWriter,
  UpgradedConnection,
} from '@sluice/platform/http'
import {
  announcedLength,
  CheckedWriter,
  clientCertificateOf,
  joinedHeader,
  mayHaveBody,
  type RunningCall,
  type WriterTarget,
  wholeLength,
} from '@sluice/platform/http-parts'
import { isText } from '../head/head-fields.ts'
import { type RequestHead, textOf } from '../head/request-head.ts'
import { answerHead } from './answer-head.ts'
import type { Http1Connection } from './http1-connection.ts'
import { noBody, type RequestBody } from './request-body.ts'

const lastChunk = Buffer.from('0\r\n\r\n', 'latin1')
/** Up to so much a piece is copied behind its head or its size, so that both go out in one write. */
const maxCopiedBytes = 65_536

/** One request, and its answer. Of the head only method and target are made texts; the rest when it is asked for. */
export class Http1Call implements RunningCall, WriterTarget {
  readonly method: string
  readonly target: string
  readonly body: MessageBody
  /** HTTP/1.0 */
  readonly isOld: boolean
  readonly upgrade: string | undefined
  readonly #connection: Http1Connection
  /** What the head was read from, and where its fields stand in it. */
  readonly #bytes: Uint8Array
  readonly #places: readonly number[]
  /** Of the fields, made once: names and values are parts of it, for which the engine copies nothing. */
  #text: string | undefined
  readonly #textStart: number
  readonly #absoluteHost: string | undefined
  #headers: HeaderArray | undefined
  #abortListeners: (() => void)[] | undefined
  #onDrain: (() => void) | undefined
  #isAborted = false
  #isAnswered = false
  #isFinished = false
  #isChunked = false
  /** The head of an answer that is sent piece by piece, until the first piece or the end of the tick. */
  #head: string | undefined
  /** What waits until all calls before it are answered. */
  #held: Uint8Array[] | undefined

  constructor(
    connection: Http1Connection,
    head: RequestHead,
    bytes: Uint8Array,
    body: RequestBody | undefined,
    upgrade: string | undefined,
  ) {
    this.#connection = connection
    this.#bytes = bytes
    this.method = head.method(bytes)
    this.target = head.target(bytes)
    this.isOld = head.isOld
    this.#absoluteHost = head.absoluteHost
    const count = head.fields.count * 4
    const places = new Array<number>(count)
    for (let at = 0; at < count; at += 1) places[at] = head.fields.places[at] as number
    this.#places = places
    this.#textStart = places[0] ?? 0
    this.body = body ?? noBody
    this.upgrade = upgrade
  }

  get headers(): HeaderArray {
    this.#headers ??= this.#readHeaders()
    return this.#headers
  }

  get isSecure(): boolean {
    return this.#connection.isSecure
  }

  get remoteAddress(): string {
    return this.#connection.remoteAddress
  }

  get clientCertificate(): ClientCertificate | undefined {
    return clientCertificateOf(this.#connection.socket)
  }

  get isAnswered(): boolean {
    return this.#isAnswered
  }

  /** All of its answer is handed to the connection. */
  get isFinished(): boolean {
    return this.#isFinished
  }

  header(lowerCaseName: string): string | undefined {
    if (this.#headers !== undefined || this.#absoluteHost !== undefined)
      return joinedHeader(this.headers, lowerCaseName)
    const places = this.#places
    let joined: string | undefined
    for (let at = 0; at < places.length; at += 4) {
      if (!isText(this.#bytes, places[at] as number, places[at + 1] as number, lowerCaseName)) continue
      const value = this.#textAt(at + 2)
      joined = joined === undefined ? value : `${joined}, ${value}`
    }
    return joined
  }

  respond(head: ResponseHead, body?: Uint8Array | string): void {
    this.#assertOpen()
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const size = bytes?.length ?? 0
    const length = wholeLength(this.method, head, size)
    const text = this.#headText(head, length === undefined ? '' : `Content-Length: ${length}\r\n`)
    this.#isAnswered = true
    const sent = mayHaveBody(this.method, head.status) ? bytes : undefined
    this.#isFinished = true
    this.#send(sent === undefined || size === 0 ? Buffer.from(text, 'latin1') : joined(text, sent))
    this.#connection.onFinished(this)
  }

  respondStream(head: ResponseHead): ResponseWriter {
    this.#assertOpen()
    const announced = head.status === 204 ? undefined : announcedLength(head.headers)
    const hasBody = mayHaveBody(this.method, head.status)
    this.#isChunked = hasBody && announced === undefined && !this.isOld
    const framing =
      announced === undefined
        ? this.#isChunked
          ? 'Transfer-Encoding: chunked\r\n'
          : ''
        : `Content-Length: ${announced}\r\n`
    // Without a length, HTTP/1.0 marks the end of an answer by that of the connection.
    this.#head = this.#headText(head, framing)
    this.#isAnswered = true
    // Head and first piece go out together where both are there at once, a head alone soon.
    queueMicrotask(() => this.#sendHead())
    return new CheckedWriter(hasBody ? this : new Bodiless(this), hasBody ? announced : undefined)
  }

  respondUpgrade(headers: HeaderArray): UpgradedConnection {
    this.#assertOpen()
    if (this.upgrade === undefined) throw new Error('Nothing was offered to upgrade to.')
    const text = answerHead({ status: 101, headers }, `Connection: Upgrade\r\nUpgrade: ${this.upgrade}\r\n`)
    this.#isAnswered = true
    this.#isFinished = true
    this.#send(Buffer.from(text, 'latin1'))
    return this.#connection.leaveHttp(this)
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
    this.#connection.breakOff()
  }

  writePiece(chunk: Uint8Array): boolean {
    const head = this.#head
    this.#head = undefined
    if (!this.#isChunked) return this.#sendBehind(head ?? '', chunk, '')
    return this.#sendBehind(`${head ?? ''}${chunk.length.toString(16)}\r\n`, chunk, '\r\n')
  }

  onDrain(listener: () => void): void {
    this.#onDrain = listener
  }

  /** The peer has caught up, or it is this call's turn. */
  drained(): void {
    this.#onDrain?.()
  }

  finish(): void {
    if (this.#isFinished) return
    this.#sendHead()
    if (this.#isChunked) this.#send(lastChunk)
    this.#isFinished = true
    this.#connection.onFinished(this)
  }

  /** All calls before it are answered: what it held back goes out. */
  onTurn(): void {
    const held = this.#held
    this.#held = undefined
    if (held === undefined) return
    for (const bytes of held) this.#connection.write(bytes)
    if (!this.#isFinished) this.drained()
  }

  /** The connection is gone. */
  onClosed(): void {
    if (this.#isAborted) return
    this.#isAborted = true
    if (this.#abortListeners === undefined) return
    for (const listener of this.#abortListeners) listener()
  }

  #assertOpen(): void {
    if (this.#isAnswered) throw new Error('This call was already answered.')
  }

  #headText(head: ResponseHead, framing: string): string {
    const isLast = this.#connection.isLast(this)
    return answerHead(head, isLast ? `${framing}Connection: close\r\n` : framing)
  }

  #sendHead(): void {
    const head = this.#head
    this.#head = undefined
    if (head !== undefined) this.#send(Buffer.from(head, 'latin1'))
  }

  #sendBehind(text: string, chunk: Uint8Array, end: string): boolean {
    if (text === '') return this.#send(chunk)
    if (chunk.length <= maxCopiedBytes) return this.#send(joined(text, chunk, end))
    this.#send(Buffer.from(text, 'latin1'))
    const isTaken = this.#send(chunk)
    return end === '' ? isTaken : this.#send(Buffer.from(end, 'latin1'))
  }

  #send(bytes: Uint8Array): boolean {
    if (this.#connection.isTurnOf(this)) return this.#connection.write(bytes)
    this.#held ??= []
    this.#held.push(bytes)
    return false
  }

  #readHeaders(): HeaderArray {
    const places = this.#places
    const headers: string[] = []
    for (let at = 0; at < places.length; at += 4) headers.push(this.#textAt(at), this.#textAt(at + 2))
    if (this.#absoluteHost === undefined) return headers
    // The address in the target counts and Host does not. @see RFC 9112, 3.2.2
    const hostAt = headers.findIndex((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
    if (hostAt < 0) headers.unshift('Host', this.#absoluteHost)
    else headers[hostAt + 1] = this.#absoluteHost
    return headers
  }

  /** @param at index among the places */
  #textAt(at: number): string {
    const places = this.#places
    this.#text ??= textOf(this.#bytes, this.#textStart, places[places.length - 1] as number)
    return this.#text.slice((places[at] as number) - this.#textStart, (places[at + 1] as number) - this.#textStart)
  }
}

/** Takes the pieces of an answer that has no body, such as one to HEAD. */
class Bodiless implements WriterTarget {
  readonly #call: Http1Call
  constructor(call: Http1Call) {
    this.#call = call
  }
  writePiece(): boolean {
    return true
  }
  onDrain(): void {}
  finish(): void {
    this.#call.finish()
  }
  breakOff(): void {
    this.#call.breakOff()
  }
}

/** Text of Latin-1, bytes, text in one. */
function joined(text: string, bytes: Uint8Array, end = ''): Buffer {
  const all = Buffer.allocUnsafe(text.length + bytes.length + end.length)
  all.write(text, 0, 'latin1')
  all.set(bytes, text.length)
  if (end !== '') all.write(end, text.length + bytes.length, 'latin1')
  return all
}
