import type { IncomingMessage, ServerResponse } from 'node:http'
import { collectBody } from '../collect-body.ts'
import type { BodyFlow, BodySink, MessageBody } from '../http.ts'

/** What a client may go on sending after the answer before the connection is broken. */
const maxDiscardedBytes = 1_048_576
const discardMs = 5_000

/** Body of a request that has one, as it comes from the socket. */
export class NodeBody implements MessageBody, BodyFlow {
  readonly length: number | undefined
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  #sink: BodySink | undefined
  #isTaken = false
  #isPaused = false
  #isAnswered = false
  #failure: Error | undefined
  #bytesLeft = Number.POSITIVE_INFINITY
  #onBeyond: (() => void) | undefined

  constructor(length: number | undefined, request: IncomingMessage, response: ServerResponse) {
    this.length = length
    this.#request = request
    this.#response = response
  }

  get isWhole(): boolean {
    return this.#request.complete
  }

  /** The client is the one who is waited for. */
  get isWaiting(): boolean {
    return this.#sink !== undefined && !this.#isPaused && !this.#request.complete
  }

  flow(sink: BodySink): BodyFlow {
    if (this.#isTaken) throw new Error('This body was already read.')
    this.#isTaken = true
    this.#sink = sink
    if (this.#failure !== undefined) {
      const failure = this.#failure
      queueMicrotask(() => this.#take()?.onError(failure))
      return this
    }
    const request = this.#request
    if (!request.complete && isExpectingContinue(request) && !this.#response.headersSent) this.#response.writeContinue()
    request.on('data', (chunk: Uint8Array) => {
      this.#bytesLeft -= chunk.length
      if (this.#bytesLeft < 0) this.#onBeyond?.()
      else this.#sink?.onData(chunk)
    })
    request.on('end', () => this.#take()?.onEnd())
    request.on('error', (error) => this.fail(error))
    return this
  }

  limit(maxBytes: number, onBeyond: () => void): void {
    this.#bytesLeft = maxBytes
    this.#onBeyond = onBeyond
  }

  bytes(maxBytes: number): Promise<Uint8Array> {
    return collectBody(this, maxBytes)
  }

  pause(): void {
    this.#isPaused = true
    this.#request.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#request.resume()
  }

  cancel(): void {
    this.#sink = undefined
    if (this.#isAnswered) this.#discardRest()
    // Held until the answer is there, so that a client that waits for it is not made to send everything first.
    else this.pause()
  }

  /** The rest will not come. */
  fail(error: Error): void {
    if (this.#request.complete || this.#failure !== undefined) return
    this.#failure = error
    this.#take()?.onError(error)
  }

  /** The answer is out. What nobody reads must not stand in the way of the next request. */
  onAnswered(): void {
    this.#isAnswered = true
    if (this.#sink === undefined) this.#discardRest()
  }

  /** Takes a moderate rest off the connection, so that it can be used again. */
  #discardRest(): void {
    const request = this.#request
    if (request.readableEnded || request.destroyed) return
    if (!request.complete) {
      let discarded = 0
      request.on('data', (chunk: Uint8Array) => {
        discarded += chunk.length
        if (discarded > maxDiscardedBytes) request.destroy()
      })
      const timer = setTimeout(() => request.destroy(), discardMs).unref()
      request.once('close', () => clearTimeout(timer))
    }
    request.resume()
  }

  #take(): BodySink | undefined {
    const sink = this.#sink
    this.#sink = undefined
    return sink
  }
}

/** Body of a request that has none; one for all of them. */
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

function isExpectingContinue(request: IncomingMessage): boolean {
  return request.headers.expect?.toLowerCase().includes('100-continue') === true
}
