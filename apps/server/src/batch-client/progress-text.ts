import type { JobProgress } from './batch-calls.ts'

const barWidth = 24

/** How far a job is, in one line: share, bytes, rate, rows, estimate; cut at `columns`. */
export function toProgressLine(progress: JobProgress, columns: number): string {
  const { BytesRead, TotalBytes, Rows, BadRows, BytesPerSecond, SecondsLeft } = progress
  const share = TotalBytes ? Math.min(1, BytesRead / TotalBytes) : undefined
  const parts = [
    ...(share === undefined ? [] : [`${toBar(share)} ${String(Math.floor(share * 100)).padStart(3)} %`]),
    TotalBytes ? `${toSize(BytesRead)} of ${toSize(TotalBytes)}` : toSize(BytesRead),
    ...(BytesPerSecond ? [`${toSize(BytesPerSecond)}/s`] : []),
    `${toCount(Rows)} rows`,
    ...(BadRows > 0 ? [`${toCount(BadRows)} kept apart`] : []),
    ...(SecondsLeft === null || SecondsLeft === undefined ? [] : [`about ${toDuration(SecondsLeft)} left`]),
  ]
  return parts.join('  ').slice(0, columns)
}

const toBar = (share: number): string => {
  const filled = Math.round(share * barWidth)
  return `[${'='.repeat(filled)}${' '.repeat(barWidth - filled)}]`
}

const units = ['B', 'kB', 'MB', 'GB', 'TB']

export function toSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** Thousands apart. */
const toCount = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ' ')

function toDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
