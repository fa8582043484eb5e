import { formatException } from '../failures.ts'
import { dateTimeKind, dateTimeParts, type NetDateTime } from '../time/date-time.ts'
import { type NetDateTimeOffset, toOffset } from '../time/date-time-offset.ts'
import { TICKS_PER_MINUTE } from '../time/time-span.ts'
import { dayNames, monthNames, readDatePattern, shortName, standardDatePattern } from './date-words.ts'

const letters = 'dfFghHKmMstyz'

/**
 * A `DateTime` by a standard or custom format of the invariant culture; none is `G`.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
 * @throws System.FormatException
 */
export function formatDateTime(date: NetDateTime, format?: string | null): string {
  return formatByPattern(date, patternOf(format || 'G'), undefined)
}

/** A `DateTimeOffset`; without a format `G` and the offset. `r` and `u` show UTC. @throws System.FormatException */
export function formatDateTimeOffset(value: NetDateTimeOffset, format?: string | null): string {
  const given = format || 'MM/dd/yyyy HH:mm:ss zzz'
  // The one format that changes the kind has no meaning where there is none.
  if (given === 'U') throw formatException()
  const shown = given === 'r' || given === 'R' || given === 'u' ? toOffset(value, 0n) : value
  return formatByPattern(shown, patternOf(given), shown.offsetTicks)
}

function patternOf(format: string): string {
  if (format.length > 1) return format
  const pattern = standardDatePattern(format)
  if (pattern === undefined) throw formatException()
  return pattern
}

function formatByPattern(date: NetDateTime | NetDateTimeOffset, pattern: string, offset: bigint | undefined): string {
  const parts = readDatePattern(pattern, letters)
  if (parts === undefined) throw formatException()
  const clock = dateTimeParts(date)
  let text = ''
  for (const part of parts) {
    if ('text' in part) {
      text += part.text
      continue
    }
    const { letter, count } = part
    switch (letter) {
      case 'd':
        if (count <= 2) text += pad(clock.day, count)
        else text += nameOf(dayNames[clock.dayOfWeek], count)
        break
      case 'M':
        if (count <= 2) text += pad(clock.month, count)
        else text += nameOf(monthNames[clock.month - 1], count)
        break
      case 'y':
        text += count <= 2 ? pad(clock.year % 100, count) : pad(clock.year, count)
        break
      case 'h':
        text += pad(clock.hour % 12 || 12, Math.min(count, 2))
        break
      case 'H':
        text += pad(clock.hour, Math.min(count, 2))
        break
      case 'm':
        text += pad(clock.minute, Math.min(count, 2))
        break
      case 's':
        text += pad(clock.second, Math.min(count, 2))
        break
      case 't':
        text += count === 1 ? (clock.hour < 12 ? 'A' : 'P') : clock.hour < 12 ? 'AM' : 'PM'
        break
      case 'g':
        text += 'A.D.'
        break
      case 'f':
        text += fractionDigits(clock.fraction, count)
        break
      case 'F': {
        const digits = fractionDigits(clock.fraction, count).replace(/0+$/, '')
        // A point right before a fraction of nothing goes with it.
        if (digits === '' && text.endsWith('.')) text = text.slice(0, -1)
        text += digits
        break
      }
      case 'K':
        text += offset !== undefined ? offsetText(offset, 3) : kindText(date as NetDateTime)
        break
      case 'z':
        text += offsetText(offset ?? 0n, count)
        break
    }
  }
  return text
}

/** `+02:00` for three letters, `+02` for two, `+2` for one. */
export function offsetText(offsetTicks: bigint, count: number): string {
  const minutes = Math.abs(Number(offsetTicks / TICKS_PER_MINUTE))
  const sign = offsetTicks < 0n ? '-' : '+'
  const hours = Math.floor(minutes / 60)
  if (count >= 3) return `${sign}${pad(hours, 2)}:${pad(minutes % 60, 2)}`
  return sign + pad(hours, count)
}

function kindText(date: NetDateTime): string {
  if (date.kind === dateTimeKind.Utc) return 'Z'
  return date.kind === dateTimeKind.Local ? '+00:00' : ''
}

/** @throws System.FormatException for more digits than a tick has */
export function fractionDigits(ticks: number, count: number): string {
  if (count > 7) throw formatException()
  return pad(ticks, 7).slice(0, count)
}

function nameOf(name: string | undefined, count: number): string {
  return count === 3 ? shortName(name ?? '') : (name ?? '')
}

function pad(value: number, length: number): string {
  return value.toString().padStart(length, '0')
}
