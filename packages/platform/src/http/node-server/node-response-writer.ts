import type { ServerResponse } from 'node:http'
import type { ResponseWriter } from '../http.ts'
import type { NodeCall } from './node-call.ts'

/** Sends piece by piece; an answer that turns out to differ from its announced length breaks the connection. */
export class NodeResponseWriter implements ResponseWriter {
  readonly #call: NodeCall
  readonly #response: ServerResponse
  /** Undefined when nothing was announced. */
  #bytesLeft: number | undefined
  #isOver = false
  #onDrain: (() => void) | undefined

  constructor(call: NodeCall, response: ServerResponse, announcedLength: number | undefined) {
    this.#call = call
    this.#response = response
    this.#bytesLeft = announcedLength
  }

  write(chunk: Uint8Array): boolean {
    if (this.#isOver || this.#response.destroyed || chunk.length === 0) return true
    if (this.#bytesLeft !== undefined) {
      this.#bytesLeft -= chunk.length
      if (this.#bytesLeft < 0) {
        this.abort()
        return true
      }
    }
    return this.#response.write(chunk)
  }

  onDrain(listener: () => void): void {
    if (this.#onDrain === undefined) this.#response.on('drain', () => this.#onDrain?.())
    this.#onDrain = listener
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#bytesLeft !== undefined && this.#bytesLeft > 0) this.#call.breakOff()
    else this.#call.finish()
  }

  abort(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#call.breakOff()
  }
}
