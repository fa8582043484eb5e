import { type BodyFlow, type BodySink, HttpClientError, type MessageBody } from '@sluice/platform/http'
import { bodyBrokeOff } from './body-sender.ts'

/** Who waits for a body. */
export interface WholeBodyOwner {
  onBodyMoved(): void
  onWholeBody(bytes: Uint8Array): void
  onBodyFault(error: HttpClientError): void
}

/** Reads a short body of known length before anything is sent: the request then goes out in one write, or again. */
export class WholeBody implements BodySink {
  readonly #owner: WholeBodyOwner
  readonly #length: number
  readonly #flow: BodyFlow
  #first: Uint8Array | undefined
  #joined: Buffer | undefined
  #size = 0
  #isOver = false

  constructor(body: MessageBody, length: number, owner: WholeBodyOwner) {
    this.#owner = owner
    this.#length = length
    this.#flow = body.flow(this)
  }

  onData(piece: Uint8Array): void {
    if (this.#isOver || piece.length === 0) return
    const at = this.#size
    this.#size += piece.length
    if (this.#size > this.#length) {
      this.cancel()
      this.#owner.onBodyFault(new HttpClientError('protocol', 'The request body is longer than was announced.'))
      return
    }
    this.#owner.onBodyMoved()
    if (this.#first === undefined) {
      this.#first = piece
      return
    }
    if (this.#joined === undefined) {
      this.#joined = Buffer.allocUnsafe(this.#length)
      this.#joined.set(this.#first, 0)
    }
    this.#joined.set(piece, at)
  }

  onEnd(): void {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#size === this.#length) this.#owner.onWholeBody(this.#joined ?? this.#first ?? new Uint8Array(0))
    else {
      this.#owner.onBodyFault(new HttpClientError('connection-lost', 'The request body is shorter than was announced.'))
    }
  }

  onError(error: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#owner.onBodyFault(bodyBrokeOff(error))
  }

  cancel(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#flow.cancel()
  }
}
