import { AppError } from '@sluice/contracts/errors'
import type { BodyFlow, BodySink } from '@sluice/platform'
import type { BodyTap } from '../pipeline/call-context.ts'

/** Bytes that may wait for their reader before the backend is told to pause. */
const maxWaitingBytes = 64 * 1024

/**
 * The body of a backend's answer between two moments: the head is there, and somebody takes the body. Small answers
 * are complete by then and go out in one piece.
 */
export class BackendAnswer implements BodySink {
  #flow: BodyFlow | undefined
  #sink: BodySink | undefined
  #taps: BodyTap[] | undefined
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #end: 'open' | 'whole' | Error = 'open'
  #isPaused = false

  /** The way to hold the backend back; comes when the request is sent. */
  set flow(flow: BodyFlow) {
    this.#flow = flow
  }

  onData(chunk: Uint8Array): void {
    if (this.#taps !== undefined) for (const tap of this.#taps) tap.onData(chunk)
    if (this.#sink !== undefined) {
      this.#sink.onData(chunk)
      return
    }
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.length
    if (this.#waitingBytes >= maxWaitingBytes && !this.#isPaused) this.pause()
  }

  onEnd(): void {
    this.#end = 'whole'
    if (this.#taps !== undefined) for (const tap of this.#taps) tap.onEnd()
    this.#sink?.onEnd()
  }

  onError(error: Error): void {
    this.#end = error
    this.#sink?.onError(error)
  }

  /** Everything, when it is here and nobody took it; only then. */
  takeWhole(): Uint8Array | undefined {
    if (this.#end !== 'whole' || this.#sink !== undefined) return undefined
    const [only] = this.#waiting
    const whole = this.#waiting.length === 1 && only !== undefined ? only : Buffer.concat(this.#waiting)
    this.#waiting = []
    return whole
  }

  /** Lets it flow; what waited goes first, at once. */
  flowInto(sink: BodySink): void {
    this.#sink = sink
    const waiting = this.#waiting
    const wasPaused = this.#isPaused
    this.#waiting = []
    this.#isPaused = false
    for (const chunk of waiting) sink.onData(chunk)
    if (this.#end === 'whole') sink.onEnd()
    else if (this.#end !== 'open') sink.onError(this.#end)
    // The sink may have paused it again by now.
    else if (wasPaused && !this.#isPaused) this.resume()
  }

  /** @throws AppError `ResponseTooLarge` when it is longer than `maxBytes`, `BackendConnectionFailure` when it breaks off */
  bytes(maxBytes: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = []
      let size = 0
      this.flowInto({
        onData: (chunk) => {
          size += chunk.length
          if (size <= maxBytes) {
            chunks.push(chunk)
            return
          }
          this.cancel()
          reject(new AppError('ResponseTooLarge', { maxBytes }))
        },
        onEnd: () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
        onError: (error) =>
          reject(new AppError('BackendConnectionFailure', { reason: error.message }, { cause: error })),
      })
    })
  }

  /** A tap that comes late still sees what waits. */
  tap(tap: BodyTap): void {
    for (const chunk of this.#waiting) tap.onData(chunk)
    if (this.#end === 'whole') {
      tap.onEnd()
      return
    }
    this.#taps ??= []
    this.#taps.push(tap)
  }

  pause(): void {
    this.#isPaused = true
    this.#flow?.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#flow?.resume()
  }

  cancel(): void {
    if (this.#end !== 'open') return
    this.#end = new Error('The answer was given up.')
    this.#waiting = []
    this.#flow?.cancel()
  }
}
