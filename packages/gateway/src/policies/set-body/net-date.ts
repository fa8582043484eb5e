const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?(?:Z|[+-]\d{2}:\d{2})?$/
const millisecondsDate = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/

/** The moment that a text of JSON stands for, when it is in one of the two forms of dates. */
export function parseJsonDate(text: string): Date | undefined {
  const milliseconds = millisecondsDate.exec(text)?.[1]
  if (milliseconds !== undefined) return toDate(Number(milliseconds))
  if (!isoDate.test(text)) return undefined
  return toDate(Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`))
}

function toDate(timeMs: number): Date | undefined {
  const date = new Date(timeMs)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** What a date is written as where no format is asked for. */
export const defaultDateFormat = 'MM/dd/yyyy HH:mm:ss'

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const specifier = /'([^']*)'|"([^"]*)"|\\(.)|d{1,4}|M{1,4}|y{1,5}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|t{1,2}|K|z{1,3}/g

/**
 * A date in UTC by a custom format string of .NET, invariant culture.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
 */
export function formatNetDate(date: Date, format: string): string {
  return format.replace(specifier, (found, single?: string, double?: string, escaped?: string) => {
    const literal = single ?? double ?? escaped
    return literal ?? formatPart(date, found)
  })
}

function formatPart(date: Date, part: string): string {
  const pad = (value: number) => String(value).padStart(Math.min(part.length, 2), '0')
  const hours = date.getUTCHours()
  switch (part.charAt(0)) {
    case 'd': {
      if (part.length < 3) return pad(date.getUTCDate())
      const name = days[date.getUTCDay()] ?? ''
      return part.length === 3 ? name.slice(0, 3) : name
    }
    case 'M': {
      if (part.length < 3) return pad(date.getUTCMonth() + 1)
      const name = months[date.getUTCMonth()] ?? ''
      return part.length === 3 ? name.slice(0, 3) : name
    }
    case 'y':
      return part.length < 3
        ? pad(date.getUTCFullYear() % 100)
        : String(date.getUTCFullYear()).padStart(part.length, '0')
    case 'H':
      return pad(hours)
    case 'h':
      return pad(hours % 12 === 0 ? 12 : hours % 12)
    case 'm':
      return pad(date.getUTCMinutes())
    case 's':
      return pad(date.getUTCSeconds())
    case 'f':
      return String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(7, '0').slice(0, part.length)
    case 't':
      return (hours < 12 ? 'AM' : 'PM').slice(0, part.length)
    case 'K':
      return 'Z'
    default:
      return part.length === 3 ? '+00:00' : part.length === 2 ? '+00' : '+0'
  }
}
