import { NetException } from '../../run/net-exception.ts'
import { argumentException } from '../failures.ts'
import { dayNumber } from './calendar.ts'
import { dateTimeKind, dateTimeParts, NetDateTime } from './date-time.ts'
import { NetDateTimeOffset } from './date-time-offset.ts'
import { TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND } from './time-span.ts'
import { ianaNameOf } from './windows-time-zones.ts'

/** `System.TimeZoneInfo`, by what the host's time zone database knows. @see https://learn.microsoft.com/dotnet/api/system.timezoneinfo */
export class NetTimeZone {
  readonly id: string
  /** The name in the database; undefined for UTC. */
  readonly #format: Intl.DateTimeFormat | undefined

  constructor(id: string, format?: Intl.DateTimeFormat) {
    this.id = id
    this.#format = format
  }

  static readonly utc = new NetTimeZone('UTC')

  /** Ticks to add to UTC at that moment. */
  offsetAtUtc(ticks: bigint): bigint {
    if (this.#format === undefined) return 0n
    const parts = new Map<string, number>()
    for (const { type, value } of this.#format.formatToParts(toMilliseconds(ticks))) parts.set(type, Number(value))
    const part = (name: string) => parts.get(name) ?? 0
    const clock =
      BigInt(dayNumber(part('year'), part('month'), part('day'))) * TICKS_PER_DAY +
      BigInt(part('hour')) * TICKS_PER_HOUR +
      BigInt(part('minute')) * TICKS_PER_MINUTE +
      BigInt(part('second')) * TICKS_PER_SECOND
    return clock - (ticks - (ticks % TICKS_PER_SECOND))
  }

  /** Ticks to take off a clock of this zone for UTC. A time that occurs twice is the later one, standard time. */
  offsetAtClock(ticks: bigint): bigint {
    const before = this.offsetAtUtc(ticks - this.offsetAtUtc(ticks - TICKS_PER_DAY))
    const after = this.offsetAtUtc(ticks - this.offsetAtUtc(ticks + TICKS_PER_DAY))
    const fitting = [before, after].filter((offset) => this.offsetAtUtc(ticks - offset) === offset)
    if (fitting.length === 0) return this.baseOffsetAt(ticks)
    return fitting.reduce((a, b) => (a < b ? a : b))
  }

  /** The offset without daylight saving: the smaller of those in January and July of that year. */
  baseOffsetAt(ticks: bigint): bigint {
    const { year } = dateTimeParts({ ticks })
    const january = this.offsetAtUtc(BigInt(dayNumber(year, 1, 15)) * TICKS_PER_DAY)
    const july = this.offsetAtUtc(BigInt(dayNumber(year, 7, 15)) * TICKS_PER_DAY)
    return january < july ? january : july
  }
}

const EPOCH_DAYS = 719_162n

function toMilliseconds(ticks: bigint): number {
  return Number((ticks - EPOCH_DAYS * TICKS_PER_DAY) / 10_000n)
}

const zones = new Map<string, NetTimeZone>([['utc', NetTimeZone.utc]])

/** A zone by its IANA or Windows name. @throws System.TimeZoneNotFoundException */
export function findTimeZone(id: string): NetTimeZone {
  const known = zones.get(id.toLowerCase())
  if (known !== undefined) return known
  const zone = new NetTimeZone(id, clockOfZone(ianaNameOf(id) ?? id) ?? notFound(id))
  zones.set(id.toLowerCase(), zone)
  return zone
}

function clockOfZone(timeZone: string): Intl.DateTimeFormat | undefined {
  // `+02:00` would be taken by the host, and is no name of .NET.
  if (!/^[A-Za-z]/.test(timeZone)) return undefined
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function notFound(id: string): never {
  throw new NetException(
    'System.TimeZoneNotFoundException',
    `The time zone ID '${id}' was not found on the local computer.`,
  )
}

/** From UTC to a clock of the zone. */
export function convertFromUtc(date: NetDateTime, zone: NetTimeZone): NetDateTime {
  const kind = zone === NetTimeZone.utc ? dateTimeKind.Utc : dateTimeKind.Unspecified
  return new NetDateTime(date.ticks + zone.offsetAtUtc(date.ticks), kind)
}

/** @throws System.ArgumentException for a UTC date that is said to be of another zone */
export function convertToUtc(date: NetDateTime, zone: NetTimeZone): NetDateTime {
  if (date.kind === dateTimeKind.Utc && zone !== NetTimeZone.utc)
    throw argumentException(
      'The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.  For example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local.',
      'sourceTimeZone',
    )
  return new NetDateTime(date.ticks - zone.offsetAtClock(date.ticks), dateTimeKind.Utc)
}

export function convertOffset(value: NetDateTimeOffset, zone: NetTimeZone): NetDateTimeOffset {
  const offset = zone.offsetAtUtc(value.utcTicks)
  return new NetDateTimeOffset(value.utcTicks + offset, offset)
}
