import type { ServerHttp2Stream } from 'node:http2'
import { collectBody } from '../collect-body.ts'
import type { BodyFlow, BodySink, MessageBody } from '../http.ts'

/** Body of a request that has one, as it comes on its stream. */
export class Http2Body implements MessageBody, BodyFlow {
  readonly length: number | undefined
  readonly #stream: ServerHttp2Stream
  readonly #expectsContinue: boolean
  #sink: BodySink | undefined
  #isTaken = false
  #isPaused = false

  constructor(length: number | undefined, stream: ServerHttp2Stream, expectsContinue: boolean) {
    this.length = length
    this.#stream = stream
    this.#expectsContinue = expectsContinue
  }

  /** The client is the one who is waited for. */
  get isWaiting(): boolean {
    return this.#sink !== undefined && !this.#isPaused && !this.#stream.readableEnded
  }

  flow(sink: BodySink): BodyFlow {
    if (this.#isTaken) throw new Error('This body was already read.')
    this.#isTaken = true
    this.#sink = sink
    const stream = this.#stream
    if (stream.destroyed) {
      queueMicrotask(() => this.#break())
      return this
    }
    if (this.#expectsContinue && !stream.headersSent) stream.additionalHeaders({ ':status': 100 })
    stream.on('data', (chunk: Uint8Array) => this.#sink?.onData(chunk))
    stream.on('end', () => {
      // A stream that is reset ends, too.
      if (stream.aborted || stream.rstCode !== 0) this.#break()
      else this.#take()?.onEnd()
    })
    stream.on('close', () => this.#break())
    return this
  }

  bytes(maxBytes: number): Promise<Uint8Array> {
    return collectBody(this, maxBytes)
  }

  pause(): void {
    this.#isPaused = true
    this.#stream.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#stream.resume()
  }

  /** Held until the answer is there: then the client is told to send no more. */
  cancel(): void {
    this.#sink = undefined
    this.pause()
  }

  #break(): void {
    this.#take()?.onError(new Error('The client went away.'))
  }

  #take(): BodySink | undefined {
    const sink = this.#sink
    this.#sink = undefined
    return sink
  }
}
