import type { Clock } from './clock.ts'

export interface FixedClock extends Clock {
  /** Moves both readings on; negative values are refused because `monotonic` never steps back. */
  advance(milliseconds: number): void
}

/** A clock that stands still until it is told to move. */
export function createFixedClock(startMs: number = Date.UTC(2026, 0, 5, 12)): FixedClock {
  let elapsedMs = 0
  return {
    now: () => startMs + elapsedMs,
    monotonic: () => elapsedMs,
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError(`A clock does not step back (${milliseconds} ms).`)
      elapsedMs += milliseconds
    },
  }
}
