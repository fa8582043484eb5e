import {
  absoluteDecimal,
  ceilingDecimal,
  compareDecimals,
  floorDecimal,
  NetDecimal,
  roundDecimal,
  truncateDecimal,
} from '../net/decimal.ts'
import { argumentException, argumentOutOfRangeException, overflowException } from '../net/failures.ts'
import type { NumericTypeName } from '../net/format/number-buffer.ts'
import { integerRange } from '../net/format/parse-number.ts'
import { constant, defineType, type Implementation } from './define-type.ts'

const names: Readonly<Record<string, NumericTypeName>> = {
  sbyte: 'SByte',
  short: 'Int16',
  int: 'Int32',
  long: 'Int64',
}

const signed = ['sbyte', 'short', 'int', 'long', 'float', 'double', 'decimal']
const all = [...signed, 'byte', 'ushort', 'uint', 'ulong']

type Number_ = number | bigint

const absolute = (type: string): Implementation => {
  if (type === 'decimal') return absoluteDecimal
  if (type === 'float' || type === 'double') return Math.abs
  const [least] = integerRange(names[type] ?? 'Int32') ?? [0n]
  return (value: Number_) => {
    if (BigInt(value) === least) throw overflowException()
    return value < 0 ? -value : value
  }
}

const extreme = (type: string, sign: 1 | -1): Implementation => {
  if (type === 'decimal') return (a: NetDecimal, b: NetDecimal) => (compareDecimals(a, b) * sign >= 0 ? a : b)
  if (type === 'float' || type === 'double') return sign === 1 ? Math.max : Math.min
  return sign === 1 ? (a: Number_, b: Number_) => (a > b ? a : b) : (a: Number_, b: Number_) => (a < b ? a : b)
}

const clamp =
  (type: string): Implementation =>
  (value: never, least: never, greatest: never) => {
    const compare = type === 'decimal' ? compareDecimals : (a: Number_, b: Number_) => (a < b ? -1 : a > b ? 1 : 0)
    const order = compare as (a: unknown, b: unknown) => number
    if (order(least, greatest) > 0)
      throw argumentException(`'${String(least)}' cannot be greater than ${String(greatest)}.`)
    if (order(value, least) < 0) return least
    return order(value, greatest) > 0 ? greatest : value
  }

/** To the nearest whole number; halves by the mode (`MidpointRounding`). */
function roundHalf(value: number, mode: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  switch (mode) {
    case 0:
      return rest === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(value)
    case 1:
      return Math.sign(value) * Math.floor(Math.abs(value) + 0.5)
    case 2:
      return Math.trunc(value)
    case 3:
      return floor
    default:
      return Math.ceil(value)
  }
}

function round(value: number, digits = 0, mode = 0): number {
  if (digits < 0 || digits > 15)
    throw argumentOutOfRangeException('digits', 'Rounding digits must be between 0 and 15, inclusive.')
  if (!Number.isFinite(value) || Math.abs(value) >= 1e16) return value
  const factor = 10 ** digits
  return roundHalf(value * factor, mode) / factor
}

const fromDouble = (name: string, does: (value: number) => number) => ({ [`static double ${name}(double d)`]: does })

export const mathType = defineType({
  name: 'System.Math',
  kind: 'static',
  members: {
    'const double PI': constant(Math.PI),
    'const double E': constant(Math.E),
    ...Object.fromEntries(signed.map((type) => [`static ${type} Abs(${type} value)`, absolute(type)])),
    ...Object.fromEntries(all.map((type) => [`static ${type} Max(${type} val1, ${type} val2)`, extreme(type, 1)])),
    ...Object.fromEntries(all.map((type) => [`static ${type} Min(${type} val1, ${type} val2)`, extreme(type, -1)])),
    ...Object.fromEntries(
      all.map((type) => [`static ${type} Clamp(${type} value, ${type} min, ${type} max)`, clamp(type)]),
    ),
    ...Object.fromEntries(
      signed.map((type) => [
        `static int Sign(${type} value)`,
        type === 'decimal'
          ? (value: NetDecimal) => compareDecimals(value, NetDecimal.zero)
          : (value: Number_) => (value > 0 ? 1 : value < 0 ? -1 : 0),
      ]),
    ),
    'static double Round(double a)': (value: number) => round(value),
    'static double Round(double value, int digits)': (value: number, digits: number) => round(value, digits),
    'static double Round(double value, MidpointRounding mode)': (value: number, mode: number) => round(value, 0, mode),
    'static double Round(double value, int digits, MidpointRounding mode)': round,
    'static decimal Round(decimal d)': (value: NetDecimal) => roundDecimal(value),
    'static decimal Round(decimal d, int decimals)': (value: NetDecimal, decimals: number) =>
      roundDecimal(value, decimals),
    'static decimal Round(decimal d, MidpointRounding mode)': (value: NetDecimal, mode: number) =>
      roundDecimal(value, 0, mode),
    'static decimal Round(decimal d, int decimals, MidpointRounding mode)': roundDecimal,
    'static double Floor(double d)': Math.floor,
    'static decimal Floor(decimal d)': floorDecimal,
    'static double Ceiling(double a)': Math.ceil,
    'static decimal Ceiling(decimal d)': ceilingDecimal,
    'static double Truncate(double d)': Math.trunc,
    'static decimal Truncate(decimal d)': truncateDecimal,
    ...fromDouble('Sqrt', Math.sqrt),
    ...fromDouble('Exp', Math.exp),
    ...fromDouble('Log10', Math.log10),
    ...fromDouble('Sin', Math.sin),
    ...fromDouble('Cos', Math.cos),
    ...fromDouble('Tan', Math.tan),
    ...fromDouble('Asin', Math.asin),
    ...fromDouble('Acos', Math.acos),
    ...fromDouble('Atan', Math.atan),
    ...fromDouble('Sinh', Math.sinh),
    ...fromDouble('Cosh', Math.cosh),
    ...fromDouble('Tanh', Math.tanh),
    'static double Log(double d)': Math.log,
    'static double Log(double a, double newBase)': (value: number, base: number) => Math.log(value) / Math.log(base),
    'static double Pow(double x, double y)': (x: number, y: number) => x ** y,
    'static double Atan2(double y, double x)': Math.atan2,
    'static long BigMul(int a, int b)': (a: number, b: number) => BigInt(a) * BigInt(b),
    'static int DivRem(int a, int b, out int result)': (a: number, b: number, result: { value: number }) => {
      result.value = (a % b) + 0
      return Math.trunc(a / b)
    },
  },
})
