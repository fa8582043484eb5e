import type { Circuits } from './circuits.ts'
import type { Slots } from './slots.ts'

/**
 * Counts that limits are made of. Shared by all workers of a machine, exact over them: of any number of calls that
 * come at once, as many pass as the limit says and not one more. A refused hit is not counted.
 */
export interface Counters extends Circuits, Slots {
  /**
   * Sliding window: at most `limit` hits within any `periodSeconds`.
   * @param amount how many hits at once, default 1; 0 only asks whether one more would pass
   */
  hitWindow(key: string, limit: number, periodSeconds: number, amount?: number): CounterVerdict
  /** Adds hits without asking, for what is known only afterwards. */
  addWindow(key: string, limit: number, periodSeconds: number, amount: number): void
  /** Fixed windows of `periodSeconds` from `startMs` on; 0 = one window that never ends. Survives a restart. */
  hitQuota(key: string, limit: number, periodSeconds: number, startMs: number, amount?: number): CounterVerdict
  /** Adds to a quota without asking, for amounts known only afterwards (bytes). */
  addQuota(key: string, periodSeconds: number, startMs: number, amount: number): void
  /** What a quota stands at, without counting. */
  readQuota(
    key: string,
    periodSeconds: number,
    startMs: number,
  ): { readonly used: number; readonly secondsLeft: number }
}

export interface CounterVerdict {
  readonly isAllowed: boolean
  /** How many more would pass now. */
  readonly remaining: number
  /** Whole seconds, at least 1, until a refused hit could pass; 0 when it passed; Infinity when it never will. */
  readonly retryAfterSeconds: number
}
