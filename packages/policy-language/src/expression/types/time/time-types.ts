import type { TypeDefinition } from '../define-type.ts'
import { guid } from '../guid.ts'
import { dateTime, dateTimeKind, dayOfWeek } from './date-time.ts'
import { dateTimeOffset } from './date-time-offset.ts'
import { dateTimeStyles } from './date-time-styles.ts'
import { timeSpan } from './time-span.ts'
import { timeZoneInfo } from './time-zone-info.ts'

export const timeTypes: readonly TypeDefinition[] = [
  dateTime,
  dateTimeKind,
  dateTimeOffset,
  dateTimeStyles,
  dayOfWeek,
  guid,
  timeSpan,
  timeZoneInfo,
]
