import type { RunWords } from './run-words.ts'

/** How long something took: `840 ms`, `12.3 s`, `2 min 5 s`. */
export function durationText(ms: number, words: RunWords, number: (value: number) => string): string {
  if (ms < 1_000) return words('durationMs', { count: number(Math.max(0, Math.round(ms))) })
  const seconds = Math.round(ms / 1_000)
  if (seconds < 10) return words('durationS', { count: number(Math.round(ms / 100) / 10) })
  if (seconds < 60) return words('durationS', { count: number(seconds) })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return words('durationM', { minutes, seconds: seconds % 60 })
  return words('durationH', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** From the beginning to the end, or to now. */
export const elapsedMs = (startedAt: string, finishedAt: string | undefined, now: number): number =>
  Math.max(0, (finishedAt === undefined ? now : Date.parse(finishedAt)) - Date.parse(startedAt))
