import type { BodyFlow, BodySink, MessageBody } from '@sluice/platform/http'
import { collectBody } from '@sluice/platform/http-parts'

/** What a body asks of the connection that it comes from. */
export interface BodySource {
  /** It is wanted: a client that waits for leave gets it. */
  onWanted(): void
  /** It can take more, or does not any longer. */
  onReady(): void
  /** Nobody reads what is still to come. */
  onGivenUp(): void
}

/** The body of a request that has one, as it comes off the connection. */
export class RequestBody implements MessageBody, BodyFlow {
  readonly length: number | undefined
  readonly #source: BodySource
  #sink: BodySink | undefined
  #isTaken = false
  #isPaused = false
  #isGivenUp = false
  #isWhole = false
  #failure: Error | undefined
  /** What came before it could be taken. */
  #waiting: Uint8Array[] = []

  constructor(length: number | undefined, source: BodySource) {
    this.length = length
    this.#source = source
  }

  /** All of it has arrived, read or not. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** The client is the one who is waited for. */
  get isWaiting(): boolean {
    return this.#sink !== undefined && !this.#isPaused && !this.#isWhole
  }

  get isTaken(): boolean {
    return this.#isTaken
  }

  /** More would have to be kept. */
  get isFull(): boolean {
    return !this.#isGivenUp && (this.#sink === undefined || this.#isPaused) && this.#waiting.length > 0
  }

  flow(sink: BodySink): BodyFlow {
    if (this.#isTaken) throw new Error('This body was already read.')
    this.#isTaken = true
    this.#sink = sink
    // The caller has its flow in hand before the sink hears anything.
    queueMicrotask(() => this.#deliver())
    if (!this.#isWhole && this.#failure === undefined) this.#source.onWanted()
    return this
  }

  bytes(maxBytes: number): Promise<Uint8Array> {
    return collectBody(this, maxBytes)
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#deliver()
  }

  cancel(): void {
    this.#sink = undefined
    this.giveUp()
  }

  /** Nobody will read what is still to come. */
  giveUp(): void {
    if (this.#isGivenUp || this.#sink !== undefined) return
    this.#isTaken = true
    this.#isGivenUp = true
    this.#waiting = []
    this.#source.onGivenUp()
  }

  take(piece: Uint8Array): void {
    if (this.#isGivenUp || piece.length === 0) return
    if (this.#sink !== undefined && !this.#isPaused && this.#waiting.length === 0) this.#sink.onData(piece)
    else this.#waiting.push(piece)
  }

  end(): void {
    this.#isWhole = true
    if (this.#waiting.length === 0 && !this.#isPaused) this.#letGo()?.onEnd()
  }

  /** The rest will not come. */
  fail(error: Error): void {
    if (this.#isWhole || this.#failure !== undefined) return
    this.#failure = error
    this.#waiting = []
    this.#letGo()?.onError(error)
  }

  #deliver(): void {
    while (!this.#isPaused && this.#sink !== undefined) {
      const piece = this.#waiting.shift()
      if (piece === undefined) break
      this.#sink.onData(piece)
    }
    if (this.#isPaused) return
    if (this.#failure !== undefined) this.#letGo()?.onError(this.#failure)
    else if (this.#isWhole) this.#letGo()?.onEnd()
    this.#source.onReady()
  }

  /** The sink, for the last thing that it hears. */
  #letGo(): BodySink | undefined {
    const sink = this.#sink
    this.#sink = undefined
    return sink
  }
}

/** The body of a request that has none; one for all of them. */
export const noBody: MessageBody = {
  length: 0,
  flow(sink) {
    let isOver = false
    queueMicrotask(() => {
      if (!isOver) sink.onEnd()
    })
    return {
      pause: () => {},
      resume: () => {},
      cancel: () => {
        isOver = true
      },
    }
  },
  bytes: () => Promise.resolve(new Uint8Array(0)),
}
