import { explicitConversion } from '../binding/conversions.ts'
import { typesOf } from '../binding/well-known-types.ts'
import { fromBase64, toBase64 } from '../net/base64.ts'
import { type NetDecimal, roundDecimal } from '../net/decimal.ts'
import {
  argumentException,
  argumentNullException,
  formatException,
  invalidCastException,
  overflowException,
} from '../net/failures.ts'
import type { NumericTypeName, NumericValue } from '../net/format/number-buffer.ts'
import { parseDateTime } from '../net/format/parse-date.ts'
import { integerRange, parseBoolean, parseNumber } from '../net/format/parse-number.ts'
import { changeToBoolean } from '../net/newtonsoft/convert-json.ts'
import { JValue } from '../net/newtonsoft/token.ts'
import { NetDateTime } from '../net/time/date-time.ts'
import { TICKS_PER_DAY } from '../net/time/time-span.ts'
import { Boxed } from '../run/boxed.ts'
import type { Run } from '../run/run.ts'
import type { RunState } from '../run/run-state.ts'
import { defineType, type Implementation, withRun } from './define-type.ts'
import type { NetType } from './net-type.ts'
import { heldValue } from './newtonsoft/held-value.ts'
import { tableOf } from './table-of.ts'

interface Target {
  readonly method: string
  readonly name: NumericTypeName | 'Char'
  readonly keyword: string
}

const targets: readonly Target[] = [
  { method: 'ToSByte', name: 'SByte', keyword: 'sbyte' },
  { method: 'ToByte', name: 'Byte', keyword: 'byte' },
  { method: 'ToInt16', name: 'Int16', keyword: 'short' },
  { method: 'ToUInt16', name: 'UInt16', keyword: 'ushort' },
  { method: 'ToInt32', name: 'Int32', keyword: 'int' },
  { method: 'ToUInt32', name: 'UInt32', keyword: 'uint' },
  { method: 'ToInt64', name: 'Int64', keyword: 'long' },
  { method: 'ToUInt64', name: 'UInt64', keyword: 'ulong' },
  { method: 'ToSingle', name: 'Single', keyword: 'float' },
  { method: 'ToDouble', name: 'Double', keyword: 'double' },
  { method: 'ToDecimal', name: 'Decimal', keyword: 'decimal' },
]

/** Half to even, as `Convert` rounds where a cast cuts off. */
const toEven = (value: number): number => {
  const floor = Math.floor(value)
  return value - floor === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(value)
}

/** A number of any type as one of the target, by `Convert`'s rules. @throws NetException System.OverflowException */
function convertNumber(value: unknown, from: NetType, { name, keyword }: Target): unknown {
  const table = tableOf(from)
  const types = typesOf(table)
  const range = integerRange(name as NumericTypeName)
  const source = from.kind === 'named' ? from.declaration.keyword : undefined
  if (range !== undefined && (source === 'double' || source === 'float')) {
    const whole = toEven(value as number)
    if (!Number.isFinite(whole) || BigInt(whole) < range[0] || BigInt(whole) > range[1]) throw overflowException(name)
    return keyword === 'long' || keyword === 'ulong' ? BigInt(whole) : whole
  }
  const rounded = range !== undefined && source === 'decimal' ? roundDecimal(value as NetDecimal) : value
  if (range !== undefined && source !== 'decimal') {
    const whole = BigInt(rounded as number | bigint)
    if (whole < range[0] || whole > range[1]) throw overflowException(name)
  }
  const target = table.find(keyword, 0)?.self
  const conversion = target === undefined ? undefined : explicitConversion(from, target, types, false)
  if (conversion === undefined) throw invalidCastException()
  return conversion.convert === undefined ? rounded : conversion.convert(rounded, noRun)
}

/** Numeric conversions look at the value only. */
const noRun = undefined as unknown as RunState

/** `Convert.ToInt32(object)` and its like: by what the value is at run time. */
function convertObject(run: Run, value: unknown, target: Target): unknown {
  if (value === null) return target.keyword === 'long' || target.keyword === 'ulong' ? 0n : zeroOf(target)
  if (typeof value === 'string') return parseNumber(value, target.name as NumericTypeName)
  if (typeof value === 'boolean') return fromBoolean(value, target)
  if (value instanceof JValue) return convertObject(run, heldValue(run, value), target)
  const type = run.objects.typeOf(value)
  const plain = value instanceof Boxed ? value.value : value
  const isNumber = value instanceof Boxed || (type?.kind === 'named' && type.declaration.keyword === 'decimal')
  if (type === undefined || !isNumber) {
    throw invalidCastException(`Unable to cast object of type '${type?.key ?? 'null'}' to type 'System.IConvertible'.`)
  }
  return convertNumber(plain, type, target)
}

const zeroOf = ({ name }: Target): NumericValue => (name === 'Decimal' ? parseNumber('0', 'Decimal') : 0)

const fromBoolean = (value: boolean, { keyword, name }: Target): unknown => {
  if (keyword === 'long' || keyword === 'ulong') return value ? 1n : 0n
  return name === 'Decimal' ? parseNumber(value ? '1' : '0', 'Decimal') : value ? 1 : 0
}

const toNumber = (target: Target): Record<string, Implementation> => {
  const { method, keyword, name } = target
  const members: Record<string, Implementation> = {
    [`static ${keyword} ${method}(object value)`]: withRun((run, value: unknown) => convertObject(run, value, target)),
    [`static ${keyword} ${method}(object value, IFormatProvider provider)`]: withRun((run, value: unknown) =>
      convertObject(run, value, target),
    ),
    // A missing text is 0, where Parse would fail.
    [`static ${keyword} ${method}(string value)`]: (text: string | null) =>
      text === null ? fromBoolean(false, target) : parseNumber(text, name as NumericTypeName),
    [`static ${keyword} ${method}(string value, IFormatProvider provider)`]: (text: string | null) =>
      text === null ? fromBoolean(false, target) : parseNumber(text, name as NumericTypeName),
    [`static ${keyword} ${method}(bool value)`]: (value: boolean) => fromBoolean(value, target),
  }
  if (integerRange(name as NumericTypeName) !== undefined) {
    members[`static ${keyword} ${method}(string value, int fromBase)`] = (text: string | null, base: number) =>
      fromDigits(text, base, target)
  }
  return members
}

/** Digits of base 2, 8, 10 or 16; the bits are those of the type, so `ffffffff` is -1 as an `int`. */
function fromDigits(text: string | null, base: number, { name, keyword }: Target): unknown {
  if (![2, 8, 10, 16].includes(base)) throw argumentException('Invalid Base.')
  if (text === null) return keyword === 'long' || keyword === 'ulong' ? 0n : 0
  if (text === '')
    throw formatException('Index was out of range. Must be non-negative and less than the size of the collection.')
  if (base === 10) return parseNumber(text, name as NumericTypeName)
  const digits = base === 16 ? text.replace(/^0x/i, '') : text
  const pattern = base === 2 ? /^[01]+$/ : base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/
  if (!pattern.test(digits)) throw formatException('Could not find any recognizable digits.')
  const value = BigInt(`${base === 2 ? '0b' : base === 8 ? '0o' : '0x'}${digits}`)
  const [least = 0n, greatest = 0n] = integerRange(name as NumericTypeName) ?? []
  const modulus = greatest - least + 1n
  if (value >= modulus) throw overflowException(name)
  const signed = value > greatest ? value - modulus : value
  return keyword === 'long' || keyword === 'ulong' ? signed : Number(signed)
}

function toDigits(value: number | bigint, base: number, bits: number): string {
  if (![2, 8, 10, 16].includes(base)) throw argumentException('Invalid Base.')
  const whole = BigInt(value)
  return (base === 10 ? whole : BigInt.asUintN(bits, whole)).toString(base)
}

const notNull = <T>(value: T | null, parameter: string): T => {
  if (value === null) throw argumentNullException(parameter)
  return value
}

const isTrue = (value: unknown): boolean => {
  if (value === null) return false
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return parseBoolean(value)
  if (value instanceof Boxed) return value.value !== 0 && value.value !== 0n
  if (value instanceof JValue) return changeToBoolean(value.value)
  throw invalidCastException()
}

/** Null is the first moment there is. @throws System.FormatException, System.InvalidCastException */
function toDateTime(run: Run, value: unknown): NetDateTime {
  const held = value instanceof JValue ? value.value : value
  if (held === null) return NetDateTime.minValue
  if (held instanceof NetDateTime) return held
  if (typeof held !== 'string') throw invalidCastException()
  const now = run.services.nowTicks()
  return parseDateTime(held, () => now - (now % TICKS_PER_DAY))
}

export const convertType = defineType({
  name: 'System.Convert',
  kind: 'static',
  members: {
    ...Object.assign({}, ...targets.map(toNumber)),
    'static bool ToBoolean(object value)': isTrue,
    'static bool ToBoolean(string value)': (text: string | null) => (text === null ? false : parseBoolean(text)),
    'static bool ToBoolean(bool value)': (value: boolean) => value,
    'static DateTime ToDateTime(string value)': withRun(toDateTime),
    'static DateTime ToDateTime(object value)': withRun(toDateTime),
    'static char ToChar(object value)': (value: unknown) => {
      if (value instanceof Boxed) return Number(value.value) & 0xffff
      const text = String(value)
      if (text.length !== 1) throw formatException('String must be exactly one character long.')
      return text.charCodeAt(0)
    },
    'static string ToString(object value)': withRun((run, value: unknown) => run.objects.toText(value)),
    'static string ToString(object value, IFormatProvider provider)': withRun((run, value: unknown) =>
      run.objects.toText(value),
    ),
    'static string ToString(string value)': (text: string | null) => text,
    'static string ToString(int value, int toBase)': (value: number, base: number) => toDigits(value, base, 32),
    'static string ToString(long value, int toBase)': (value: bigint, base: number) => toDigits(value, base, 64),
    'static string ToString(byte value, int toBase)': (value: number, base: number) => toDigits(value, base, 8),
    'static string ToString(short value, int toBase)': (value: number, base: number) => toDigits(value, base, 16),
    'static string ToBase64String(byte[] inArray)': (bytes: Uint8Array | null) => toBase64(notNull(bytes, 'inArray')),
    'static string ToBase64String(byte[] inArray, int offset, int length)': (
      bytes: Uint8Array,
      offset: number,
      length: number,
    ) => toBase64(bytes.subarray(offset, offset + length)),
    'static byte[] FromBase64String(string s)': withRun((run, text: string | null) => {
      run.charge(notNull(text, 's').length)
      return fromBase64(notNull(text, 's'))
    }),
    'static string ToHexString(byte[] inArray)': (bytes: Uint8Array | null) =>
      Array.from(notNull(bytes, 'inArray'), (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(''),
    'static byte[] FromHexString(string s)': (text: string | null) => {
      const digits = notNull(text, 's')
      if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) {
        throw formatException('The input is not a valid hex string as its length is not a multiple of 2.')
      }
      return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    },
  },
})
