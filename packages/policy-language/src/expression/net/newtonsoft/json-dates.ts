import { isValidDate } from '../time/calendar.ts'
import {
  type DateTimeKind,
  dateTimeKind,
  dateTimeOf,
  MAX_DATE_TICKS,
  NetDateTime,
  UNIX_EPOCH_TICKS,
} from '../time/date-time.ts'
import { TICKS_PER_DAY, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE } from '../time/time-span.ts'

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?(Z|[+-]\d\d(?::?\d\d)?)?$/

/**
 * The date in a string as Newtonsoft finds it without being told (`DateParseHandling.DateTime`): ISO 8601 with date and
 * time, or `/Date(milliseconds)/`. With an offset it is moved to the local time, which is UTC.
 * @see https://www.newtonsoft.com/json/help/html/DatesInJSON.htm
 */
export function findDate(text: string): NetDateTime | undefined {
  if (text.length >= 19 && text.length <= 40 && text[10] === 'T') return readIso(text)
  if (text.startsWith('/Date(') && text.endsWith(')/')) return readMilliseconds(text.slice(6, -2))
  return undefined
}

function readIso(text: string): NetDateTime | undefined {
  const match = iso.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  if (!isValidDate(year, month, day) || minute > 59 || second > 59) return undefined
  const isEndOfDay = hour === 24 && minute === 0 && second === 0
  if (hour > 23 && !isEndOfDay) return undefined
  const clock = dateTimeOf({ year, month, day, hour: isEndOfDay ? 0 : hour, minute, second })
  const fraction = BigInt((match[7] ?? '').padEnd(7, '0'))
  const ticks = clock.ticks + fraction + (isEndOfDay ? TICKS_PER_DAY : 0n)
  const zone = match[8]
  if (zone === undefined) return inRange(ticks, dateTimeKind.Unspecified)
  if (zone === 'Z') return inRange(ticks, dateTimeKind.Utc)
  return inRange(ticks - offsetTicks(zone), dateTimeKind.Local)
}

function readMilliseconds(text: string): NetDateTime | undefined {
  const match = /^(-?\d+)([+-]\d\d:?\d\d)?$/.exec(text)
  if (match === null) return undefined
  const ticks = UNIX_EPOCH_TICKS + BigInt(match[1] ?? 0) * TICKS_PER_MILLISECOND
  return inRange(ticks, match[2] === undefined ? dateTimeKind.Utc : dateTimeKind.Local)
}

function offsetTicks(zone: string): bigint {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0)
  return BigInt(zone.startsWith('-') ? -minutes : minutes) * TICKS_PER_MINUTE
}

function inRange(ticks: bigint, kind: DateTimeKind): NetDateTime | undefined {
  return ticks < 0n || ticks > MAX_DATE_TICKS ? undefined : new NetDateTime(ticks, kind)
}
