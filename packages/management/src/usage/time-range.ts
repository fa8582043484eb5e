import { AppError, toSeconds } from '@sluice/contracts'

/** Unix milliseconds; `to` is not part of it. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** Last moment that a `Date` has: later ones cannot be written down. */
const latest = 8_640_000_000_000_000

/** A time in ISO 8601; without a zone it is UTC, as everywhere in this API. @returns undefined when it is none */
export function parseTime(text: string): number | undefined {
  const isDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/i.test(text)
  if (!isDateTime && !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const isZoned = !isDateTime || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)
  const time = Date.parse(isZoned ? text : `${text}Z`)
  return Number.isNaN(time) || time < 0 || time > latest ? undefined : time
}

/** @throws AppError `InvalidQueryParameter` */
export function readTime(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const time = parseTime(text)
  if (time !== undefined) return time
  throw new AppError('InvalidQueryParameter', {
    name,
    reason: `'${text}' is no date and time, such as 2026-03-10T12:00:00Z.`,
  })
}

/** The query parameter `interval` in minutes. @throws AppError `InvalidQueryParameter` */
export function readInterval(query: URLSearchParams, multipleOfMinutes: number): number | undefined {
  const text = query.get('interval')
  if (text === null || text === '') return undefined
  const minutes = (toSeconds(text) ?? 0) / 60
  if (minutes > 0 && minutes <= longestInterval && minutes % multipleOfMinutes === 0) return minutes
  throw new AppError('InvalidQueryParameter', {
    name: 'interval',
    reason: `'${text}' is no ISO 8601 duration that is a multiple of PT${multipleOfMinutes}M, up to P3650D.`,
  })
}

const longestInterval = 3650 * 1440

/** `PT15M`, `PT6H`, `P7D`: the largest unit that says it whole. */
export function toDuration(minutes: number): string {
  if (minutes % 1440 === 0) return `P${minutes / 1440}D`
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`
}
