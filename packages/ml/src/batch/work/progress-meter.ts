import type { BatchProgress } from '@sluice/contracts'

/** Rate and estimate of a job from what was read so far. */
export interface ProgressMeter {
  measure(counts: { readonly bytesRead: number; readonly rows: number; readonly badRows: number }): BatchProgress
  /** Whether a second has passed since the last time that it was. */
  isTime(): boolean
}

const everyMs = 1_000
/** The rate is that of so long. */
const windowMs = 10_000

export function createProgressMeter(totalBytes: number, monotonic: () => number): ProgressMeter {
  const seen: { readonly at: number; readonly bytes: number }[] = []
  let toldAt = monotonic()
  return {
    measure({ bytesRead, rows, badRows }) {
      const at = monotonic()
      seen.push({ at, bytes: bytesRead })
      while (seen.length > 2 && at - (seen[0] as { at: number }).at > windowMs) seen.shift()
      const first = seen[0] as { readonly at: number; readonly bytes: number }
      const rate = at > first.at ? ((bytesRead - first.bytes) / (at - first.at)) * 1000 : 0
      return {
        bytesRead,
        totalBytes,
        rows,
        badRows,
        ...(rate > 0
          ? { bytesPerSecond: Math.round(rate), secondsLeft: Math.ceil((totalBytes - bytesRead) / rate) }
          : {}),
      }
    },
    isTime() {
      const now = monotonic()
      if (now - toldAt < everyMs) return false
      toldAt = now
      return true
    },
  }
}
