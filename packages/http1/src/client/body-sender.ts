import type { Socket } from 'node:net'
import { type BodyFlow, type BodySink, HttpClientError, type MessageBody } from '@sluice/platform/http'

/** Who is told how the sending goes. */
export interface BodySenderOwner {
  /** A piece more went out. */
  onBodyMoved(): void
  /** The request cannot become whole. */
  onBodyFault(error: HttpClientError): void
}

/** Pieces up to here are copied together with the lines around them, so that they go out in one write. */
const maxJoinedBytes = 16_384
const lineEnd = Buffer.from('\r\n', 'latin1')
const lastChunk = Buffer.from('0\r\n\r\n', 'latin1')

/** Sends a flowing body behind its head, no faster than the backend takes it. */
export class BodySender implements BodySink {
  readonly #socket: Socket
  readonly #owner: BodySenderOwner
  readonly #length: number | undefined
  #flow: BodyFlow | undefined
  #sent = 0
  #isPaused = false
  #isOver = false
  #isWhole = false

  constructor(socket: Socket, owner: BodySenderOwner, body: MessageBody) {
    this.#socket = socket
    this.#owner = owner
    this.#length = body.length
    this.#flow = body.flow(this)
    if (this.#isPaused) this.#flow.pause()
  }

  /** Every byte that was announced is handed to the socket. */
  get isWhole(): boolean {
    return this.#isWhole || this.#sent === this.#length
  }

  onData(piece: Uint8Array): void {
    // A chunk without data would be the last one.
    if (this.#isOver || piece.length === 0) return
    this.#sent += piece.length
    if (this.#length !== undefined && this.#sent > this.#length) {
      this.#fail(new HttpClientError('protocol', 'The request body is longer than was announced.'))
      return
    }
    this.#owner.onBodyMoved()
    const isTaken = this.#length === undefined ? this.#writeChunk(piece) : this.#socket.write(piece)
    if (isTaken || this.#isPaused) return
    this.#isPaused = true
    this.#flow?.pause()
  }

  onEnd(): void {
    if (this.#isOver) return
    if (this.#length !== undefined && this.#sent < this.#length) {
      this.#fail(new HttpClientError('connection-lost', 'The request body is shorter than was announced.'))
      return
    }
    this.#isOver = true
    this.#isWhole = true
    if (this.#length === undefined) this.#socket.write(lastChunk)
  }

  onError(error: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#owner.onBodyFault(bodyBrokeOff(error))
  }

  /** The socket has caught up. */
  onDrain(): void {
    if (!this.#isPaused || this.#isOver) return
    this.#isPaused = false
    this.#owner.onBodyMoved()
    this.#flow?.resume()
  }

  /** The rest is not wanted. */
  cancel(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#flow?.cancel()
  }

  #fail(error: HttpClientError): void {
    this.cancel()
    this.#owner.onBodyFault(error)
  }

  #writeChunk(piece: Uint8Array): boolean {
    const size = `${piece.length.toString(16)}\r\n`
    if (piece.length <= maxJoinedBytes) {
      const bytes = Buffer.allocUnsafe(size.length + piece.length + 2)
      bytes.write(size, 'latin1')
      bytes.set(piece, size.length)
      bytes.set(lineEnd, size.length + piece.length)
      return this.#socket.write(bytes)
    }
    this.#socket.cork()
    this.#socket.write(size, 'latin1')
    this.#socket.write(piece)
    const isTaken = this.#socket.write(lineEnd)
    this.#socket.uncork()
    return isTaken
  }
}

export const bodyBrokeOff = (cause: unknown): HttpClientError =>
  new HttpClientError('connection-lost', 'The request body broke off.', { cause })
