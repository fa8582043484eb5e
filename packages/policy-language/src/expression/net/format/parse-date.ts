import { NetException } from '../../run/net-exception.ts'
import { argumentNullException, formatException } from '../failures.ts'
import { dayNumber, isValidDate } from '../time/calendar.ts'
import { dateTimeKind, dateTimeParts, MAX_DATE_TICKS, NetDateTime } from '../time/date-time.ts'
import { NetDateTimeOffset } from '../time/date-time-offset.ts'
import { TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND } from '../time/time-span.ts'
import { dayNames, monthNames, shortName } from './date-words.ts'

/** Flags of `System.Globalization.DateTimeStyles`. */
export const dateTimeStyles = {
  None: 0,
  AllowLeadingWhite: 1,
  AllowTrailingWhite: 2,
  AllowInnerWhite: 4,
  AllowWhiteSpaces: 7,
  NoCurrentDateDefault: 8,
  AdjustToUniversal: 16,
  AssumeLocal: 32,
  AssumeUniversal: 64,
  RoundtripKind: 128,
} as const

/** What a text says about a moment. `offset` is in ticks; absent when it says nothing of a time zone. */
export interface ReadMoment {
  readonly ticks: bigint
  readonly offset: bigint | undefined
  /** Its zone was `Z` or `GMT`. */
  readonly isUtc: boolean
}

/**
 * `DateTime.Parse` with the invariant culture: ISO 8601, RFC 1123, month before day in numbers, names of months.
 * @param today midnight of the current day in ticks, for a time without a date
 * @see https://learn.microsoft.com/dotnet/api/system.datetime.parse
 * @throws System.ArgumentNullException, System.FormatException
 */
export function parseDateTime(text: string | null, today: () => bigint, style: number = 0): NetDateTime {
  if (text === null) throw argumentNullException('s')
  return toDateTime(readMoment(text, today, style) ?? refuse(text, 'DateTime'), style)
}

/** `DateTime.TryParse`: undefined for what is no date. */
export const tryParseDateTime = (text: string, today: () => bigint): NetDateTime | undefined =>
  orUndefined(() => parseDateTime(text, today))

/** `DateTimeOffset.Parse`: as dates, UTC where nothing else is said. */
export function parseDateTimeOffset(text: string | null, today: () => bigint, style: number = 0): NetDateTimeOffset {
  if (text === null) throw argumentNullException('input')
  return toDateTimeOffset(readMoment(text, today, style) ?? refuse(text, 'DateTimeOffset'), style)
}

/** Runs a parser; undefined where it throws an exception of .NET. */
export function orUndefined<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof NetException) return undefined
    throw error
  }
}

/** The local time of a gateway is UTC, so a moment with an offset is moved to UTC and called local. */
export function toDateTime({ ticks, offset, isUtc }: ReadMoment, style: number): NetDateTime {
  if (offset === undefined) {
    if (style & dateTimeStyles.AssumeUniversal)
      return new NetDateTime(ticks, style & dateTimeStyles.AdjustToUniversal ? dateTimeKind.Utc : dateTimeKind.Local)
    if (style & dateTimeStyles.AssumeLocal)
      return new NetDateTime(ticks, style & dateTimeStyles.AdjustToUniversal ? dateTimeKind.Utc : dateTimeKind.Local)
    return new NetDateTime(ticks)
  }
  const utc = ticks - offset
  if (utc < 0n || utc > MAX_DATE_TICKS)
    throw formatException('The UTC representation of the date falls outside the year range 1-9999.')
  if (style & dateTimeStyles.AdjustToUniversal || (isUtc && style & dateTimeStyles.RoundtripKind))
    return new NetDateTime(utc, dateTimeKind.Utc)
  return new NetDateTime(utc, dateTimeKind.Local)
}

export function toDateTimeOffset({ ticks, offset = 0n }: ReadMoment, style: number): NetDateTimeOffset {
  if (style & dateTimeStyles.AdjustToUniversal) return new NetDateTimeOffset(ticks - offset, 0n)
  return new NetDateTimeOffset(ticks, offset)
}

export function refuse(text: string, type: string): never {
  throw formatException(`String '${text}' was not recognized as a valid ${type}.`)
}

const timePattern =
  /(?:^|[T\s])\s*(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d+))?)?\s*(AM|PM|A|P)?|\s*(AM|PM|A|P))\s*(Z|GMT|[+-]\d{1,2}(?::?\d{2})?)?\s*$/i

/** No form of a date is longer; patterns would take long to see it of a text that is. */
const MAX_LENGTH = 200

/** The moment in a text of any common form; undefined when it has none. */
export function readMoment(text: string, today: () => bigint, style: number): ReadMoment | undefined {
  const trimmed = text.replace(/\0+$/, '').trim()
  if (trimmed.length > MAX_LENGTH) return undefined
  const time = timePattern.exec(trimmed)
  const datePart = time === null ? trimmed : trimmed.slice(0, time.index)
  const clock = time === null ? 0n : readClock(time)
  if (clock === undefined || (time === null && datePart === '')) return undefined
  const day = datePart.trim() === '' ? defaultDay(today, style) : readDate(datePart.trim(), today)
  if (day === undefined) return undefined
  const zone = time?.[7]
  const offset = zone === undefined ? undefined : readZone(zone)
  if (zone !== undefined && offset === undefined) return undefined
  return { ticks: day + clock, offset, isUtc: zone !== undefined && /^(Z|GMT)$/i.test(zone) }
}

function defaultDay(today: () => bigint, style: number): bigint {
  return style & dateTimeStyles.NoCurrentDateDefault ? 0n : today()
}

function readClock(match: RegExpExecArray): bigint | undefined {
  const [, hours, minutes, seconds, fraction, half, halfOnly] = match
  const mark = (half ?? halfOnly)?.[0]?.toUpperCase()
  return clockTicks({
    hour: Number(hours),
    minute: Number(minutes ?? 0),
    second: Number(seconds ?? 0),
    fraction: fractionTicks(fraction),
    half: mark,
  })
}

/** Ticks since midnight; undefined for what no clock shows. `half` is `A` or `P` on a clock of 12 hours. */
export function clockTicks(clock: {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly fraction: bigint
  readonly half?: string | undefined
}): bigint | undefined {
  let { hour } = clock
  if (clock.half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (clock.half === 'P' ? 12 : 0)
  }
  if (hour > 23 || clock.minute > 59 || clock.second > 59) return undefined
  return (
    BigInt(hour) * TICKS_PER_HOUR +
    BigInt(clock.minute) * TICKS_PER_MINUTE +
    BigInt(clock.second) * TICKS_PER_SECOND +
    clock.fraction
  )
}

/** Digits after the point in ticks; the eighth rounds. */
function fractionTicks(digits = ''): bigint {
  const ticks = BigInt(digits.slice(0, 7).padEnd(7, '0'))
  return Number(digits[7] ?? 0) >= 5 ? ticks + 1n : ticks
}

/** An offset as text in ticks; undefined beyond 14 hours. */
export function readZone(zone: string): bigint | undefined {
  if (/^(Z|GMT)$/i.test(zone)) return 0n
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  const total = Number(hours) * 60 + Number(minutes)
  if (hours === undefined || Number(minutes) > 59 || total > 14 * 60) return undefined
  return BigInt(sign === '-' ? -total : total) * TICKS_PER_MINUTE
}

const monthWords = new Map(
  monthNames.flatMap((name, i) => [
    [name.toLowerCase(), i + 1],
    [shortName(name).toLowerCase(), i + 1],
  ]),
)
const dayWords = new Map(
  dayNames.flatMap((name, i) => [
    [name.toLowerCase(), i],
    [shortName(name).toLowerCase(), i],
  ]),
)

function readDate(text: string, today: () => bigint): bigint | undefined {
  const tokens = text.match(/\d+|[A-Za-z]+|[^\s\dA-Za-z]/g) ?? []
  if (!/^(?:[\dA-Za-z]+|[\s,/.-])+$/.test(text)) return undefined
  const numbers: string[] = []
  let month: number | undefined
  let monthAt = -1
  let weekday: number | undefined
  for (const token of tokens) {
    if (/^\d/.test(token)) numbers.push(token)
    else if (/^[A-Za-z]/.test(token)) {
      const word = token.toLowerCase()
      if (monthWords.has(word) && month === undefined) {
        month = monthWords.get(word)
        monthAt = numbers.length
      } else if (dayWords.has(word) && weekday === undefined) weekday = dayWords.get(word)
      else return undefined
    }
  }
  const date = month === undefined ? fromNumbers(numbers, today) : withMonthName(month, monthAt, numbers, today)
  if (date === undefined || !isValidDate(date.year, date.month, date.day)) return undefined
  const days = dayNumber(date.year, date.month, date.day)
  // A day of the week that is not the date's own makes the text wrong.
  if (weekday !== undefined && (days + 1) % 7 !== weekday) return undefined
  return BigInt(days) * TICKS_PER_DAY
}

interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

function fromNumbers(numbers: readonly string[], today: () => bigint): CalendarDate | undefined {
  const [a = '', b = '', c = ''] = numbers
  if (numbers.length === 3) {
    if (a.length >= 3) return fullYear(a, Number(b), Number(c))
    return fullYear(c, Number(a), Number(b))
  }
  if (numbers.length !== 2) return undefined
  if (a.length >= 3) return fullYear(a, Number(b), 1)
  if (b.length >= 3) return fullYear(b, Number(a), 1)
  return { year: dateTimeParts({ ticks: today() }).year, month: Number(a), day: Number(b) }
}

function withMonthName(
  month: number,
  monthAt: number,
  numbers: readonly string[],
  today: () => bigint,
): CalendarDate | undefined {
  const [a = '', b = ''] = numbers
  if (numbers.length === 1) {
    if (a.length >= 3) return fullYear(a, month, 1)
    return { year: dateTimeParts({ ticks: today() }).year, month, day: Number(a) }
  }
  if (numbers.length !== 2) return undefined
  // `2020 Mar 5` begins with the year, `5 Mar 2020` and `Mar 5, 2020` end with it.
  if (a.length >= 3 && monthAt > 0) return fullYear(a, month, Number(b))
  return fullYear(b, month, Number(a))
}

/** Two digits are years from 1950 to 2049. */
function fullYear(digits: string, month: number, day: number): CalendarDate | undefined {
  if (digits.length > 4) return undefined
  const year = Number(digits)
  return { year: digits.length <= 2 ? year + (year < 50 ? 2000 : 1900) : year, month, day }
}
