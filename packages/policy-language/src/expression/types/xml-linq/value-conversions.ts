import { argumentNullException } from '../../net/failures.ts'
import type { NumericTypeName } from '../../net/format/number-buffer.ts'
import { dateTimeStyles, parseDateTime, parseDateTimeOffset } from '../../net/format/parse-date.ts'
import { numberStyles, parseNumber } from '../../net/format/parse-number.ts'
import { parseTimeSpan } from '../../net/format/time-span-format.ts'
import { parseGuid } from '../../net/guid.ts'
import type { Implementation } from '../define-type.ts'
import { parseXmlBoolean } from './xml-text.ts'

const floating = numberStyles.Float
/** XML writes a date with all its parts, so the current day is never asked for. */
const noDay = () => 0n

const readNumber = (type: NumericTypeName) => (text: string) =>
  parseNumber(
    text,
    type,
    type === 'Double' || type === 'Single'
      ? floating
      : type === 'Decimal'
        ? numberStyles.Number & ~numberStyles.AllowThousands
        : numberStyles.Integer,
  )

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['bool', parseXmlBoolean],
  ['int', readNumber('Int32')],
  ['uint', readNumber('UInt32')],
  ['long', readNumber('Int64')],
  ['ulong', readNumber('UInt64')],
  ['float', readNumber('Single')],
  ['double', readNumber('Double')],
  ['decimal', readNumber('Decimal')],
  ['DateTime', (text) => parseDateTime(text, noDay, dateTimeStyles.RoundtripKind)],
  ['DateTimeOffset', (text) => parseDateTimeOffset(text, noDay)],
  ['TimeSpan', parseTimeSpan],
  ['Guid', parseGuid],
]

/**
 * The explicit conversions of `XElement` and `XAttribute`, to nullable types too.
 * @see https://learn.microsoft.com/dotnet/api/system.xml.linq.xelement.op_explicit
 */
export function valueConversions<T>(owner: string, valueOf: (self: T) => string): Record<string, Implementation> {
  const members: Record<string, Implementation> = {
    [`static explicit operator string(${owner} value)`]: (self: T | null) => (self === null ? null : valueOf(self)),
  }
  for (const [type, read] of readers) {
    members[`static explicit operator ${type}(${owner} value)`] = (self: T | null) => {
      if (self === null) throw argumentNullException(owner === 'XElement' ? 'element' : 'attribute')
      return read(valueOf(self))
    }
    members[`static explicit operator ${type}?(${owner} value)`] = (self: T | null) =>
      self === null ? null : read(valueOf(self))
  }
  return members
}
