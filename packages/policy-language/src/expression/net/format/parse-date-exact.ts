import { argumentNullException, formatException } from '../failures.ts'
import { dayNumber, isValidDate } from '../time/calendar.ts'
import { dateTimeParts, type NetDateTime } from '../time/date-time.ts'
import type { NetDateTimeOffset } from '../time/date-time-offset.ts'
import { TICKS_PER_DAY } from '../time/time-span.ts'
import { dayNames, monthNames, readDatePattern, shortName, standardDatePattern } from './date-words.ts'
import {
  clockTicks,
  dateTimeStyles,
  type ReadMoment,
  readZone,
  refuse,
  toDateTime,
  toDateTimeOffset,
} from './parse-date.ts'

/**
 * `DateTime.ParseExact` with the invariant culture: the text must be of one of the formats.
 * @see https://learn.microsoft.com/dotnet/api/system.datetime.parseexact
 * @throws System.ArgumentNullException, System.FormatException
 */
export function parseDateTimeExact(
  text: string | null,
  formats: readonly string[],
  today: () => bigint,
  style: number = 0,
): NetDateTime {
  if (text === null) throw argumentNullException('s')
  return toDateTime(readExactly(text, formats, today, style) ?? refuse(text, 'DateTime'), adjusted(formats, style))
}

export function parseDateTimeOffsetExact(
  text: string | null,
  formats: readonly string[],
  today: () => bigint,
  style: number = 0,
): NetDateTimeOffset {
  if (text === null) throw argumentNullException('input')
  return toDateTimeOffset(readExactly(text, formats, today, style) ?? refuse(text, 'DateTimeOffset'), style)
}

/** The round-trip format brings the kind back by itself. */
function adjusted(formats: readonly string[], style: number): number {
  return formats.every((format) => format === 'o' || format === 'O') ? style | dateTimeStyles.RoundtripKind : style
}

function readExactly(
  text: string,
  formats: readonly string[],
  today: () => bigint,
  style: number,
): ReadMoment | undefined {
  for (const format of formats) {
    if (format === '') throw formatException('Format specifier was invalid.')
    const pattern = format.length > 1 ? format : standardDatePattern(format)
    if (pattern === undefined) throw formatException('Format specifier was invalid.')
    const moment = readByPattern(text, pattern, today, style)
    if (moment === undefined) continue
    // `r` and `u` say GMT and Z in quoted text, which the pattern alone would not understand.
    return /^[ru]$/i.test(format)
      ? { ...moment, offset: style & dateTimeStyles.AdjustToUniversal ? 0n : undefined }
      : moment
  }
  return undefined
}

interface Fields {
  year?: number
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  fraction?: bigint
  half?: string
  weekday?: number
  zone?: string
}

function readByPattern(text: string, pattern: string, today: () => bigint, style: number): ReadMoment | undefined {
  const parts = readDatePattern(pattern, 'dfFghHKmMstyz')
  if (parts === undefined) throw formatException('Format specifier was invalid.')
  const fields: Fields = {}
  const skipsSpace = (flag: number) => (style & flag) !== 0
  let at = 0
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at++
  }
  if (skipsSpace(dateTimeStyles.AllowLeadingWhite)) skip()
  for (const [i, part] of parts.entries()) {
    if (skipsSpace(dateTimeStyles.AllowInnerWhite)) skip()
    if ('text' in part) {
      if (part.text.trim() === '' && skipsSpace(dateTimeStyles.AllowInnerWhite)) continue
      if (!text.startsWith(part.text, at)) {
        // A point before an optional fraction may be missing with it.
        if (part.text === '.' && isOptionalFraction(parts[i + 1])) continue
        return undefined
      }
      at += part.text.length
      continue
    }
    const length = readField(part.letter, part.count, text.slice(at), fields)
    if (length === undefined) return undefined
    at += length
  }
  if (skipsSpace(dateTimeStyles.AllowTrailingWhite)) skip()
  return at === text.length ? momentOf(fields, today, style) : undefined
}

function isOptionalFraction(part: { readonly letter: string } | { readonly text: string } | undefined): boolean {
  return part !== undefined && 'letter' in part && part.letter === 'F'
}

/** Reads one field from the start of the rest; the number of characters read, undefined when there is no such field. */
function readField(letter: string, count: number, rest: string, fields: Fields): number | undefined {
  const digits = (least: number, most: number) => new RegExp(`^\\d{${least},${most}}`).exec(rest)?.[0]
  const put = (key: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', found: string | undefined) => {
    if (found === undefined) return undefined
    const value = Number(found)
    if (fields[key] !== undefined && fields[key] !== value) return undefined
    fields[key] = value
    return found.length
  }
  switch (letter) {
    case 'd': {
      if (count <= 2) return put('day', digits(count, 2))
      const day = readName(rest, dayNames, count === 3)
      if (day === undefined) return undefined
      fields.weekday = day.index
      return day.length
    }
    case 'M': {
      if (count <= 2) return put('month', digits(count, 2))
      const month = readName(rest, monthNames, count === 3)
      if (month === undefined) return undefined
      fields.month = month.index + 1
      return month.length
    }
    case 'y': {
      if (count > 2) return put('year', digits(count, count === 3 ? 4 : count))
      const found = digits(count, 2)
      if (found === undefined) return undefined
      fields.year = Number(found) + (Number(found) < 50 ? 2000 : 1900)
      return found.length
    }
    case 'h':
    case 'H':
      return put('hour', digits(Math.min(count, 2), 2))
    case 'm':
      return put('minute', digits(Math.min(count, 2), 2))
    case 's':
      return put('second', digits(Math.min(count, 2), 2))
    case 'f':
    case 'F': {
      if (count > 7) throw formatException('Format specifier was invalid.')
      const found = digits(letter === 'f' ? count : 0, count) ?? ''
      if (letter === 'f' && found === '') return undefined
      fields.fraction = BigInt(found.padEnd(7, '0'))
      return found.length
    }
    case 't': {
      const found = (count === 1 ? /^[AP]/i : /^[AP]M/i).exec(rest)?.[0]
      if (found === undefined) return undefined
      fields.half = found.slice(0, 1).toUpperCase()
      return found.length
    }
    case 'g':
      return /^A\.D\./i.exec(rest)?.[0].length
    case 'K': {
      const found = /^(?:Z|[+-]\d{2}:?\d{2})/i.exec(rest)?.[0]
      if (found !== undefined) fields.zone = found
      return found?.length ?? 0
    }
    default: {
      const pattern = count >= 3 ? /^(?:Z|[+-]\d{1,2}:?\d{2})/i : count === 2 ? /^[+-]\d{2}/ : /^[+-]\d{1,2}/
      const found = pattern.exec(rest)?.[0]
      if (found !== undefined) fields.zone = found
      return found?.length
    }
  }
}

function readName(
  rest: string,
  names: readonly string[],
  isShort: boolean,
): { index: number; length: number } | undefined {
  const lower = rest.toLowerCase()
  for (const [index, name] of names.entries()) {
    const expected = isShort ? shortName(name) : name
    if (lower.startsWith(expected.toLowerCase())) return { index, length: expected.length }
  }
  return undefined
}

function momentOf(fields: Fields, today: () => bigint, style: number): ReadMoment | undefined {
  const clock = clockTicks({
    hour: fields.hour ?? 0,
    minute: fields.minute ?? 0,
    second: fields.second ?? 0,
    fraction: fields.fraction ?? 0n,
    half: fields.half,
  })
  const date = dateOf(fields, today, style)
  if (clock === undefined || !isValidDate(date.year, date.month, date.day)) return undefined
  const days = dayNumber(date.year, date.month, date.day)
  if (fields.weekday !== undefined && (days + 1) % 7 !== fields.weekday) return undefined
  const offset = fields.zone === undefined ? undefined : readZone(fields.zone)
  if (fields.zone !== undefined && offset === undefined) return undefined
  return { ticks: BigInt(days) * TICKS_PER_DAY + clock, offset, isUtc: /^z$/i.test(fields.zone ?? '') }
}

/** A format without a date means today, one without a year this year, one without a month or day the first. */
function dateOf({ year, month, day }: Fields, today: () => bigint, style: number) {
  if (year === undefined && month === undefined && day === undefined) {
    if (style & dateTimeStyles.NoCurrentDateDefault) return { year: 1, month: 1, day: 1 }
    return dateTimeParts({ ticks: today() })
  }
  return { year: year ?? dateTimeParts({ ticks: today() }).year, month: month ?? 1, day: day ?? 1 }
}
