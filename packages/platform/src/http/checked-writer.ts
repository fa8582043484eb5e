import type { ResponseWriter } from './http.ts'

/** Where the pieces of an answer go. */
export interface WriterTarget {
  /** False = wait for `onDrain`. */
  writePiece(chunk: Uint8Array): boolean
  /** The listener is called each time the peer has caught up. */
  onDrain(listener: () => void): void
  finish(): void
  breakOff(): void
}

/** Sends piece by piece; an answer that turns out to differ from its announced length is broken off. */
export class CheckedWriter implements ResponseWriter {
  readonly #target: WriterTarget
  /** Undefined when nothing was announced. */
  #bytesLeft: number | undefined
  #isOver = false
  #onDrain: (() => void) | undefined

  constructor(target: WriterTarget, announcedLength: number | undefined) {
    this.#target = target
    this.#bytesLeft = announcedLength
  }

  write(chunk: Uint8Array): boolean {
    if (this.#isOver || chunk.length === 0) return true
    if (this.#bytesLeft !== undefined) {
      this.#bytesLeft -= chunk.length
      if (this.#bytesLeft < 0) {
        this.abort()
        return true
      }
    }
    return this.#target.writePiece(chunk)
  }

  onDrain(listener: () => void): void {
    if (this.#onDrain === undefined) this.#target.onDrain(() => this.#onDrain?.())
    this.#onDrain = listener
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#bytesLeft !== undefined && this.#bytesLeft > 0) this.#target.breakOff()
    else this.#target.finish()
  }

  abort(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#target.breakOff()
  }
}
