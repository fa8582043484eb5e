import { dateTimeKind, type NetDateTime, withKind } from '../../net/time/date-time.ts'
import type { NetDateTimeOffset } from '../../net/time/date-time-offset.ts'
import { NetTimeSpan } from '../../net/time/time-span.ts'
import { convertFromUtc, convertOffset, convertToUtc, findTimeZone, NetTimeZone } from '../../net/time/time-zone.ts'
import { defineType } from '../define-type.ts'

/** A UTC or local date is in UTC, others too: it is the local time of a gateway. */
const toUtc = (date: NetDateTime) => withKind(date, dateTimeKind.Utc)

/** @see https://learn.microsoft.com/dotnet/api/system.timezoneinfo */
export const timeZoneInfo = defineType({
  name: 'System.TimeZoneInfo',
  kind: 'class',
  represents: NetTimeZone,
  members: {
    'static TimeZoneInfo Utc { get; }': () => NetTimeZone.utc,
    'static TimeZoneInfo Local { get; }': () => NetTimeZone.utc,
    'static TimeZoneInfo FindSystemTimeZoneById(string id)': (id: string) => findTimeZone(id),
    'static DateTime ConvertTimeFromUtc(DateTime dateTime, TimeZoneInfo destinationTimeZone)': convertFromUtc,
    'static DateTime ConvertTimeToUtc(DateTime dateTime)': toUtc,
    'static DateTime ConvertTimeToUtc(DateTime dateTime, TimeZoneInfo sourceTimeZone)': convertToUtc,
    'static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo destinationTimeZone)': convertFromUtc,
    'static DateTime ConvertTime(DateTime dateTime, TimeZoneInfo sourceTimeZone, TimeZoneInfo destinationTimeZone)': (
      date: NetDateTime,
      from: NetTimeZone,
      to: NetTimeZone,
    ) => convertFromUtc(convertToUtc(date, from), to),
    'static DateTimeOffset ConvertTime(DateTimeOffset dateTimeOffset, TimeZoneInfo destinationTimeZone)': convertOffset,
    'static DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string destinationTimeZoneId)': (
      date: NetDateTime,
      id: string,
    ) => convertFromUtc(date, findTimeZone(id)),
    'static DateTime ConvertTimeBySystemTimeZoneId(DateTime dateTime, string sourceTimeZoneId, string destinationTimeZoneId)':
      (date: NetDateTime, from: string, to: string) =>
        convertFromUtc(convertToUtc(date, findTimeZone(from)), findTimeZone(to)),
    'static DateTimeOffset ConvertTimeBySystemTimeZoneId(DateTimeOffset dateTimeOffset, string destinationTimeZoneId)':
      (value: NetDateTimeOffset, id: string) => convertOffset(value, findTimeZone(id)),
    'string Id { get; }': (zone: NetTimeZone) => zone.id,
    'string StandardName { get; }': (zone: NetTimeZone) => zone.id,
    'string DisplayName { get; }': (zone: NetTimeZone) => zone.id,
    'TimeSpan GetUtcOffset(DateTime dateTime)': (zone: NetTimeZone, date: NetDateTime) =>
      new NetTimeSpan(
        date.kind === dateTimeKind.Unspecified ? zone.offsetAtClock(date.ticks) : zone.offsetAtUtc(date.ticks),
      ),
    'TimeSpan GetUtcOffset(DateTimeOffset dateTimeOffset)': (zone: NetTimeZone, value: NetDateTimeOffset) =>
      new NetTimeSpan(zone.offsetAtUtc(value.utcTicks)),
    'bool IsDaylightSavingTime(DateTime dateTime)': (zone: NetTimeZone, date: NetDateTime) =>
      zone.offsetAtClock(date.ticks) !== zone.baseOffsetAt(date.ticks),
    'bool IsDaylightSavingTime(DateTimeOffset dateTimeOffset)': (zone: NetTimeZone, value: NetDateTimeOffset) =>
      zone.offsetAtUtc(value.utcTicks) !== zone.baseOffsetAt(value.utcTicks),
  },
  operations: { toText: (zone: NetTimeZone) => zone.id, keyOf: (zone: NetTimeZone) => zone.id },
})
