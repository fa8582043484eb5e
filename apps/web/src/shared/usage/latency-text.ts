import type { Formats } from '../languages/formats.ts'

/** How long an answer took; where it is only a few milliseconds, parts of them count. */
export function latencyText(ms: number, { figure, duration }: Pick<Formats, 'figure' | 'duration'>): string {
  if (ms >= 10) return duration(ms)
  return `${figure(ms < 1 ? Math.round(ms * 1_000) / 1_000 : Math.round(ms * 100) / 100)} ms`
}
