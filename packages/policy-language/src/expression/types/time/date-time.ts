import { formatDateTime } from '../../net/format/date-format.ts'
import { orUndefined, parseDateTime } from '../../net/format/parse-date.ts'
import { parseDateTimeExact } from '../../net/format/parse-date-exact.ts'
import {
  addMonths,
  addTicks,
  addUnits,
  addYears,
  type DateTimeKind,
  dateOnly,
  dateTimeOf,
  dateTimeParts,
  daysInMonthChecked,
  isLeapYearChecked,
  dateTimeKind as kinds,
  NetDateTime,
  timeOfDay,
  withKind,
} from '../../net/time/date-time.ts'
import {
  NetTimeSpan,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
} from '../../net/time/time-span.ts'
import type { Run } from '../../run/run.ts'
import { defineEnum, defineType, type OutCell, withRun } from '../define-type.ts'

export const dateTimeKind = defineEnum('System.DateTimeKind', kinds)

export const dayOfWeek = defineEnum('System.DayOfWeek', {
  Sunday: 0,
  Monday: 1,
  Tuesday: 2,
  Wednesday: 3,
  Thursday: 4,
  Friday: 5,
  Saturday: 6,
})

const todayOf = (run: Run) => () => {
  const now = run.services.nowTicks()
  return now - (now % TICKS_PER_DAY)
}

const parse = (run: Run, text: string | null, style: number) => parseDateTime(text, todayOf(run), style)

const parseExact = (run: Run, text: string | null, formats: readonly string[], style: number) =>
  parseDateTimeExact(text, formats, todayOf(run), style)

/** Puts what was parsed into the cell; the least value when it could not be. */
function tryTo(result: OutCell<NetDateTime>, read: () => NetDateTime): boolean {
  const date = orUndefined(read)
  result.value = date ?? NetDateTime.minValue
  return date !== undefined
}

const order = (a: NetDateTime, b: NetDateTime) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0)

/** @see https://learn.microsoft.com/dotnet/api/system.datetime */
export const dateTime = defineType({
  name: 'System.DateTime',
  kind: 'struct',
  represents: NetDateTime,
  implements: ['IComparable'],
  members: {
    'DateTime()': () => NetDateTime.minValue,
    'DateTime(long ticks)': (ticks: bigint) => new NetDateTime(ticks),
    'DateTime(long ticks, DateTimeKind kind)': (ticks: bigint, kind: DateTimeKind) => new NetDateTime(ticks, kind),
    'DateTime(int year, int month, int day)': (year: number, month: number, day: number) =>
      dateTimeOf({ year, month, day }),
    'DateTime(int year, int month, int day, int hour, int minute, int second)': (
      ...[year, month, day, hour, minute, second]: [number, number, number, number, number, number]
    ) => dateTimeOf({ year, month, day, hour, minute, second }),
    'DateTime(int year, int month, int day, int hour, int minute, int second, DateTimeKind kind)': (
      ...[year, month, day, hour, minute, second, kind]: [number, number, number, number, number, number, DateTimeKind]
    ) => dateTimeOf({ year, month, day, hour, minute, second }, kind),
    'DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond)': (
      ...[year, month, day, hour, minute, second, millisecond]: [number, number, number, number, number, number, number]
    ) => dateTimeOf({ year, month, day, hour, minute, second, millisecond }),
    'DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond, DateTimeKind kind)': (
      ...[year, month, day, hour, minute, second, millisecond, kind]: [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        DateTimeKind,
      ]
    ) => dateTimeOf({ year, month, day, hour, minute, second, millisecond }, kind),

    'static DateTime Now { get; }': withRun((run) => new NetDateTime(run.services.nowTicks(), kinds.Local)),
    'static DateTime UtcNow { get; }': withRun((run) => new NetDateTime(run.services.nowTicks(), kinds.Utc)),
    'static DateTime Today { get; }': withRun((run) => new NetDateTime(todayOf(run)(), kinds.Local)),
    'static DateTime MinValue { get; }': () => NetDateTime.minValue,
    'static DateTime MaxValue { get; }': () => NetDateTime.maxValue,
    'static DateTime UnixEpoch { get; }': () => NetDateTime.unixEpoch,

    'DateTime Date { get; }': dateOnly,
    'int Day { get; }': (date: NetDateTime) => dateTimeParts(date).day,
    'DayOfWeek DayOfWeek { get; }': (date: NetDateTime) => dateTimeParts(date).dayOfWeek,
    'int DayOfYear { get; }': (date: NetDateTime) => dateTimeParts(date).dayOfYear,
    'int Hour { get; }': (date: NetDateTime) => dateTimeParts(date).hour,
    'DateTimeKind Kind { get; }': (date: NetDateTime) => date.kind,
    'int Millisecond { get; }': (date: NetDateTime) => dateTimeParts(date).millisecond,
    'int Minute { get; }': (date: NetDateTime) => dateTimeParts(date).minute,
    'int Month { get; }': (date: NetDateTime) => dateTimeParts(date).month,
    'int Second { get; }': (date: NetDateTime) => dateTimeParts(date).second,
    'long Ticks { get; }': (date: NetDateTime) => date.ticks,
    'TimeSpan TimeOfDay { get; }': timeOfDay,
    'int Year { get; }': (date: NetDateTime) => dateTimeParts(date).year,

    'DateTime Add(TimeSpan value)': (date: NetDateTime, value: NetTimeSpan) => addTicks(date, value.ticks),
    'DateTime AddDays(double value)': (date: NetDateTime, value: number) => addUnits(date, value, TICKS_PER_DAY),
    'DateTime AddHours(double value)': (date: NetDateTime, value: number) => addUnits(date, value, TICKS_PER_HOUR),
    'DateTime AddMilliseconds(double value)': (date: NetDateTime, value: number) =>
      addUnits(date, value, TICKS_PER_MILLISECOND),
    'DateTime AddMinutes(double value)': (date: NetDateTime, value: number) => addUnits(date, value, TICKS_PER_MINUTE),
    'DateTime AddMonths(int months)': addMonths,
    'DateTime AddSeconds(double value)': (date: NetDateTime, value: number) => addUnits(date, value, TICKS_PER_SECOND),
    'DateTime AddTicks(long value)': addTicks,
    'DateTime AddYears(int value)': addYears,
    'TimeSpan Subtract(DateTime value)': (a: NetDateTime, b: NetDateTime) => new NetTimeSpan(a.ticks - b.ticks),
    'DateTime Subtract(TimeSpan value)': (date: NetDateTime, value: NetTimeSpan) => addTicks(date, -value.ticks),
    'bool IsDaylightSavingTime()': () => false,
    'DateTime ToLocalTime()': (date: NetDateTime) => withKind(date, kinds.Local),
    'DateTime ToUniversalTime()': (date: NetDateTime) => withKind(date, kinds.Utc),
    'string ToString(string format)': formatDateTime,
    'string ToString(IFormatProvider provider)': (date: NetDateTime) => formatDateTime(date),
    'string ToString(string format, IFormatProvider provider)': (date: NetDateTime, format: string | null) =>
      formatDateTime(date, format),
    'string ToShortDateString()': (date: NetDateTime) => formatDateTime(date, 'd'),
    'string ToLongDateString()': (date: NetDateTime) => formatDateTime(date, 'D'),
    'string ToShortTimeString()': (date: NetDateTime) => formatDateTime(date, 't'),
    'string ToLongTimeString()': (date: NetDateTime) => formatDateTime(date, 'T'),

    'static int Compare(DateTime t1, DateTime t2)': order,
    'static int DaysInMonth(int year, int month)': daysInMonthChecked,
    'static bool IsLeapYear(int year)': isLeapYearChecked,
    'static DateTime SpecifyKind(DateTime value, DateTimeKind kind)': withKind,
    'static DateTime Parse(string s)': withRun((run, text: string | null) => parse(run, text, 0)),
    'static DateTime Parse(string s, IFormatProvider provider)': withRun((run, text: string | null) =>
      parse(run, text, 0),
    ),
    'static DateTime Parse(string s, IFormatProvider provider, DateTimeStyles styles)': withRun(
      (run, text: string | null, _provider: unknown, style: number) => parse(run, text, style),
    ),
    'static DateTime ParseExact(string s, string format, IFormatProvider provider)': withRun(
      (run, text: string | null, format: string) => parseExact(run, text, [format], 0),
    ),
    'static DateTime ParseExact(string s, string format, IFormatProvider provider, DateTimeStyles style)': withRun(
      (run, text: string | null, format: string, _provider: unknown, style: number) =>
        parseExact(run, text, [format], style),
    ),
    'static DateTime ParseExact(string s, string[] formats, IFormatProvider provider, DateTimeStyles style)': withRun(
      (run, text: string | null, formats: readonly string[], _provider: unknown, style: number) =>
        parseExact(run, text, formats, style),
    ),
    'static bool TryParse(string s, out DateTime result)': withRun(
      (run, text: string | null, result: OutCell<NetDateTime>) => tryTo(result, () => parse(run, text, 0)),
    ),
    'static bool TryParse(string s, IFormatProvider provider, DateTimeStyles styles, out DateTime result)': withRun(
      (run, text: string | null, _provider: unknown, style: number, result: OutCell<NetDateTime>) =>
        tryTo(result, () => parse(run, text, style)),
    ),
    'static bool TryParseExact(string s, string format, IFormatProvider provider, DateTimeStyles style, out DateTime result)':
      withRun(
        (run, ...[text, format, , style, result]: [string | null, string, unknown, number, OutCell<NetDateTime>]) =>
          tryTo(result, () => parseExact(run, text, [format], style)),
      ),
    'static bool TryParseExact(string s, string[] formats, IFormatProvider provider, DateTimeStyles style, out DateTime result)':
      withRun(
        (
          run,
          ...[text, formats, , style, result]: [string | null, readonly string[], unknown, number, OutCell<NetDateTime>]
        ) => tryTo(result, () => parseExact(run, text, formats, style)),
      ),

    'static DateTime operator +(DateTime d, TimeSpan t)': (date: NetDateTime, span: NetTimeSpan) =>
      addTicks(date, span.ticks),
    'static DateTime operator -(DateTime d, TimeSpan t)': (date: NetDateTime, span: NetTimeSpan) =>
      addTicks(date, -span.ticks),
    'static TimeSpan operator -(DateTime d1, DateTime d2)': (a: NetDateTime, b: NetDateTime) =>
      new NetTimeSpan(a.ticks - b.ticks),
    'static bool operator ==(DateTime d1, DateTime d2)': (a: NetDateTime, b: NetDateTime) => a.ticks === b.ticks,
    'static bool operator !=(DateTime d1, DateTime d2)': (a: NetDateTime, b: NetDateTime) => a.ticks !== b.ticks,
    'static bool operator <(DateTime t1, DateTime t2)': (a: NetDateTime, b: NetDateTime) => a.ticks < b.ticks,
    'static bool operator <=(DateTime t1, DateTime t2)': (a: NetDateTime, b: NetDateTime) => a.ticks <= b.ticks,
    'static bool operator >(DateTime t1, DateTime t2)': (a: NetDateTime, b: NetDateTime) => a.ticks > b.ticks,
    'static bool operator >=(DateTime t1, DateTime t2)': (a: NetDateTime, b: NetDateTime) => a.ticks >= b.ticks,
  },
  operations: { toText: formatDateTime, keyOf: (date: NetDateTime) => date.ticks, compare: order },
})
