import { Deque } from './deque.ts'

/** Of the time, what refusing may take. */
const shareOfTime = 0.25
/** What may be taken at once after a time without refusals, ms. */
const mostCreditMs = 5
/** Reading a call that is refused costs about as much as answering it, and only the latter can be seen here. */
const wholeCostFactor = 2
/** What one may cost in the reckoning, ms: where it took longer, others had the processor meanwhile. */
const mostCostMs = 0.05

/**
 * Refuses at once as long as that is cheap. Where refusing takes so much of the time that what is let in would suffer,
 * refusals wait; and with them their connections, whose clients cannot ask for more before they have an answer.
 */
export class Refusals<Call> {
  readonly #refuse: (call: Call) => void
  readonly #monotonic: () => number
  readonly #held = new Deque<Call>()
  #creditMs = mostCreditMs
  #seenAt: number
  count = 0

  constructor(refuse: (call: Call) => void, monotonic: () => number) {
    this.#refuse = refuse
    this.#monotonic = monotonic
    this.#seenAt = monotonic()
  }

  /** That wait for their answer. */
  get held(): number {
    return this.#held.size
  }

  add(call: Call, now: number): void {
    this.count += 1
    this.#earn(now)
    if (this.#held.size === 0 && this.#creditMs > 0) this.#spend(call, now)
    else this.#held.push(call)
  }

  /**
   * Answers those that wait, as far as the share allows.
   * @param freeUntil there is nothing else to do until then
   */
  release(now: number, freeUntil: number): void {
    this.#earn(now)
    let at = now
    while (this.#held.size > 0 && (this.#creditMs > 0 || at < freeUntil)) {
      at = this.#spend(this.#held.shift() as Call, at)
    }
  }

  #earn(now: number): void {
    this.#creditMs = Math.min(mostCreditMs, this.#creditMs + (now - this.#seenAt) * shareOfTime)
    this.#seenAt = now
  }

  #spend(call: Call, from: number): number {
    this.#refuse(call)
    const now = this.#monotonic()
    this.#creditMs -= Math.min(now - from, mostCostMs) * wholeCostFactor
    return now
  }
}
