import { fromBase64, toBase64 } from '../base64.ts'
import {
  compareDecimals,
  decimalFromInteger,
  decimalFromNumber,
  decimalToNumber,
  NetDecimal,
  roundDecimal,
} from '../decimal.ts'
import { argumentException, argumentNullException, invalidCastException, overflowException } from '../failures.ts'
import type { NumericTypeName, NumericValue } from '../format/number-buffer.ts'
import { parseDateTime, parseDateTimeOffset } from '../format/parse-date.ts'
import { integerRange, parseBoolean, parseNumber } from '../format/parse-number.ts'
import { parseTimeSpan } from '../format/time-span-format.ts'
import { guidFromBytes, NetGuid, parseGuid } from '../guid.ts'
import { NetDateTime } from '../time/date-time.ts'
import { localOf, NetDateTimeOffset, offsetFromDateTime } from '../time/date-time-offset.ts'
import { NetTimeSpan } from '../time/time-span.ts'
import { JProperty, type JsonPrimitive, type JToken, JValue } from './token.ts'
import { type TokenType, tokenType, tokenTypeName } from './token-type.ts'
import { valueText } from './write-json.ts'

const {
  Integer,
  Float,
  String: Text,
  Boolean: Bool,
  Null,
  Undefined,
  Date: DateToken,
  Raw,
  Bytes,
  Guid,
  Uri,
  TimeSpan,
} = tokenType

/** For a time without a date; Newtonsoft takes the current day, which a conversion has no clock for. */
const noDay = () => 0n

const sourcesOfNumbers: readonly TokenType[] = [Integer, Float, Text, Raw, Bool]
const sourcesOfText: readonly TokenType[] = [DateToken, Integer, Float, Text, Raw, Bool, Bytes, Guid, TimeSpan, Uri]

/**
 * The explicit conversions of `JToken`. All take the value of a property for the property, and refuse containers.
 * @see https://www.newtonsoft.com/json/help/html/Operators_T_Newtonsoft_Json_Linq_JToken.htm
 * @throws System.ArgumentException `Can not convert Object to Int32.`
 */
export function jsonToNumber(token: JToken | null, type: NumericTypeName): NumericValue {
  const value = source(token, type, sourcesOfNumbers)
  return changeToNumber(value.value, type)
}

export function jsonToBoolean(token: JToken | null): boolean {
  const { value } = source(token, 'Boolean', sourcesOfNumbers)
  return changeToBoolean(value)
}

/** Null for a null and an undefined. */
export function jsonToString(token: JToken | null): string | null {
  if (token === null) return null
  const value = nullable(token, 'String', sourcesOfText)
  if (value === undefined) return null
  return value.value instanceof Uint8Array ? toBase64(value.value) : valueText(value)
}

export function jsonToDateTime(token: JToken | null): NetDateTime {
  const { value } = source(token, 'DateTime', [DateToken, Text, Raw])
  return changeToDateTime(value)
}

export function jsonToDateTimeOffset(token: JToken | null): NetDateTimeOffset {
  const { value } = source(token, 'DateTimeOffset', [DateToken, Text, Raw])
  if (value instanceof NetDateTimeOffset) return value
  return typeof value === 'string' ? parseDateTimeOffset(value, noDay) : offsetFromDateTime(changeToDateTime(value))
}

export function jsonToTimeSpan(token: JToken | null): NetTimeSpan {
  const { value } = source(token, 'TimeSpan', [Text, Raw, TimeSpan])
  return value instanceof NetTimeSpan ? value : parseTimeSpan(String(value))
}

export function jsonToGuid(token: JToken | null): NetGuid {
  const { value } = source(token, 'Guid', [Text, Raw, Guid, Bytes])
  if (value instanceof Uint8Array) return guidFromBytes(value)
  return value instanceof NetGuid ? value : parseGuid(String(value))
}

/** A string is Base64. Null for a null. */
export function jsonToBytes(token: JToken | null): Uint8Array | null {
  if (token === null) return null
  const value = nullable(token, 'byte array', [Bytes, Text, Raw, Integer])?.value
  if (value === undefined) return null
  return value instanceof Uint8Array ? value : fromBase64(String(value))
}

/** The address as text; null for a null. */
export function jsonToUriText(token: JToken | null): string | null {
  if (token === null) return null
  const value = nullable(token, 'Uri', [Text, Raw, Uri])
  return value === undefined ? null : valueText(value)
}

/** Whether a conversion to `T?` gives null. */
export function isJsonNull(token: JToken | null): boolean {
  const value = token instanceof JProperty ? token.value : token
  return value === null || value.type === Null || value.type === Undefined
}

function source(token: JToken | null, target: string, types: readonly TokenType[]): JValue {
  if (token === null) throw argumentNullException('value')
  const value = token instanceof JProperty ? token.value : token
  if (!(value instanceof JValue) || !types.includes(value.type) || value.value === null)
    throw argumentException(`Can not convert ${tokenTypeName(value.type)} to ${target}.`)
  return value
}

function nullable(token: JToken, target: string, types: readonly TokenType[]): JValue | undefined {
  return isJsonNull(token) ? undefined : source(token, target, types)
}

/** `Convert.ToInt32` and its kin: floats round half to even, strings are parsed, booleans are 1 and 0. */
export function changeToNumber(value: JsonPrimitive, type: NumericTypeName): NumericValue {
  if (typeof value === 'string') return parseNumber(value, type)
  if (typeof value === 'boolean') return numberOf(value ? 1n : 0n, type)
  if (typeof value === 'bigint' || typeof value === 'number' || value instanceof NetDecimal)
    return numberOf(value, type)
  throw invalidCastException(
    value === null
      ? 'Null object cannot be converted to a value type.'
      : `Invalid cast from '${dotnetTypeName(value)}' to '${type}'.`,
  )
}

function numberOf(value: bigint | number | NetDecimal, type: NumericTypeName): NumericValue {
  if (type === 'Double' || type === 'Single') {
    const number = value instanceof NetDecimal ? decimalToNumber(value) : Number(value)
    return type === 'Single' ? Math.fround(number) : number
  }
  if (type === 'Decimal') {
    if (typeof value === 'number') return decimalFromNumber(value)
    const decimal = value instanceof NetDecimal ? value : decimalFromInteger(value)
    if (compareDecimals(decimal, NetDecimal.maxValue) > 0 || compareDecimals(decimal, NetDecimal.minValue) < 0)
      throw overflowException('Decimal')
    return decimal
  }
  const whole = wholeOf(value, type)
  const [least, greatest] = integerRange(type) ?? [0n, 0n]
  if (whole < least || whole > greatest) throw overflowException(type)
  return type === 'Int64' || type === 'UInt64' ? whole : Number(whole)
}

function wholeOf(value: bigint | number | NetDecimal, type: NumericTypeName): bigint {
  if (typeof value === 'bigint') return value
  if (value instanceof NetDecimal) return roundDecimal(value).coefficient
  if (!Number.isFinite(value)) throw overflowException(type)
  const floor = Math.floor(value)
  const rest = value - floor
  return BigInt(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor)
}

export function changeToBoolean(value: JsonPrimitive): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return parseBoolean(value)
  if (typeof value === 'bigint') return value !== 0n
  if (typeof value === 'number') return value !== 0
  if (value instanceof NetDecimal) return value.coefficient !== 0n
  throw invalidCastException(
    value === null
      ? 'Null object cannot be converted to a value type.'
      : `Invalid cast from '${dotnetTypeName(value)}' to 'Boolean'.`,
  )
}

export function changeToDateTime(value: JsonPrimitive): NetDateTime {
  if (value instanceof NetDateTime) return value
  if (value instanceof NetDateTimeOffset) return localOf(value)
  if (typeof value === 'string') return parseDateTime(value, noDay)
  throw invalidCastException(
    value === null
      ? 'Null object cannot be converted to a value type.'
      : `Invalid cast from '${dotnetTypeName(value)}' to 'DateTime'.`,
  )
}

/** The name of the .NET type that a JSON value is held as. */
export function dotnetTypeName(value: JsonPrimitive): string {
  if (typeof value === 'string') return 'String'
  if (typeof value === 'boolean') return 'Boolean'
  if (typeof value === 'bigint') return 'Int64'
  if (typeof value === 'number') return 'Double'
  if (value instanceof NetDecimal) return 'Decimal'
  if (value instanceof NetDateTime) return 'DateTime'
  if (value instanceof NetDateTimeOffset) return 'DateTimeOffset'
  if (value instanceof NetGuid) return 'Guid'
  if (value instanceof NetTimeSpan) return 'TimeSpan'
  return value instanceof Uint8Array ? 'Byte[]' : 'Uri'
}
