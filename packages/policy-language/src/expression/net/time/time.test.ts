import { describe, expect, it } from 'vitest'
import { formatDateTime, formatDateTimeOffset } from '../format/date-format.ts'
import { dateTimeStyles, parseDateTime, parseDateTimeOffset } from '../format/parse-date.ts'
import { parseDateTimeExact } from '../format/parse-date-exact.ts'
import { formatTimeSpan, parseTimeSpan, tryParseTimeSpan } from '../format/time-span-format.ts'
import {
  addMonths,
  addUnits,
  addYears,
  type DateTimeKind,
  dateTimeOf,
  dateTimeParts,
  NetDateTime,
} from './date-time.ts'
import { fromUnixTimeSeconds, NetDateTimeOffset, toOffset, toUnixTimeMilliseconds } from './date-time-offset.ts'
import {
  NetTimeSpan,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_SECOND,
  timeSpanFrom,
  timeSpanOf,
  totalUnits,
} from './time-span.ts'
import { convertFromUtc, convertToUtc, findTimeZone } from './time-zone.ts'

const today = () => dateTimeOf({ year: 2024, month: 2, day: 29 }).ticks
const parse = (text: string, style = 0) => parseDateTime(text, today, style)
const iso = (date: NetDateTime) => formatDateTime(date, 'o')

describe('dates', () => {
  it('knows its parts', () => {
    const date = dateTimeOf({ year: 2024, month: 2, day: 29, hour: 13, minute: 5, second: 9, millisecond: 7 }, 1)
    expect(dateTimeParts(date)).toEqual({
      year: 2024,
      month: 2,
      day: 29,
      hour: 13,
      minute: 5,
      second: 9,
      millisecond: 7,
      fraction: 70_000,
      dayOfWeek: 4,
      dayOfYear: 60,
    })
    expect(date.ticks).toBe(638448087090070000n)
  })
  it('counts every day of 400 years', () => {
    let date = dateTimeOf({ year: 1900, month: 1, day: 1 })
    for (let i = 0; i < 146_097; i++) {
      const { year, month, day } = dateTimeParts(date)
      expect(dateTimeOf({ year, month, day }).ticks).toBe(date.ticks)
      date = new NetDateTime(date.ticks + TICKS_PER_DAY)
    }
    expect(iso(date)).toBe('2300-01-01T00:00:00.0000000')
  })
  it.each([
    [{ year: 2023, month: 2, day: 29 }, 'Year, Month, and Day parameters describe an un-representable DateTime.'],
    [{ year: 0, month: 1, day: 1 }, 'Year, Month, and Day parameters describe an un-representable DateTime.'],
    [
      { year: 2023, month: 2, day: 1, hour: 24 },
      'Hour, Minute, and Second parameters describe an un-representable DateTime.',
    ],
  ])('refuses %o', (parts, message) => {
    expect(() => dateTimeOf(parts)).toThrow(message)
  })
  it('takes the last day where a month is shorter', () => {
    expect(iso(addMonths(dateTimeOf({ year: 2024, month: 1, day: 31 }), 1))).toBe('2024-02-29T00:00:00.0000000')
    expect(iso(addMonths(dateTimeOf({ year: 2024, month: 3, day: 31 }), -13))).toBe('2023-02-28T00:00:00.0000000')
    expect(iso(addYears(dateTimeOf({ year: 2024, month: 2, day: 29 }), 1))).toBe('2025-02-28T00:00:00.0000000')
  })
  it('adds fractions of units', () => {
    expect(iso(addUnits(dateTimeOf({ year: 2024, month: 1, day: 1 }), 1.5, TICKS_PER_HOUR))).toBe(
      '2024-01-01T01:30:00.0000000',
    )
    expect(() => addUnits(NetDateTime.maxValue, 1, TICKS_PER_DAY)).toThrow(
      "The added or subtracted value results in an un-representable DateTime. (Parameter 'value')",
    )
  })
})

describe('formats of dates', () => {
  const date = (kind: DateTimeKind) => new NetDateTime(633755730301234567n, kind)
  // @see https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings
  it.each([
    ['', '04/17/2009 13:50:30'],
    ['d', '04/17/2009'],
    ['D', 'Friday, 17 April 2009'],
    ['f', 'Friday, 17 April 2009 13:50'],
    ['F', 'Friday, 17 April 2009 13:50:30'],
    ['g', '04/17/2009 13:50'],
    ['G', '04/17/2009 13:50:30'],
    ['M', 'April 17'],
    ['o', '2009-04-17T13:50:30.1234567Z'],
    ['R', 'Fri, 17 Apr 2009 13:50:30 GMT'],
    ['s', '2009-04-17T13:50:30'],
    ['t', '13:50'],
    ['T', '13:50:30'],
    ['u', '2009-04-17 13:50:30Z'],
    ['Y', '2009 April'],
    ['yyyy-MM-ddTHH:mm:ss.fffZ', '2009-04-17T13:50:30.123Z'],
    ['ddd, dddd d dd', 'Fri, Friday 17 17'],
    ['M MM MMM MMMM', '4 04 Apr April'],
    ['y yy yyy yyyy yyyyy', '9 09 2009 2009 02009'],
    ['h hh H HH', '1 01 13 13'],
    ['t tt', 'P PM'],
    ['f ff FFFFFFF', '1 12 1234567'],
    ['z zz zzz K', '+0 +00 +00:00 Z'],
    ['\'day\' d \\d "of"', 'day 17 d of'],
    ['%d', '17'],
    ['yyyyMMddHHmmss', '20090417135030'],
  ])('prints by "%s" %s', (format, text) => {
    expect(formatDateTime(date(1), format)).toBe(text)
  })
  it('leaves out an empty optional fraction with its point', () => {
    expect(formatDateTime(dateTimeOf({ year: 2024, month: 1, day: 1 }), 'HH:mm:ss.FFF')).toBe('00:00:00')
  })
  it.each(['Q', '%', "yyyy 'x", 'ffffffff'])('refuses %s', (format) => {
    expect(() => formatDateTime(date(1), format)).toThrow('Input string was not in a correct format.')
  })
  it('shows the kind in K', () => {
    expect(formatDateTime(date(0), 'HHK')).toBe('13')
    expect(formatDateTime(date(2), 'HHK')).toBe('13+00:00')
  })
  it('prints offsets', () => {
    const value = new NetDateTimeOffset(633755730301234567n, -7n * TICKS_PER_HOUR)
    expect(formatDateTimeOffset(value)).toBe('04/17/2009 13:50:30 -07:00')
    expect(formatDateTimeOffset(value, 'o')).toBe('2009-04-17T13:50:30.1234567-07:00')
    expect(formatDateTimeOffset(value, 'r')).toBe('Fri, 17 Apr 2009 20:50:30 GMT')
    expect(formatDateTimeOffset(value, 'u')).toBe('2009-04-17 20:50:30Z')
    expect(formatDateTimeOffset(toOffset(value, 0n), 'zz')).toBe('+00')
  })
})

describe('reading dates', () => {
  it.each([
    ['2009-04-17', '2009-04-17T00:00:00.0000000'],
    ['2009-04-17T13:50', '2009-04-17T13:50:00.0000000'],
    ['2009-04-17 13:50:30.5', '2009-04-17T13:50:30.5000000'],
    ['2009/4/7', '2009-04-07T00:00:00.0000000'],
    ['4/17/2009', '2009-04-17T00:00:00.0000000'],
    ['04/17/09 1:50 PM', '2009-04-17T13:50:00.0000000'],
    ['17 April 2009', '2009-04-17T00:00:00.0000000'],
    ['Apr 17, 2009 12:00 AM', '2009-04-17T00:00:00.0000000'],
    ['Friday, 17 April 2009 13:50:30', '2009-04-17T13:50:30.0000000'],
    ['April 2009', '2009-04-01T00:00:00.0000000'],
    ['13:50', '2024-02-29T13:50:00.0000000'],
    ['5 PM', '2024-02-29T17:00:00.0000000'],
    ['2009-04-17T13:50:30Z', '2009-04-17T13:50:30.0000000+00:00'],
    ['2009-04-17T13:50:30.1234567+02:00', '2009-04-17T11:50:30.1234567+00:00'],
    ['Fri, 17 Apr 2009 13:50:30 GMT', '2009-04-17T13:50:30.0000000+00:00'],
    ['  2009-04-17  ', '2009-04-17T00:00:00.0000000'],
  ])('reads "%s" as %s', (text, expected) => {
    expect(iso(parse(text))).toBe(expected)
  })
  it.each(['', 'abc', '2009-13-01', '2009-02-30', '20090417', '25:00', 'Thu, 17 Apr 2009', '1/2/3/4', '17/04/2009'])(
    'refuses "%s"',
    (text) => {
      expect(() => parse(text)).toThrow(`String '${text}' was not recognized as a valid DateTime.`)
    },
  )
  it('follows the styles', () => {
    expect(iso(parse('2009-04-17T13:50:30Z', dateTimeStyles.RoundtripKind))).toBe('2009-04-17T13:50:30.0000000Z')
    expect(iso(parse('2009-04-17T13:50:30+02:00', dateTimeStyles.AdjustToUniversal))).toBe(
      '2009-04-17T11:50:30.0000000Z',
    )
    expect(iso(parse('2009-04-17', dateTimeStyles.AssumeUniversal | dateTimeStyles.AdjustToUniversal))).toBe(
      '2009-04-17T00:00:00.0000000Z',
    )
  })
  it('keeps the offset of a DateTimeOffset', () => {
    expect(formatDateTimeOffset(parseDateTimeOffset('2009-04-17T13:50:30+02:00', today), 'o')).toBe(
      '2009-04-17T13:50:30.0000000+02:00',
    )
  })
  it.each([
    ['20090417', 'yyyyMMdd', '2009-04-17T00:00:00.0000000'],
    ['17.04.2009 01:50 PM', 'dd.MM.yyyy hh:mm tt', '2009-04-17T13:50:00.0000000'],
    ['2009-04-17T13:50:30.1234567Z', 'o', '2009-04-17T13:50:30.1234567Z'],
    ['2009-04-17T13:50:30', 's', '2009-04-17T13:50:30.0000000'],
    ['Fri, 17 Apr 2009 13:50:30 GMT', 'r', '2009-04-17T13:50:30.0000000'],
    ['7/4/09', 'd/M/yy', '2009-04-07T00:00:00.0000000'],
    ['2009-04-17T13:50:30', 'yyyy-MM-ddTHH:mm:ss.FFF', '2009-04-17T13:50:30.0000000'],
    ['2009-04-17 +02:00', 'yyyy-MM-dd zzz', '2009-04-16T22:00:00.0000000+00:00'],
  ])('reads "%s" exactly by %s', (text, format, expected) => {
    expect(iso(parseDateTimeExact(text, [format], today))).toBe(expected)
  })
  it('refuses what is not exactly of a format', () => {
    expect(() => parseDateTimeExact('2009-4-17', ['yyyy-MM-dd', 'yyyyMMdd'], today)).toThrow(
      "String '2009-4-17' was not recognized as a valid DateTime.",
    )
  })
})

describe('time spans', () => {
  // @see https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings
  const span = new NetTimeSpan(timeSpanOf({ days: 1, hours: 3, minutes: 16, seconds: 50 }).ticks + 5_000_000n)
  it.each([
    [span, 'c', '1.03:16:50.5000000'],
    [span, 'g', '1:3:16:50.5'],
    [span, 'G', '1:03:16:50.5000000'],
    [span, 'd\\.hh\\:mm\\:ss', '1.03:16:50'],
    [span, "%d' days'", '1 days'],
    [span, 'hh\\:mm\\:ss\\.fff', '03:16:50.500'],
    [timeSpanOf({ hours: -1 }), '', '-01:00:00'],
    [timeSpanOf({ hours: -1 }), 'hh\\:mm', '01:00'],
    [NetTimeSpan.zero, 'c', '00:00:00'],
    [NetTimeSpan.minValue, 'c', '-10675199.02:48:05.4775808'],
  ])('prints %o by "%s" as %s', (value, format, text) => {
    expect(formatTimeSpan(value, format)).toBe(text)
  })
  it.each(['hh:mm', 'x', 'hhh', '%'])('refuses the format %s', (format) => {
    expect(() => formatTimeSpan(span, format)).toThrow('Input string was not in a correct format.')
  })
  it.each([
    ['6', 6n * TICKS_PER_DAY],
    ['6:12', timeSpanOf({ hours: 6, minutes: 12 }).ticks],
    ['6:12:14', timeSpanOf({ hours: 6, minutes: 12, seconds: 14 }).ticks],
    ['6.12:14:45', timeSpanOf({ days: 6, hours: 12, minutes: 14, seconds: 45 }).ticks],
    ['6:12:14:45.3448', timeSpanOf({ days: 6, hours: 12, minutes: 14, seconds: 45 }).ticks + 3_448_000n],
    [' -00:00:01 ', -TICKS_PER_SECOND],
  ])('reads %s', (text, ticks) => {
    expect(parseTimeSpan(text).ticks).toBe(ticks)
  })
  it('refuses what is no span and what is out of range', () => {
    expect(() => parseTimeSpan('6:12:')).toThrow("String '6:12:' was not recognized as a valid TimeSpan.")
    expect(() => parseTimeSpan('24:00:00')).toThrow(
      "The TimeSpan string '24:00:00' could not be parsed because at least one of the numeric components is out of range or contains too many digits.",
    )
    expect(tryParseTimeSpan('x')).toBeUndefined()
  })
  it('measures in units', () => {
    expect(totalUnits(span, TICKS_PER_HOUR)).toBe(27.280694444444446)
    expect(timeSpanFrom(1.5, TICKS_PER_SECOND).ticks).toBe(15_000_000n)
    expect(() => timeSpanFrom(1e20, TICKS_PER_SECOND)).toThrow('TimeSpan overflowed because the duration is too long.')
  })
})

describe('Unix time and zones', () => {
  it('counts from 1970', () => {
    const value = fromUnixTimeSeconds(1_700_000_000n)
    expect(formatDateTimeOffset(value, 'o')).toBe('2023-11-14T22:13:20.0000000+00:00')
    expect(toUnixTimeMilliseconds(value)).toBe(1_700_000_000_000n)
    expect(() => fromUnixTimeSeconds(1n << 60n)).toThrow(
      "Valid values are between -62135596800 and 253402300799, inclusive. (Parameter 'seconds')",
    )
  })
  it.each([
    ['Europe/Berlin', '2024-07-01T12:00:00.0000000'],
    ['W. Europe Standard Time', '2024-07-01T12:00:00.0000000'],
    ['Eastern Standard Time', '2024-07-01T06:00:00.0000000'],
    ['India Standard Time', '2024-07-01T15:30:00.0000000'],
  ])('moves clocks to %s and back', (id, expected) => {
    const zone = findTimeZone(id)
    const utc = dateTimeOf({ year: 2024, month: 7, day: 1, hour: 10 }, 1)
    const local = convertFromUtc(utc, zone)
    expect(iso(local)).toBe(expected)
    expect(convertToUtc(local, zone)).toEqual(utc)
  })
  it('refuses zones that do not exist', () => {
    expect(() => findTimeZone('Moon')).toThrow("The time zone ID 'Moon' was not found on the local computer.")
  })
})
