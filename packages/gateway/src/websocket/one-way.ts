import type { BodyFlow, UpgradedConnection } from '@sluice/platform'
import { FrameTracker } from './frame-tracker.ts'

/** One direction of a WebSocket: bytes pass unchanged, no faster than they are taken. */
export class OneWay {
  /** Of what passed. */
  byteCount = 0
  readonly #from: UpgradedConnection
  readonly #to: UpgradedConnection
  readonly #tracker = new FrameTracker()
  readonly #onClosing: () => void
  #flow: BodyFlow | undefined
  /** Waits for the end of the frame that is passing. */
  #pendingFrame: Uint8Array | undefined
  #isShut = false

  /** @param onClosing is told when a Close frame came after this direction was shut */
  constructor(from: UpgradedConnection, to: UpgradedConnection, onClosing: () => void) {
    this.#from = from
    this.#to = to
    this.#onClosing = onClosing
  }

  start(): void {
    const resume = () => this.#flow?.resume()
    this.#to.onDrain(resume)
    this.#flow = this.#from.flow({
      onData: (chunk) => {
        if (!this.#pass(chunk)) this.#flow?.pause()
      },
      // Half of the connection may stay open: what the other side still says goes on.
      onEnd: () => this.#to.end(),
      onError: () => this.#to.abort(),
    })
  }

  /** Both sides have said that they are through with this direction. */
  get hasClosed(): boolean {
    return this.#tracker.hasClosed
  }

  /** Says `frame` as the last thing, between two frames of the sender, and passes nothing on any more. */
  shut(frame: Uint8Array): void {
    if (this.#isShut || this.#pendingFrame !== undefined) return
    this.#pendingFrame = frame
    if (!this.#tracker.isAtBoundary) return
    this.#sayLast()
    this.#flow?.resume()
  }

  /** @returns false = wait until the receiver has caught up */
  #pass(chunk: Uint8Array): boolean {
    if (this.#isShut) {
      // Only looked at: the answer to a Close frame is the end of the connection.
      this.#tracker.feed(chunk)
      if (this.#tracker.hasClosed) this.#onClosing()
      return true
    }
    if (this.#pendingFrame === undefined) {
      this.#tracker.feed(chunk)
      this.byteCount += chunk.length
      return this.#to.write(chunk)
    }
    const length = this.#tracker.feed(chunk, true)
    this.byteCount += length
    const isTaken = this.#to.write(chunk.subarray(0, length))
    if (!this.#tracker.isAtBoundary) return isTaken
    this.#sayLast()
    return this.#pass(chunk.subarray(length))
  }

  #sayLast(): void {
    this.#isShut = true
    // A side that has said Close itself says nothing after it.
    if (this.#pendingFrame !== undefined && !this.#tracker.hasClosed) this.#to.write(this.#pendingFrame)
    this.#pendingFrame = undefined
    if (this.#tracker.hasClosed) this.#onClosing()
  }
}
