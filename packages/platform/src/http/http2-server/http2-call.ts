import { constants, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
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
import { noBody } from '../node-server/node-body.ts'
import { announcedLength, mayHaveBody, wholeLength } from '../response-head.ts'
import type { RunningCall } from '../run-handler.ts'
import { Http2Body } from './http2-body.ts'
import { type Http2Head, toHttp2Fields } from './http2-head.ts'

/** One request on a stream of HTTP/2 as the data path sees it. */
export class Http2Call implements RunningCall, WriterTarget {
  readonly method: string
  readonly target: string
  readonly headers: HeaderArray
  readonly isSecure = true
  readonly upgrade: undefined
  readonly remoteAddress: string
  readonly body: MessageBody
  readonly #socket: Socket
  readonly #stream: ServerHttp2Stream
  readonly #abortListeners: (() => void)[] = []
  #isAborted = false
  #isAnswered = false

  constructor(head: Http2Head, stream: ServerHttp2Stream, socket: Socket, remoteAddress: string) {
    this.method = head.method
    this.target = head.target
    this.headers = head.headers
    this.remoteAddress = remoteAddress
    this.#socket = socket
    this.#stream = stream
    const length = announcedLength(head.headers)
    const expectsContinue = this.header('expect')?.toLowerCase() === '100-continue'
    this.body = stream.endAfterHeaders || length === 0 ? noBody : new Http2Body(length, stream, expectsContinue)
    // The client hears of the answer's end, and that the rest of its request is not wanted.
    stream.on('finish', () => {
      if (!stream.readableEnded && !stream.endAfterHeaders) stream.close(constants.NGHTTP2_NO_ERROR)
    })
    stream.on('close', () => this.#onClosed())
  }

  get clientCertificate(): ClientCertificate | undefined {
    return clientCertificateOf(this.#socket)
  }

  get isAnswered(): boolean {
    return this.#isAnswered
  }

  /** The client is who is waited for: it does not send, or does not read. */
  get isStalled(): boolean {
    return (this.body instanceof Http2Body && this.body.isWaiting) || this.#stream.writableLength > 0
  }

  header(lowerCaseName: string): string | undefined {
    return joinedHeader(this.headers, lowerCaseName)
  }

  respond(head: ResponseHead, body?: Uint8Array | string): void {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const length = bytes?.length ?? 0
    if (!this.#sendHead(head, wholeLength(this.method, head, length))) return
    if (length > 0 && mayHaveBody(this.method, head.status)) this.#stream.end(bytes)
    else this.#stream.end()
  }

  respondStream(head: ResponseHead): ResponseWriter {
    const length = head.status === 204 ? undefined : announcedLength(head.headers)
    this.#sendHead(head, length)
    const hasBody = mayHaveBody(this.method, head.status)
    return new CheckedWriter(hasBody ? this : new Bodiless(this), hasBody ? length : undefined)
  }

  respondUpgrade(): UpgradedConnection {
    throw new Error('HTTP/2 knows no upgrade.')
  }

  onAbort(listener: () => void): void {
    if (this.#isAborted) queueMicrotask(listener)
    else this.#abortListeners.push(listener)
  }

  breakOff(): void {
    // Closed with a code, it would first end what was sent so far as if that were all.
    this.#stream.destroy(new Error('The answer is not whole.'))
  }

  writePiece(chunk: Uint8Array): boolean {
    return !this.#stream.writable || this.#stream.write(chunk)
  }

  onDrain(listener: () => void): void {
    this.#stream.on('drain', listener)
  }

  finish(): void {
    this.#stream.end()
  }

  /** @returns false when the client is gone already */
  #sendHead(head: ResponseHead, length: number | undefined): boolean {
    if (this.#isAnswered) throw new Error('This call was already answered.')
    const fields = toHttp2Fields(head, length)
    this.#isAnswered = true
    const stream = this.#stream
    if (stream.destroyed || stream.closed) return false
    stream.respond(fields)
    return true
  }

  #onClosed(): void {
    if (this.#isAborted || (this.#isAnswered && this.#stream.writableFinished)) return
    this.#isAborted = true
    for (const listener of this.#abortListeners) listener()
  }
}

/** Takes the pieces of an answer that has no body, such as one to HEAD. */
class Bodiless implements WriterTarget {
  readonly #call: Http2Call
  constructor(call: Http2Call) {
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
