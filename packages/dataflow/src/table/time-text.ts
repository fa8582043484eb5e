const isoForm = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
const usForm =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:\s*(AM|PM))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Reads ISO 8601 or the US style (`9/21/2014 11:10:00 AM`); a time without an offset is taken for UTC.
 * @returns milliseconds since 1970-01-01 UTC, or undefined when the text is no time
 */
export function parseDateTime(text: string): number | undefined {
  const trimmed = text.trim()
  const iso = isoForm.exec(trimmed)
  if (iso !== null) {
    const [, year, month, day, hour = '0', minute, second, fraction, offset] = iso
    return toMilliseconds([year, month, day, hour, minute, second, fraction], offset)
  }
  const us = usForm.exec(trimmed)
  if (us === null) return undefined
  const [, month, day, year, hour = '0', minute, second, fraction, half, offset] = us
  const hour24 = toHour24(Number(hour), half)
  return hour24 === undefined
    ? undefined
    : toMilliseconds([year, month, day, String(hour24), minute, second, fraction], offset)
}

function toHour24(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
}

function toMilliseconds(parts: readonly (string | undefined)[], offset: string | undefined): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, fraction = 0] = parts.map((part) =>
    Number(part ?? 0),
  )
  if (hour > 23 || minute > 59 || second > 59 || year < 1) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const local = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + fraction * 1000
  return local - offsetMinutes(offset) * 60_000
}

function offsetMinutes(offset: string | undefined): number {
  if (offset === undefined || offset.toUpperCase() === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return offset.startsWith('-') ? -minutes : minutes
}

/** US style without fractions of a second, as the compatible service answers: `9/21/2014 11:10:00 AM`. */
export function toDateTimeText(milliseconds: number): string {
  const date = new Date(milliseconds)
  const hour = date.getUTCHours()
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${String(date.getUTCFullYear()).padStart(4, '0')}`
  const time = `${hour % 12 === 0 ? 12 : hour % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${day} ${time} ${hour < 12 ? 'AM' : 'PM'}`
}

export const toDateTimeOffsetText = (milliseconds: number): string => `${toDateTimeText(milliseconds)} +00:00`

const timeSpanForm = /^(-)?(?:(\d{1,8})\.)?(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,7})?)?$/

/** Reads `[-][d.]hh:mm[:ss[.fffffff]]`. @returns milliseconds, or undefined when the text is no time span */
export function parseTimeSpan(text: string): number | undefined {
  const match = timeSpanForm.exec(text.trim())
  if (match === null) return undefined
  const [, sign, days = '0', hours, minutes, seconds = '0', fraction = '0'] = match
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const wholeSeconds = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
  const milliseconds = (wholeSeconds + Number(fraction)) * 1000
  return sign === undefined ? milliseconds : -milliseconds
}

/** .NET's constant form: `1.02:03:04.5000000`. */
export function toTimeSpanText(milliseconds: number): string {
  const ticks = Math.round(Math.abs(milliseconds) * 10_000)
  const fraction = ticks % 10_000_000
  const seconds = Math.floor(ticks / 10_000_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(seconds / 86_400)
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  const sign = milliseconds < 0 && ticks > 0 ? '-' : ''
  return `${sign}${days > 0 ? `${days}.` : ''}${clock}${fraction > 0 ? `.${String(fraction).padStart(7, '0')}` : ''}`
}
