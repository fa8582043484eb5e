/** The time, handed in, so that a test can hold it still. */
export interface Clock {
  /** Milliseconds since 1970 (wall clock; may step). */
  now(): number
  /** Milliseconds from an arbitrary start that never step back; for durations. */
  monotonic(): number
}
