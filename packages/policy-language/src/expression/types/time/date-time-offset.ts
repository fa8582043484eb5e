import { formatDateTimeOffset } from '../../net/format/date-format.ts'
import { orUndefined, parseDateTimeOffset } from '../../net/format/parse-date.ts'
import { parseDateTimeOffsetExact } from '../../net/format/parse-date-exact.ts'
import {
  addTicks,
  addUnits,
  addYears,
  dateOnly,
  dateTimeOf,
  dateTimeParts,
  type NetDateTime,
  timeOfDay,
} from '../../net/time/date-time.ts'
import {
  addMonthsToOffset,
  clockOf,
  fromUnixTimeMilliseconds,
  fromUnixTimeSeconds,
  localOf,
  moveOffset,
  NetDateTimeOffset,
  offsetFromDateTime,
  toOffset,
  toUnixTimeMilliseconds,
  toUnixTimeSeconds,
  utcOf,
} from '../../net/time/date-time-offset.ts'
import {
  NetTimeSpan,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
} from '../../net/time/time-span.ts'
import type { Run } from '../../run/run.ts'
import { defineType, type OutCell, withRun } from '../define-type.ts'

const today = (run: Run) => () => {
  const now = run.services.nowTicks()
  return now - (now % TICKS_PER_DAY)
}

const order = (a: NetDateTimeOffset, b: NetDateTimeOffset) =>
  a.utcTicks < b.utcTicks ? -1 : a.utcTicks > b.utcTicks ? 1 : 0

const adding = (ticksPerUnit: bigint) => (value: NetDateTimeOffset, amount: number) =>
  moveOffset(value, (clock) => addUnits(clock, amount, ticksPerUnit))

function tryTo(result: OutCell<NetDateTimeOffset>, read: () => NetDateTimeOffset): boolean {
  const value = orUndefined(read)
  result.value = value ?? NetDateTimeOffset.minValue
  return value !== undefined
}

/** @see https://learn.microsoft.com/dotnet/api/system.datetimeoffset */
export const dateTimeOffset = defineType({
  name: 'System.DateTimeOffset',
  kind: 'struct',
  represents: NetDateTimeOffset,
  implements: ['IComparable'],
  members: {
    'DateTimeOffset()': () => NetDateTimeOffset.minValue,
    'DateTimeOffset(DateTime dateTime)': (date: NetDateTime) => offsetFromDateTime(date),
    'DateTimeOffset(DateTime dateTime, TimeSpan offset)': offsetFromDateTime,
    'DateTimeOffset(long ticks, TimeSpan offset)': (ticks: bigint, offset: NetTimeSpan) =>
      new NetDateTimeOffset(ticks, offset.ticks),
    'DateTimeOffset(int year, int month, int day, int hour, int minute, int second, TimeSpan offset)': (
      ...[year, month, day, hour, minute, second, offset]: [number, number, number, number, number, number, NetTimeSpan]
    ) => new NetDateTimeOffset(dateTimeOf({ year, month, day, hour, minute, second }).ticks, offset.ticks),

    'static DateTimeOffset Now { get; }': withRun((run) => new NetDateTimeOffset(run.services.nowTicks(), 0n)),
    'static DateTimeOffset UtcNow { get; }': withRun((run) => new NetDateTimeOffset(run.services.nowTicks(), 0n)),
    'static DateTimeOffset MinValue { get; }': () => NetDateTimeOffset.minValue,
    'static DateTimeOffset MaxValue { get; }': () => NetDateTimeOffset.maxValue,
    'static DateTimeOffset UnixEpoch { get; }': () => NetDateTimeOffset.unixEpoch,

    'DateTime Date { get; }': (value: NetDateTimeOffset) => dateOnly(clockOf(value)),
    'DateTime DateTime { get; }': clockOf,
    'int Day { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).day,
    'DayOfWeek DayOfWeek { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).dayOfWeek,
    'int DayOfYear { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).dayOfYear,
    'int Hour { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).hour,
    'DateTime LocalDateTime { get; }': localOf,
    'int Millisecond { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).millisecond,
    'int Minute { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).minute,
    'int Month { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).month,
    'TimeSpan Offset { get; }': (value: NetDateTimeOffset) => new NetTimeSpan(value.offsetTicks),
    'int Second { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).second,
    'long Ticks { get; }': (value: NetDateTimeOffset) => value.ticks,
    'TimeSpan TimeOfDay { get; }': (value: NetDateTimeOffset) => timeOfDay(clockOf(value)),
    'DateTime UtcDateTime { get; }': utcOf,
    'long UtcTicks { get; }': (value: NetDateTimeOffset) => value.utcTicks,
    'int Year { get; }': (value: NetDateTimeOffset) => dateTimeParts(value).year,

    'DateTimeOffset Add(TimeSpan timeSpan)': (value: NetDateTimeOffset, span: NetTimeSpan) =>
      moveOffset(value, (clock) => addTicks(clock, span.ticks)),
    'DateTimeOffset AddDays(double days)': adding(TICKS_PER_DAY),
    'DateTimeOffset AddHours(double hours)': adding(TICKS_PER_HOUR),
    'DateTimeOffset AddMilliseconds(double milliseconds)': adding(TICKS_PER_MILLISECOND),
    'DateTimeOffset AddMinutes(double minutes)': adding(TICKS_PER_MINUTE),
    'DateTimeOffset AddMonths(int months)': addMonthsToOffset,
    'DateTimeOffset AddSeconds(double seconds)': adding(TICKS_PER_SECOND),
    'DateTimeOffset AddTicks(long ticks)': (value: NetDateTimeOffset, ticks: bigint) =>
      moveOffset(value, (clock) => addTicks(clock, ticks)),
    'DateTimeOffset AddYears(int years)': (value: NetDateTimeOffset, years: number) =>
      moveOffset(value, (clock) => addYears(clock, years)),
    'TimeSpan Subtract(DateTimeOffset value)': (a: NetDateTimeOffset, b: NetDateTimeOffset) =>
      new NetTimeSpan(a.utcTicks - b.utcTicks),
    'DateTimeOffset Subtract(TimeSpan value)': (value: NetDateTimeOffset, span: NetTimeSpan) =>
      moveOffset(value, (clock) => addTicks(clock, -span.ticks)),
    'DateTimeOffset ToLocalTime()': (value: NetDateTimeOffset) => toOffset(value, 0n),
    'DateTimeOffset ToOffset(TimeSpan offset)': (value: NetDateTimeOffset, offset: NetTimeSpan) =>
      toOffset(value, offset.ticks),
    'DateTimeOffset ToUniversalTime()': (value: NetDateTimeOffset) => toOffset(value, 0n),
    'long ToUnixTimeMilliseconds()': toUnixTimeMilliseconds,
    'long ToUnixTimeSeconds()': toUnixTimeSeconds,
    'string ToString(string format)': formatDateTimeOffset,
    'string ToString(IFormatProvider formatProvider)': (value: NetDateTimeOffset) => formatDateTimeOffset(value),
    'string ToString(string format, IFormatProvider formatProvider)': (
      value: NetDateTimeOffset,
      format: string | null,
    ) => formatDateTimeOffset(value, format),

    'static DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)': fromUnixTimeMilliseconds,
    'static DateTimeOffset FromUnixTimeSeconds(long seconds)': fromUnixTimeSeconds,
    'static int Compare(DateTimeOffset first, DateTimeOffset second)': order,
    'static DateTimeOffset Parse(string input)': withRun((run, text: string | null) =>
      parseDateTimeOffset(text, today(run)),
    ),
    'static DateTimeOffset Parse(string input, IFormatProvider formatProvider)': withRun((run, text: string | null) =>
      parseDateTimeOffset(text, today(run)),
    ),
    'static DateTimeOffset Parse(string input, IFormatProvider formatProvider, DateTimeStyles styles)': withRun(
      (run, text: string | null, _provider: unknown, style: number) => parseDateTimeOffset(text, today(run), style),
    ),
    'static DateTimeOffset ParseExact(string input, string format, IFormatProvider formatProvider)': withRun(
      (run, text: string | null, format: string) => parseDateTimeOffsetExact(text, [format], today(run)),
    ),
    'static bool TryParse(string input, out DateTimeOffset result)': withRun(
      (run, text: string | null, result: OutCell<NetDateTimeOffset>) =>
        tryTo(result, () => parseDateTimeOffset(text, today(run))),
    ),
    'static bool TryParse(string input, IFormatProvider formatProvider, DateTimeStyles styles, out DateTimeOffset result)':
      withRun((run, ...[text, , style, result]: [string | null, unknown, number, OutCell<NetDateTimeOffset>]) =>
        tryTo(result, () => parseDateTimeOffset(text, today(run), style)),
      ),
    'static bool TryParseExact(string input, string format, IFormatProvider formatProvider, DateTimeStyles styles, out DateTimeOffset result)':
      withRun(
        (
          run,
          ...[text, format, , style, result]: [string | null, string, unknown, number, OutCell<NetDateTimeOffset>]
        ) => tryTo(result, () => parseDateTimeOffsetExact(text, [format], today(run), style)),
      ),

    'static implicit operator DateTimeOffset(DateTime dateTime)': (date: NetDateTime) => offsetFromDateTime(date),
    'static DateTimeOffset operator +(DateTimeOffset value, TimeSpan span)': (
      value: NetDateTimeOffset,
      span: NetTimeSpan,
    ) => moveOffset(value, (clock) => addTicks(clock, span.ticks)),
    'static DateTimeOffset operator -(DateTimeOffset value, TimeSpan span)': (
      value: NetDateTimeOffset,
      span: NetTimeSpan,
    ) => moveOffset(value, (clock) => addTicks(clock, -span.ticks)),
    'static TimeSpan operator -(DateTimeOffset left, DateTimeOffset right)': (
      a: NetDateTimeOffset,
      b: NetDateTimeOffset,
    ) => new NetTimeSpan(a.utcTicks - b.utcTicks),
    'static bool operator ==(DateTimeOffset left, DateTimeOffset right)': (
      a: NetDateTimeOffset,
      b: NetDateTimeOffset,
    ) => order(a, b) === 0,
    'static bool operator !=(DateTimeOffset left, DateTimeOffset right)': (
      a: NetDateTimeOffset,
      b: NetDateTimeOffset,
    ) => order(a, b) !== 0,
    'static bool operator <(DateTimeOffset left, DateTimeOffset right)': (a: NetDateTimeOffset, b: NetDateTimeOffset) =>
      order(a, b) < 0,
    'static bool operator <=(DateTimeOffset left, DateTimeOffset right)': (
      a: NetDateTimeOffset,
      b: NetDateTimeOffset,
    ) => order(a, b) <= 0,
    'static bool operator >(DateTimeOffset left, DateTimeOffset right)': (a: NetDateTimeOffset, b: NetDateTimeOffset) =>
      order(a, b) > 0,
    'static bool operator >=(DateTimeOffset left, DateTimeOffset right)': (
      a: NetDateTimeOffset,
      b: NetDateTimeOffset,
    ) => order(a, b) >= 0,
  },
  operations: { toText: formatDateTimeOffset, keyOf: (value: NetDateTimeOffset) => value.utcTicks, compare: order },
})
