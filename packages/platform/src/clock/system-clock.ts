import type { Clock } from './clock.ts'

/** The machine's time. */
export const createSystemClock = (): Clock => ({ now: () => Date.now(), monotonic: () => performance.now() })
