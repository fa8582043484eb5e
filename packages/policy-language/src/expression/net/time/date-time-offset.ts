import { argumentException, argumentOutOfRangeException } from '../failures.ts'
import { addMonths, dateTimeKind, MAX_DATE_TICKS, NetDateTime, UNIX_EPOCH_TICKS } from './date-time.ts'
import {
  type NetTimeSpan,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
} from './time-span.ts'

/**
 * `System.DateTimeOffset`: what a clock shows and how far it is from UTC. `ticks` are those of the clock.
 * @see https://learn.microsoft.com/dotnet/api/system.datetimeoffset
 */
export class NetDateTimeOffset {
  readonly ticks: bigint
  /** Ticks to take off the clock for UTC: whole minutes, at most 14 hours. */
  readonly offsetTicks: bigint

  /** @throws System.ArgumentException, System.ArgumentOutOfRangeException */
  constructor(ticks: bigint, offsetTicks: bigint) {
    if (offsetTicks % TICKS_PER_MINUTE !== 0n)
      throw argumentException('Offset must be specified in whole minutes.', 'offset')
    if (offsetTicks > 14n * TICKS_PER_HOUR || offsetTicks < -14n * TICKS_PER_HOUR)
      throw argumentOutOfRangeException('offset', 'Offset must be within plus or minus 14 hours.')
    const utc = ticks - offsetTicks
    if (utc < 0n || utc > MAX_DATE_TICKS || ticks < 0n || ticks > MAX_DATE_TICKS)
      throw argumentOutOfRangeException(
        'offset',
        'The UTC time represented when the offset is applied must be between year 0 and 10,000.',
      )
    this.ticks = ticks
    this.offsetTicks = offsetTicks
  }

  static readonly minValue = new NetDateTimeOffset(0n, 0n)
  static readonly maxValue = new NetDateTimeOffset(MAX_DATE_TICKS, 0n)
  static readonly unixEpoch = new NetDateTimeOffset(UNIX_EPOCH_TICKS, 0n)

  get utcTicks(): bigint {
    return this.ticks - this.offsetTicks
  }
}

/** A date without an offset: UTC and local dates have that of UTC. @throws System.ArgumentException for a UTC date with another */
export function offsetFromDateTime(date: NetDateTime, offset?: NetTimeSpan): NetDateTimeOffset {
  if (offset !== undefined && date.kind !== dateTimeKind.Unspecified && offset.ticks !== 0n)
    throw argumentException(
      date.kind === dateTimeKind.Utc
        ? 'The UTC Offset for Utc DateTime instances must be 0.'
        : 'The UTC Offset of the local dateTime parameter does not match the offset argument.',
      'offset',
    )
  return new NetDateTimeOffset(date.ticks, offset?.ticks ?? 0n)
}

/** The same moment on a clock with another offset. */
export function toOffset(value: NetDateTimeOffset, offsetTicks: bigint): NetDateTimeOffset {
  return new NetDateTimeOffset(value.utcTicks + offsetTicks, offsetTicks)
}

export function clockOf(value: NetDateTimeOffset): NetDateTime {
  return new NetDateTime(value.ticks, dateTimeKind.Unspecified)
}

export function utcOf(value: NetDateTimeOffset): NetDateTime {
  return new NetDateTime(value.utcTicks, dateTimeKind.Utc)
}

export function localOf(value: NetDateTimeOffset): NetDateTime {
  return new NetDateTime(value.utcTicks, dateTimeKind.Local)
}

/** Moves the clock, keeps the offset. */
export function moveOffset(value: NetDateTimeOffset, move: (clock: NetDateTime) => NetDateTime): NetDateTimeOffset {
  return new NetDateTimeOffset(move(clockOf(value)).ticks, value.offsetTicks)
}

export const addMonthsToOffset = (value: NetDateTimeOffset, months: number) =>
  moveOffset(value, (clock) => addMonths(clock, months))

export function toUnixTimeSeconds(value: NetDateTimeOffset): bigint {
  return value.utcTicks / TICKS_PER_SECOND - UNIX_EPOCH_TICKS / TICKS_PER_SECOND
}

export function toUnixTimeMilliseconds(value: NetDateTimeOffset): bigint {
  return value.utcTicks / TICKS_PER_MILLISECOND - UNIX_EPOCH_TICKS / TICKS_PER_MILLISECOND
}

/** @throws System.ArgumentOutOfRangeException outside the years 1 to 9999 */
export function fromUnixTimeSeconds(seconds: bigint): NetDateTimeOffset {
  return fromUnix(seconds, TICKS_PER_SECOND, 'seconds')
}

export function fromUnixTimeMilliseconds(milliseconds: bigint): NetDateTimeOffset {
  return fromUnix(milliseconds, TICKS_PER_MILLISECOND, 'milliseconds')
}

function fromUnix(value: bigint, ticksPerUnit: bigint, parameter: string): NetDateTimeOffset {
  const least = -UNIX_EPOCH_TICKS / ticksPerUnit
  const greatest = (MAX_DATE_TICKS - UNIX_EPOCH_TICKS) / ticksPerUnit
  if (value < least || value > greatest)
    throw argumentOutOfRangeException(parameter, `Valid values are between ${least} and ${greatest}, inclusive.`)
  return new NetDateTimeOffset(UNIX_EPOCH_TICKS + value * ticksPerUnit, 0n)
}
