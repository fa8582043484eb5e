import { maxLoggedHits, windowParts } from '../../../packages/gateway/src/counters/shared-counters.ts'
import { firstPeriodStart, type Limited, quotaPeriodSeconds, ratePeriodSeconds } from './limited-instance.ts'

const ratePeriodMs = ratePeriodSeconds * 1_000
const quotaPeriodMs = quotaPeriodSeconds * 1_000
const partMs = ratePeriodMs / windowParts

/** What limits must let through of one caller, call by call; slow and plain. */
export class ExpectedCalls {
  readonly #limited: Limited
  /** When the rate let a call through. */
  #passed: { readonly at: number; readonly count: number }[] = []
  #quotaPeriod = -1
  #used = 0

  constructor(limited: Limited) {
    this.#limited = limited
  }

  /** @returns how many of so many calls at one moment are let through */
  call(calls: number, now: number): number {
    const { rate, quota } = this.#limited
    this.#passed = this.#passed.filter(({ at }) => this.#isWithin(at, now))
    const before = this.#passed.reduce((sum, { count }) => sum + count, 0)
    // A call that is refused counts nowhere; one that only the quota refuses has passed the rate.
    const passed = Math.min(calls, Math.max(0, rate - before))
    if (passed > 0) this.#passed.push({ at: now, count: passed })
    const period = Math.floor((now - Date.parse(firstPeriodStart)) / quotaPeriodMs)
    if (period !== this.#quotaPeriod) this.#used = 0
    this.#quotaPeriod = period
    const admitted = Math.min(passed, quota - this.#used)
    this.#used += admitted
    return admitted
  }

  /** Whether a call then still counts now. Where calls are not kept one by one, one leaves with the part it is in. */
  #isWithin(at: number, now: number): boolean {
    if (this.#limited.rate <= maxLoggedHits) return at > now - ratePeriodMs
    return Math.floor(now / partMs) - Math.floor(at / partMs) <= windowParts
  }
}
