import { formatTimeSpan, parseTimeSpan, tryParseTimeSpan } from '../../net/format/time-span-format.ts'
import {
  absoluteTimeSpan,
  addTimeSpans,
  divideTimeSpan,
  multiplyTimeSpan,
  NetTimeSpan,
  negateTimeSpan,
  subtractTimeSpans,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  timeSpanFrom,
  timeSpanOf,
  timeSpanParts,
  totalUnits,
} from '../../net/time/time-span.ts'
import { constant, defineType, type OutCell } from '../define-type.ts'

const order = (a: NetTimeSpan, b: NetTimeSpan) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0)

function tryParse(text: string | null, result: OutCell<NetTimeSpan>): boolean {
  const span = tryParseTimeSpan(text)
  result.value = span ?? NetTimeSpan.zero
  return span !== undefined
}

/** @see https://learn.microsoft.com/dotnet/api/system.timespan */
export const timeSpan = defineType({
  name: 'System.TimeSpan',
  kind: 'struct',
  represents: NetTimeSpan,
  implements: ['IComparable'],
  members: {
    'TimeSpan()': () => NetTimeSpan.zero,
    'TimeSpan(long ticks)': (ticks: bigint) => new NetTimeSpan(ticks),
    'TimeSpan(int hours, int minutes, int seconds)': (hours: number, minutes: number, seconds: number) =>
      timeSpanOf({ hours, minutes, seconds }),
    'TimeSpan(int days, int hours, int minutes, int seconds)': (
      ...[days, hours, minutes, seconds]: [number, number, number, number]
    ) => timeSpanOf({ days, hours, minutes, seconds }),
    'TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds)': (
      ...[days, hours, minutes, seconds, milliseconds]: [number, number, number, number, number]
    ) => timeSpanOf({ days, hours, minutes, seconds, milliseconds }),

    'static TimeSpan Zero { get; }': () => NetTimeSpan.zero,
    'static TimeSpan MinValue { get; }': () => NetTimeSpan.minValue,
    'static TimeSpan MaxValue { get; }': () => NetTimeSpan.maxValue,
    'const long TicksPerDay': constant(TICKS_PER_DAY),
    'const long TicksPerHour': constant(TICKS_PER_HOUR),
    'const long TicksPerMillisecond': constant(TICKS_PER_MILLISECOND),
    'const long TicksPerMinute': constant(TICKS_PER_MINUTE),
    'const long TicksPerSecond': constant(TICKS_PER_SECOND),

    'int Days { get; }': (span: NetTimeSpan) => timeSpanParts(span).days,
    'int Hours { get; }': (span: NetTimeSpan) => timeSpanParts(span).hours,
    'int Milliseconds { get; }': (span: NetTimeSpan) => timeSpanParts(span).milliseconds,
    'int Minutes { get; }': (span: NetTimeSpan) => timeSpanParts(span).minutes,
    'int Seconds { get; }': (span: NetTimeSpan) => timeSpanParts(span).seconds,
    'long Ticks { get; }': (span: NetTimeSpan) => span.ticks,
    'double TotalDays { get; }': (span: NetTimeSpan) => totalUnits(span, TICKS_PER_DAY),
    'double TotalHours { get; }': (span: NetTimeSpan) => totalUnits(span, TICKS_PER_HOUR),
    'double TotalMilliseconds { get; }': (span: NetTimeSpan) => totalUnits(span, TICKS_PER_MILLISECOND),
    'double TotalMinutes { get; }': (span: NetTimeSpan) => totalUnits(span, TICKS_PER_MINUTE),
    'double TotalSeconds { get; }': (span: NetTimeSpan) => totalUnits(span, TICKS_PER_SECOND),

    'TimeSpan Add(TimeSpan ts)': addTimeSpans,
    'TimeSpan Divide(double divisor)': divideTimeSpan,
    'TimeSpan Duration()': absoluteTimeSpan,
    'TimeSpan Multiply(double factor)': multiplyTimeSpan,
    'TimeSpan Negate()': negateTimeSpan,
    'TimeSpan Subtract(TimeSpan ts)': subtractTimeSpans,
    'string ToString(string format)': formatTimeSpan,
    'string ToString(string format, IFormatProvider formatProvider)': (span: NetTimeSpan, format: string | null) =>
      formatTimeSpan(span, format),

    'static int Compare(TimeSpan t1, TimeSpan t2)': order,
    'static TimeSpan FromDays(double value)': (value: number) => timeSpanFrom(value, TICKS_PER_DAY),
    'static TimeSpan FromHours(double value)': (value: number) => timeSpanFrom(value, TICKS_PER_HOUR),
    'static TimeSpan FromMilliseconds(double value)': (value: number) => timeSpanFrom(value, TICKS_PER_MILLISECOND),
    'static TimeSpan FromMinutes(double value)': (value: number) => timeSpanFrom(value, TICKS_PER_MINUTE),
    'static TimeSpan FromSeconds(double value)': (value: number) => timeSpanFrom(value, TICKS_PER_SECOND),
    'static TimeSpan FromTicks(long value)': (ticks: bigint) => new NetTimeSpan(ticks),
    'static TimeSpan Parse(string s)': parseTimeSpan,
    'static TimeSpan Parse(string input, IFormatProvider formatProvider)': (text: string | null) => parseTimeSpan(text),
    'static bool TryParse(string s, out TimeSpan result)': tryParse,
    'static bool TryParse(string input, IFormatProvider formatProvider, out TimeSpan result)': (
      text: string | null,
      _provider: unknown,
      result: OutCell<NetTimeSpan>,
    ) => tryParse(text, result),

    'static TimeSpan operator +(TimeSpan t1, TimeSpan t2)': addTimeSpans,
    'static TimeSpan operator -(TimeSpan t1, TimeSpan t2)': subtractTimeSpans,
    'static TimeSpan operator unary -(TimeSpan t)': negateTimeSpan,
    'static TimeSpan operator unary +(TimeSpan t)': (span: NetTimeSpan) => span,
    'static TimeSpan operator *(TimeSpan timeSpan, double factor)': multiplyTimeSpan,
    'static TimeSpan operator *(double factor, TimeSpan timeSpan)': (factor: number, span: NetTimeSpan) =>
      multiplyTimeSpan(span, factor),
    'static TimeSpan operator /(TimeSpan timeSpan, double divisor)': divideTimeSpan,
    'static double operator /(TimeSpan t1, TimeSpan t2)': (a: NetTimeSpan, b: NetTimeSpan) =>
      Number(a.ticks) / Number(b.ticks),
    'static bool operator ==(TimeSpan t1, TimeSpan t2)': (a: NetTimeSpan, b: NetTimeSpan) => a.ticks === b.ticks,
    'static bool operator !=(TimeSpan t1, TimeSpan t2)': (a: NetTimeSpan, b: NetTimeSpan) => a.ticks !== b.ticks,
    'static bool operator <(TimeSpan t1, TimeSpan t2)': (a: NetTimeSpan, b: NetTimeSpan) => a.ticks < b.ticks,
    'static bool operator <=(TimeSpan t1, TimeSpan t2)': (a: NetTimeSpan, b: NetTimeSpan) => a.ticks <= b.ticks,
    'static bool operator >(TimeSpan t1, TimeSpan t2)': (a: NetTimeSpan, b: NetTimeSpan) => a.ticks > b.ticks,
    'static bool operator >=(TimeSpan t1, TimeSpan t2)': (a: NetTimeSpan, b: NetTimeSpan) => a.ticks >= b.ticks,
  },
  operations: { toText: formatTimeSpan, keyOf: (span: NetTimeSpan) => span.ticks, compare: order },
})
