/** How fast a peer has to be. */
export interface LowestRate {
  /** On average. */
  readonly bytesPerSecond: number
  /** A peer is judged by what it did in so long; default 5 000. */
  readonly graceMs?: number
}

const defaultGraceMs = 5_000

export const graceOf = ({ graceMs = defaultGraceMs }: LowestRate): number => graceMs

/**
 * Judges a connection by looks from time to time: one that moves a byte now and then is never idle, and would hold
 * memory and a place for as long as it likes.
 */
export class Pace {
  readonly #bytesPerMs: number
  readonly #graceMs: number
  /** Since when the peer is waited for; 0 = it is not. */
  #awaitedSince = 0
  #receivedThen = 0
  /** By when it must have taken what waits for it; 0 = nothing does. */
  #takesBy = 0
  #takenThen = 0

  constructor(lowest: LowestRate) {
    this.#bytesPerMs = lowest.bytesPerSecond / 1_000
    this.#graceMs = graceOf(lowest)
  }

  /**
   * @param isAwaited whether the peer is the one who is waited for
   * @param received bytes from it so far
   */
  isSendingTooSlowly(isAwaited: boolean, received: number, now: number): boolean {
    const elapsed = now - this.#awaitedSince
    const isJudged = isAwaited && this.#awaitedSince !== 0
    if (isJudged && elapsed < this.#graceMs) return false
    const isTooSlow = isJudged && received - this.#receivedThen < elapsed * this.#bytesPerMs
    // What it did before counts no longer: a fast beginning buys no slow end.
    this.#awaitedSince = isAwaited ? now : 0
    this.#receivedThen = received
    return isTooSlow
  }

  /**
   * How much of a large piece is taken cannot be seen, so each has the time that all of it may take.
   * @param outstanding bytes that wait to be taken
   * @param taken bytes so far
   */
  isTakingTooSlowly(outstanding: number, taken: number, now: number): boolean {
    if (outstanding === 0) {
      this.#takesBy = 0
      return false
    }
    if (this.#takesBy === 0 || taken !== this.#takenThen) {
      this.#takesBy = now + this.#graceMs + outstanding / this.#bytesPerMs
      this.#takenThen = taken
      return false
    }
    return now > this.#takesBy
  }
}
