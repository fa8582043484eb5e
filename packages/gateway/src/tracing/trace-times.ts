const ticksPerMs = 10_000
const ticksPerSecond = 10_000_000

/** `2026-01-05T12:00:00.1234567Z`. @param ms since 1970, with fractions */
export function toTimestamp(ms: number): string {
  const whole = Math.floor(ms / 1000)
  const ticks = Math.min(Math.round((ms - whole * 1000) * ticksPerMs), ticksPerSecond - 1)
  return `${new Date(whole * 1000).toISOString().slice(0, 19)}.${String(ticks).padStart(7, '0')}Z`
}

/** `00:00:00.2983315`, as .NET writes a span of time. @param ms with fractions */
export function toElapsed(ms: number): string {
  const ticks = Math.max(0, Math.round(ms * ticksPerMs))
  const seconds = Math.floor(ticks / ticksPerSecond)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${String(ticks % ticksPerSecond).padStart(7, '0')}`
}
