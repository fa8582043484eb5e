import { NetException } from '../../run/net-exception.ts'
import { argumentOutOfRangeException } from '../failures.ts'
import { dateOfDayNumber, dayNumber, dayOfYear, daysInMonth, isLeapYear, isValidDate } from './calendar.ts'
import {
  NetTimeSpan,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
} from './time-span.ts'

/** The numbers of `System.DateTimeKind`. */
export const dateTimeKind = { Unspecified: 0, Utc: 1, Local: 2 } as const
export type DateTimeKind = 0 | 1 | 2

export const MAX_DATE_TICKS = 3_155_378_975_999_999_999n
export const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n

/**
 * `System.DateTime`: ticks of 100 ns since midnight of January 1 of year 1, and what they refer to. The local time of a
 * gateway is UTC, so kinds change and clocks do not.
 * @see https://learn.microsoft.com/dotnet/api/system.datetime
 */
export class NetDateTime {
  readonly ticks: bigint
  readonly kind: DateTimeKind

  /** @throws System.ArgumentOutOfRangeException outside the years 1 to 9999 */
  constructor(ticks: bigint, kind: DateTimeKind = dateTimeKind.Unspecified) {
    if (ticks < 0n || ticks > MAX_DATE_TICKS)
      throw argumentOutOfRangeException(
        'ticks',
        'Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.',
      )
    this.ticks = ticks
    this.kind = kind
  }

  static readonly minValue = new NetDateTime(0n)
  static readonly maxValue = new NetDateTime(MAX_DATE_TICKS)
  static readonly unixEpoch = new NetDateTime(UNIX_EPOCH_TICKS, dateTimeKind.Utc)
}

export interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  readonly millisecond?: number
}

/** A date of its parts, as the constructors take them. @throws System.ArgumentOutOfRangeException */
export function dateTimeOf(parts: DateParts, kind: DateTimeKind = dateTimeKind.Unspecified): NetDateTime {
  const { year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0 } = parts
  if (!isValidDate(year, month, day))
    throw unrepresentableParts('Year, Month, and Day parameters describe an un-representable DateTime.')
  if (!within(hour, 23) || !within(minute, 59) || !within(second, 59))
    throw unrepresentableParts('Hour, Minute, and Second parameters describe an un-representable DateTime.')
  if (!within(millisecond, 999))
    throw argumentOutOfRangeException('millisecond', 'Valid values are between 0 and 999, inclusive.')
  return new NetDateTime(
    BigInt(dayNumber(year, month, day)) * TICKS_PER_DAY +
      BigInt(hour) * TICKS_PER_HOUR +
      BigInt(minute) * TICKS_PER_MINUTE +
      BigInt(second) * TICKS_PER_SECOND +
      BigInt(millisecond) * TICKS_PER_MILLISECOND,
    kind,
  )
}

/** All that a calendar and a clock show. `fraction` is in ticks below a second, `dayOfWeek` counts from Sunday as 0. */
export function dateTimeParts({ ticks }: { readonly ticks: bigint }) {
  const days = Number(ticks / TICKS_PER_DAY)
  const { year, month, day } = dateOfDayNumber(days)
  return {
    year,
    month,
    day,
    hour: Number((ticks / TICKS_PER_HOUR) % 24n),
    minute: Number((ticks / TICKS_PER_MINUTE) % 60n),
    second: Number((ticks / TICKS_PER_SECOND) % 60n),
    millisecond: Number((ticks / TICKS_PER_MILLISECOND) % 1000n),
    fraction: Number(ticks % TICKS_PER_SECOND),
    dayOfWeek: (days + 1) % 7,
    dayOfYear: dayOfYear(year, month, day),
  }
}

/** Moves by ticks and keeps the kind. @throws System.ArgumentOutOfRangeException */
export function addTicks(date: NetDateTime, ticks: bigint): NetDateTime {
  const sum = date.ticks + ticks
  if (sum < 0n || sum > MAX_DATE_TICKS) throw unrepresentable('value')
  return new NetDateTime(sum, date.kind)
}

/** `AddHours` and its kin: the whole part exactly, the fraction cut off to ticks. */
export function addUnits(date: NetDateTime, value: number, ticksPerUnit: bigint): NetDateTime {
  return addTicks(date, ticksOf(value, ticksPerUnit))
}

/** A number of units in whole ticks. @throws System.ArgumentOutOfRangeException for what no date could be moved by */
export function ticksOf(value: number, ticksPerUnit: bigint): bigint {
  if (!(Math.abs(value) * Number(ticksPerUnit) <= Number(MAX_DATE_TICKS)))
    throw argumentOutOfRangeException('value', 'Value to add was out of range.')
  const whole = Math.trunc(value)
  return BigInt(whole) * ticksPerUnit + BigInt(Math.trunc((value - whole) * Number(ticksPerUnit)))
}

/** The same day of another month, or its last one. @throws System.ArgumentOutOfRangeException */
export function addMonths(date: NetDateTime, months: number): NetDateTime {
  if (Math.abs(months) > 120_000) throw argumentOutOfRangeException('months', 'Months value must be between +/-120000.')
  const { year, month, day } = dateTimeParts(date)
  const index = year * 12 + month - 1 + months
  const newYear = Math.floor(index / 12)
  const newMonth = index - newYear * 12 + 1
  if (newYear < 1 || newYear > 9999) throw unrepresentable('months')
  const newDay = Math.min(day, daysInMonth(newYear, newMonth))
  return new NetDateTime(
    BigInt(dayNumber(newYear, newMonth, newDay)) * TICKS_PER_DAY + (date.ticks % TICKS_PER_DAY),
    date.kind,
  )
}

export function addYears(date: NetDateTime, years: number): NetDateTime {
  if (Math.abs(years) > 10_000) throw argumentOutOfRangeException('years', 'Years value must be between +/-10000.')
  return addMonths(date, years * 12)
}

/** Midnight of the same day. */
export function dateOnly(date: NetDateTime): NetDateTime {
  return new NetDateTime(date.ticks - (date.ticks % TICKS_PER_DAY), date.kind)
}

export function timeOfDay(date: NetDateTime): NetTimeSpan {
  return new NetTimeSpan(date.ticks % TICKS_PER_DAY)
}

export function withKind(date: NetDateTime, kind: DateTimeKind): NetDateTime {
  return new NetDateTime(date.ticks, kind)
}

/** @throws System.ArgumentOutOfRangeException for a month or year that does not exist */
export function daysInMonthChecked(year: number, month: number): number {
  if (!within(month, 12) || month < 1)
    throw argumentOutOfRangeException('month', 'Month must be between one and twelve.')
  checkYear(year)
  return daysInMonth(year, month)
}

export function isLeapYearChecked(year: number): boolean {
  checkYear(year)
  return isLeapYear(year)
}

function checkYear(year: number): void {
  if (!within(year, 9999) || year < 1) throw argumentOutOfRangeException('year', 'Year must be between 1 and 9999.')
}

function within(value: number, greatest: number): boolean {
  return value >= 0 && value <= greatest
}

function unrepresentable(parameter: string) {
  return argumentOutOfRangeException(
    parameter,
    'The added or subtracted value results in an un-representable DateTime.',
  )
}

function unrepresentableParts(message: string): NetException {
  return new NetException('System.ArgumentOutOfRangeException', message)
}
