/** How long to wait before a process that ended is started again. */
export interface BackOff {
  /** @param ranMs how long the life that just ended was ready; 0 = it never was */
  nextDelayMs(ranMs: number): number
}

/** The first start again is immediate: a single crash should cost as little as the start itself. */
const delaysMs = [0, 100, 300, 1_000, 3_000, 10_000] as const
/** A life that was ready shows that the settings are good; waiting longer than this would only cost service. */
const longestAfterReadyMs = 1_000
/** Whoever ends so late is no crash loop: starting takes less than this, so starting again at once costs little. */
const steadyAfterMs = 3_000

export function createBackOff(): BackOff {
  let failures = 0
  return {
    nextDelayMs(ranMs) {
      if (ranMs >= steadyAfterMs) failures = 0
      const delayMs = delaysMs[Math.min(failures, delaysMs.length - 1)] ?? 0
      failures++
      return ranMs > 0 ? Math.min(delayMs, longestAfterReadyMs) : delayMs
    },
  }
}
