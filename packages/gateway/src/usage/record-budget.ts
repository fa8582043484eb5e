/**
 * Lets so many through a second: all of them while there are few, and evenly over the second where there are more.
 */
export class RecordBudget {
  readonly #perSecond: number
  #left: number
  #filledAtMs: number

  /** @param nowMs of the same clock as in `take` */
  constructor(perSecond: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#left = perSecond
    this.#filledAtMs = nowMs
  }

  take(nowMs: number): boolean {
    const filled = this.#left + ((nowMs - this.#filledAtMs) * this.#perSecond) / 1000
    this.#left = Math.min(this.#perSecond, filled)
    this.#filledAtMs = nowMs
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
