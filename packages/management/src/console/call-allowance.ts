import { AppError } from '@sluice/contracts'
import type { Clock } from '@sluice/platform'

const maxAtOnce = 20
const maxPerMinute = 300
const minuteMs = 60_000
/** Bound on what is remembered; whoever is calling right now is never forgotten. */
const maxRemembered = 10_000

export interface CallAllowance {
  /**
   * Counts a call that begins.
   * @returns what is called when it has ended; further times change nothing
   * @throws AppError `ConsoleCallsExceeded`
   */
  enter(caller: string): () => void
}

/** How much each caller may have the console call. */
export function createCallAllowance(clock: Clock): CallAllowance {
  const callers = new Map<string, { sinceMs: number; begun: number; running: number }>()

  function forgetIdle(now: number): void {
    if (callers.size < maxRemembered) return
    for (const [caller, { sinceMs, running }] of callers) {
      if (running === 0 && now - sinceMs >= minuteMs) callers.delete(caller)
    }
  }

  return {
    enter(caller) {
      const now = clock.now()
      forgetIdle(now)
      const known = callers.get(caller) ?? { sinceMs: now, begun: 0, running: 0 }
      if (now - known.sinceMs >= minuteMs) {
        known.sinceMs = now
        known.begun = 0
      }
      if (known.running >= maxAtOnce) throw new AppError('ConsoleCallsExceeded', { retryAfterSeconds: 1 })
      if (known.begun >= maxPerMinute) {
        const retryAfterSeconds = Math.ceil((known.sinceMs + minuteMs - now) / 1000)
        throw new AppError('ConsoleCallsExceeded', { retryAfterSeconds })
      }
      known.begun += 1
      known.running += 1
      callers.set(caller, known)
      let isOver = false
      return () => {
        if (!isOver) known.running -= 1
        isOver = true
      }
    },
  }
}
