import { NetException } from '../../run/net-exception.ts'
import { argumentNullException, formatException } from '../failures.ts'
import {
  NetTimeSpan,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  timeSpanParts,
} from '../time/time-span.ts'
import { fractionDigits } from './date-format.ts'
import { readDatePattern } from './date-words.ts'

/**
 * A `TimeSpan` by `c` (the default), `g`, `G` or a custom format, which never shows the sign.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings
 * @throws System.FormatException
 */
export function formatTimeSpan(value: NetTimeSpan, format?: string | null): string {
  const given = format || 'c'
  if (given.length > 1) return custom(value, given)
  const parts = magnitudes(value)
  const sign = value.ticks < 0n ? '-' : ''
  const clock = `${two(parts.minutes)}:${two(parts.seconds)}`
  const fraction = fractionDigits(parts.fraction, 7)
  switch (given) {
    case 'c':
    case 't':
    case 'T':
      return `${sign}${parts.days > 0 ? `${parts.days}.` : ''}${two(parts.hours)}:${clock}${parts.fraction > 0 ? `.${fraction}` : ''}`
    case 'g': {
      const short = fraction.replace(/0+$/, '')
      return `${sign}${parts.days > 0 ? `${parts.days}:` : ''}${parts.hours}:${clock}${short === '' ? '' : `.${short}`}`
    }
    case 'G':
      return `${sign}${parts.days}:${two(parts.hours)}:${clock}.${fraction}`
    default:
      throw formatException()
  }
}

function custom(value: NetTimeSpan, format: string): string {
  const pattern = readDatePattern(format, 'dhmsfF')
  // Unlike in dates, separators stand for nothing here: they must be quoted or escaped.
  if (pattern === undefined || /[^dhmsfF%]/.test(withoutLiterals(format))) throw formatException()
  const parts = magnitudes(value)
  let text = ''
  for (const part of pattern) {
    if ('text' in part) {
      text += part.text
      continue
    }
    const { letter, count } = part
    if (letter === 'f') text += fractionDigits(parts.fraction, count)
    else if (letter === 'F') text += fractionDigits(parts.fraction, count).replace(/0+$/, '')
    else if (letter === 'd') {
      if (count > 8) throw formatException()
      text += parts.days.toString().padStart(count, '0')
    } else {
      if (count > 2) throw formatException()
      const number = letter === 'h' ? parts.hours : letter === 'm' ? parts.minutes : parts.seconds
      text += number.toString().padStart(count, '0')
    }
  }
  return text
}

function withoutLiterals(format: string): string {
  return format.replace(/\\.|'[^']*'|"[^"]*"/gs, '')
}

const shape = /^\s*(-)?(?:(\d+)|(?:(\d+)[.:])?(\d+):(\d+):(\d+)(?:\.(\d{1,7}))?|(?:(\d+)\.)?(\d+):(\d+))\s*$/

/**
 * `TimeSpan.Parse`: days, `[d.]hh:mm`, `[d.]hh:mm:ss[.fffffff]` or `d:hh:mm:ss[.fffffff]`.
 * @see https://learn.microsoft.com/dotnet/api/system.timespan.parse
 * @throws System.ArgumentNullException, System.FormatException, System.OverflowException
 */
export function parseTimeSpan(text: string | null): NetTimeSpan {
  if (text === null) throw argumentNullException('input')
  const match = shape.exec(text)
  if (match === null) throw formatException(`String '${text}' was not recognized as a valid TimeSpan.`)
  const [, sign, onlyDays, days, hours, minutes, seconds, fraction = '', shortDays, shortHours, shortMinutes] = match
  const day = Number(onlyDays ?? days ?? shortDays ?? 0)
  const hour = Number(hours ?? shortHours ?? 0)
  const minute = Number(minutes ?? shortMinutes ?? 0)
  const second = Number(seconds ?? 0)
  if (day > 10_675_199 || hour > 23 || minute > 59 || second > 59) throw outOfRange(text)
  const ticks =
    BigInt(day) * TICKS_PER_DAY +
    BigInt(hour) * TICKS_PER_HOUR +
    BigInt(minute) * TICKS_PER_MINUTE +
    BigInt(second) * TICKS_PER_SECOND +
    BigInt(fraction.padEnd(7, '0'))
  const signed = sign === undefined ? ticks : -ticks
  if (signed > NetTimeSpan.maxValue.ticks || signed < NetTimeSpan.minValue.ticks) throw outOfRange(text)
  return new NetTimeSpan(signed)
}

/** As `parseTimeSpan`; undefined where that throws. */
export function tryParseTimeSpan(text: string | null): NetTimeSpan | undefined {
  try {
    return parseTimeSpan(text)
  } catch (error) {
    if (error instanceof NetException) return undefined
    throw error
  }
}

function outOfRange(text: string): NetException {
  return new NetException(
    'System.OverflowException',
    `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
  )
}

function magnitudes(value: NetTimeSpan) {
  const parts = timeSpanParts(value)
  return {
    days: Math.abs(parts.days),
    hours: Math.abs(parts.hours),
    minutes: Math.abs(parts.minutes),
    seconds: Math.abs(parts.seconds),
    fraction: Math.abs(parts.fraction),
  }
}

function two(value: number): string {
  return value.toString().padStart(2, '0')
}
