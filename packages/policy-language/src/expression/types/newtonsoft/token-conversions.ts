import type { NetDecimal } from '../../net/decimal.ts'
import type { NumericTypeName } from '../../net/format/number-buffer.ts'
import type { NetGuid } from '../../net/guid.ts'
import {
  isJsonNull,
  jsonToBoolean,
  jsonToBytes,
  jsonToDateTime,
  jsonToDateTimeOffset,
  jsonToGuid,
  jsonToNumber,
  jsonToString,
  jsonToTimeSpan,
} from '../../net/newtonsoft/convert-json.ts'
import {
  type JToken,
  JValue,
  jsonBoolean,
  jsonFloat,
  jsonInteger,
  jsonNull,
  jsonString,
} from '../../net/newtonsoft/token.ts'
import { tokenType } from '../../net/newtonsoft/token-type.ts'
import type { NetDateTime } from '../../net/time/date-time.ts'
import type { NetDateTimeOffset } from '../../net/time/date-time-offset.ts'
import type { NetTimeSpan } from '../../net/time/time-span.ts'
import type { Implementation } from '../define-type.ts'

const fromInteger = (value: number | bigint) => jsonInteger(BigInt(value))

/** A single keeps the digits it would be printed with. */
const fromSingle = (value: number) => jsonFloat(Number(value.toPrecision(7)))

const fromDate = (value: NetDateTime | NetDateTimeOffset) => new JValue(value, tokenType.Date)

const toNumber = (type: NumericTypeName) => (token: JToken | null) => jsonToNumber(token, type)

/** Type of C#, how it becomes a token, how a token becomes it. */
const conversions: readonly (readonly [string, (value: never) => JValue, (token: JToken | null) => unknown])[] = [
  ['bool', jsonBoolean, jsonToBoolean],
  ['sbyte', fromInteger, toNumber('SByte')],
  ['byte', fromInteger, toNumber('Byte')],
  ['short', fromInteger, toNumber('Int16')],
  ['ushort', fromInteger, toNumber('UInt16')],
  ['int', fromInteger, toNumber('Int32')],
  ['uint', fromInteger, toNumber('UInt32')],
  ['long', fromInteger, toNumber('Int64')],
  ['ulong', fromInteger, toNumber('UInt64')],
  ['float', fromSingle, toNumber('Single')],
  ['double', (value: number) => jsonFloat(value), toNumber('Double')],
  ['decimal', (value: NetDecimal) => jsonFloat(value), toNumber('Decimal')],
  ['DateTime', fromDate, jsonToDateTime],
  ['DateTimeOffset', fromDate, jsonToDateTimeOffset],
  ['TimeSpan', (value: NetTimeSpan) => new JValue(value, tokenType.TimeSpan), jsonToTimeSpan],
  ['Guid', (value: NetGuid) => new JValue(value, tokenType.Guid), jsonToGuid],
]

/**
 * The operators that make tokens of values (implicit) and values of tokens (explicit), nullable ones too.
 * @see https://www.newtonsoft.com/json/help/html/Operators_T_Newtonsoft_Json_Linq_JToken.htm
 */
export const tokenConversions: Readonly<Record<string, Implementation>> = {
  'static implicit operator JToken(string value)': jsonString,
  'static explicit operator string(JToken value)': jsonToString,
  'static implicit operator JToken(byte[] value)': (bytes: Uint8Array | null) =>
    bytes === null ? jsonNull() : new JValue(bytes, tokenType.Bytes),
  'static explicit operator byte[](JToken value)': jsonToBytes,
  ...Object.fromEntries(
    conversions.flatMap(([type, make, read]): [string, Implementation][] => [
      [`static implicit operator JToken(${type} value)`, make],
      [
        `static implicit operator JToken(${type}? value)`,
        (value: never) => (value === null ? jsonNull() : make(value)),
      ],
      [`static explicit operator ${type}(JToken value)`, read],
      [
        `static explicit operator ${type}?(JToken value)`,
        (token: JToken | null) => (isJsonNull(token) ? null : read(token)),
      ],
    ]),
  ),
}
