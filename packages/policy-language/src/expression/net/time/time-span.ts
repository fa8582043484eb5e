import { NetException } from '../../run/net-exception.ts'
import { argumentException, overflowException } from '../failures.ts'

export const TICKS_PER_MILLISECOND = 10_000n
export const TICKS_PER_SECOND = 10_000_000n
export const TICKS_PER_MINUTE = 600_000_000n
export const TICKS_PER_HOUR = 36_000_000_000n
export const TICKS_PER_DAY = 864_000_000_000n

const MAX_TICKS = (1n << 63n) - 1n
const MIN_TICKS = -(1n << 63n)

/** `System.TimeSpan`: a length of time in ticks of 100 ns. @see https://learn.microsoft.com/dotnet/api/system.timespan */
export class NetTimeSpan {
  readonly ticks: bigint

  /** @throws System.OverflowException beyond 64 bits */
  constructor(ticks: bigint) {
    if (ticks > MAX_TICKS || ticks < MIN_TICKS) throw tooLong()
    this.ticks = ticks
  }

  static readonly zero = new NetTimeSpan(0n)
  static readonly maxValue = new NetTimeSpan(MAX_TICKS)
  static readonly minValue = new NetTimeSpan(MIN_TICKS)
}

/** Parts of any size and sign, in whole numbers, as the constructors take them. */
export function timeSpanOf(parts: {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
  readonly milliseconds?: number
}): NetTimeSpan {
  return new NetTimeSpan(
    BigInt(parts.days ?? 0) * TICKS_PER_DAY +
      BigInt(parts.hours ?? 0) * TICKS_PER_HOUR +
      BigInt(parts.minutes ?? 0) * TICKS_PER_MINUTE +
      BigInt(parts.seconds ?? 0) * TICKS_PER_SECOND +
      BigInt(parts.milliseconds ?? 0) * TICKS_PER_MILLISECOND,
  )
}

/** `TimeSpan.FromHours` and its kin: a fraction of a tick is cut off. */
export function timeSpanFrom(value: number, ticksPerUnit: bigint): NetTimeSpan {
  if (Number.isNaN(value)) throw argumentException('TimeSpan does not accept floating point Not-a-Number values.')
  const ticks = value * Number(ticksPerUnit)
  if (ticks === Number(MAX_TICKS)) return NetTimeSpan.maxValue
  if (Math.abs(ticks) > Number(MAX_TICKS)) throw tooLong()
  return new NetTimeSpan(BigInt(Math.trunc(ticks)))
}

/** The clock parts, all with the sign of the whole. `fraction` is in ticks below a second. */
export function timeSpanParts({ ticks }: NetTimeSpan) {
  return {
    days: Number(ticks / TICKS_PER_DAY),
    hours: Number((ticks / TICKS_PER_HOUR) % 24n),
    minutes: Number((ticks / TICKS_PER_MINUTE) % 60n),
    seconds: Number((ticks / TICKS_PER_SECOND) % 60n),
    milliseconds: Number((ticks / TICKS_PER_MILLISECOND) % 1000n),
    fraction: Number(ticks % TICKS_PER_SECOND),
  }
}

/** `TotalHours` and its kin. */
export function totalUnits({ ticks }: NetTimeSpan, ticksPerUnit: bigint): number {
  return Number(ticks) / Number(ticksPerUnit)
}

export function addTimeSpans(a: NetTimeSpan, b: NetTimeSpan): NetTimeSpan {
  return new NetTimeSpan(a.ticks + b.ticks)
}

export function subtractTimeSpans(a: NetTimeSpan, b: NetTimeSpan): NetTimeSpan {
  return new NetTimeSpan(a.ticks - b.ticks)
}

/** @throws System.OverflowException for the least value, whose opposite does not exist */
export function negateTimeSpan(value: NetTimeSpan): NetTimeSpan {
  if (value.ticks === MIN_TICKS)
    throw new NetException(
      'System.OverflowException',
      'Negating the minimum value of a twos complement number is invalid.',
    )
  return new NetTimeSpan(-value.ticks)
}

export function absoluteTimeSpan(value: NetTimeSpan): NetTimeSpan {
  return value.ticks < 0n ? negateTimeSpan(value) : value
}

export function multiplyTimeSpan(value: NetTimeSpan, factor: number): NetTimeSpan {
  if (Number.isNaN(factor))
    throw argumentException('TimeSpan does not accept floating point Not-a-Number values.', 'factor')
  return timeSpanFrom(roundHalfEven(Number(value.ticks) * factor), 1n)
}

export function divideTimeSpan(value: NetTimeSpan, divisor: number): NetTimeSpan {
  if (Number.isNaN(divisor))
    throw argumentException('TimeSpan does not accept floating point Not-a-Number values.', 'divisor')
  return timeSpanFrom(roundHalfEven(Number(value.ticks) / divisor), 1n)
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value)
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}

function tooLong(): NetException {
  return new NetException(overflowException().typeName, 'TimeSpan overflowed because the duration is too long.')
}
