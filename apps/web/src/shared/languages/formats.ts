import { useTranslation } from 'react-i18next'

export interface Formats {
  number(value: number): string
  /** With the digits that count, five unless asked otherwise; very large and very small ones with an exponent. */
  figure(value: number, digits?: 5 | 10): string
  /** Date and time to the second, in the zone of the browser. */
  moment(iso: string): string
  day(iso: string): string
  /** Time of day to the millisecond. */
  clock(at: Date): string
  /** A time at an axis that spans so many milliseconds: as much as tells its neighbours apart. */
  tick(at: Date, spanMs: number): string
  /** `3 minutes ago`, `in 2 days`. */
  relative(iso: string, now: number): string
  /** `12.3 kB`. */
  bytes(count: number): string
  /** How long something took or takes, in its two largest units: `840 ms`, `1.2 s`, `2 min 5 s`. */
  duration(ms: number): string
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const timeUnits = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const
const byLanguage = new Map<string, Formats>()

/** Numbers and dates as the language in use writes them. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  return formatsOf(i18n.language)
}

export function formatsOf(language: string): Formats {
  const known = byLanguage.get(language)
  if (known !== undefined) return known
  const made = createFormats(language)
  byLanguage.set(language, made)
  return made
}

function createFormats(language: string): Formats {
  const numbers = new Intl.NumberFormat(language)
  const figures = {
    5: new Intl.NumberFormat(language, { maximumSignificantDigits: 5 }),
    10: new Intl.NumberFormat(language, { maximumSignificantDigits: 10 }),
  }
  const exponents = new Intl.NumberFormat(language, { notation: 'scientific', maximumSignificantDigits: 4 })
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const clocks = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  })
  const dayTimes = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
  const monthDays = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
  const relatives = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  return {
    number: (value) => numbers.format(value),
    figure(value, digits = 5) {
      const size = Math.abs(value)
      if (Number.isInteger(value) && size < 1e15) return numbers.format(value)
      return (size !== 0 && size < 1e-4) || size >= 1e15 ? exponents.format(value) : figures[digits].format(value)
    },
    moment: (iso) => moments.format(new Date(iso)),
    day: (iso) => days.format(new Date(iso)),
    clock: (at) => clocks.format(at),
    tick(at, spanMs) {
      // A day that begins says which.
      const isMidnight = at.getHours() === 0 && at.getMinutes() === 0
      return spanMs > 4 * 86_400_000 || isMidnight ? monthDays.format(at) : dayTimes.format(at)
    },
    relative(iso, now) {
      const seconds = Math.round((Date.parse(iso) - now) / 1000)
      const [unit, size] = timeUnits.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const)
      return relatives.format(Math.trunc(seconds / size), unit)
    },
    bytes(count) {
      const step = count < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(count) / 3))
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: byteUnits[step] ?? 'byte',
        unitDisplay: step === 0 ? 'long' : 'short',
        maximumFractionDigits: 1,
      }).format(count / 1000 ** step)
    },
    // Symbols of units are the same in every language.
    duration(ms) {
      if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
      const seconds = Math.round(ms / 1_000)
      if (seconds < 10) return `${numbers.format(Math.round(ms / 100) / 10)} s`
      if (seconds < 60) return `${seconds} s`
      const minutes = Math.floor(seconds / 60)
      if (minutes < 60) return `${minutes} min ${seconds % 60} s`
      return `${numbers.format(Math.floor(minutes / 60))} h ${minutes % 60} min`
    },
  }
}
