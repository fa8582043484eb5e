import {
  absoluteDecimal,
  addDecimals,
  ceilingDecimal,
  compareDecimals,
  decimalFromInteger,
  decimalFromNumber,
  divideDecimals,
  floorDecimal,
  multiplyDecimals,
  NetDecimal,
  negateDecimal,
  remainderDecimals,
  roundDecimal,
  subtractDecimals,
  truncateDecimal,
} from '../net/decimal.ts'
import { formatNumber } from '../net/format/format-number.ts'
import type { NumericTypeName, NumericValue } from '../net/format/number-buffer.ts'
import { integerRange, numberStyles, parseNumber, tryParseNumber } from '../net/format/parse-number.ts'
import {
  constant,
  defineEnum,
  defineType,
  type Implementation,
  type OutCell,
  type TypeDefinition,
} from './define-type.ts'

type Kind = Readonly<{ name: NumericTypeName; keyword: string; zero: NumericValue }>

const integers: readonly Kind[] = [
  { name: 'SByte', keyword: 'sbyte', zero: 0 },
  { name: 'Byte', keyword: 'byte', zero: 0 },
  { name: 'Int16', keyword: 'short', zero: 0 },
  { name: 'UInt16', keyword: 'ushort', zero: 0 },
  { name: 'Int32', keyword: 'int', zero: 0 },
  { name: 'UInt32', keyword: 'uint', zero: 0 },
  { name: 'Int64', keyword: 'long', zero: 0n },
  { name: 'UInt64', keyword: 'ulong', zero: 0n },
]

/** Members that all numeric types have. */
function commonMembers({ name, keyword, zero }: Kind): Record<string, Implementation> {
  const parse = (text: string | null, style?: number): NumericValue => parseNumber(text, name, style)
  const tryParse = (text: string | null, style: number | undefined, result: OutCell<NumericValue>): boolean => {
    const value = tryParseNumber(text, name, style)
    result.value = value ?? zero
    return value !== undefined
  }
  const toText = (value: NumericValue, format?: string | null): string => formatNumber(value, name, format)
  return {
    [`static ${keyword} Parse(string s)`]: (text: string | null) => parse(text),
    [`static ${keyword} Parse(string s, NumberStyles style)`]: parse,
    [`static ${keyword} Parse(string s, IFormatProvider provider)`]: (text: string | null) => parse(text),
    [`static ${keyword} Parse(string s, NumberStyles style, IFormatProvider provider)`]: (
      text: string | null,
      style: number,
    ) => parse(text, style),
    [`static bool TryParse(string s, out ${keyword} result)`]: (text: string | null, result: OutCell<NumericValue>) =>
      tryParse(text, undefined, result),
    [`static bool TryParse(string s, NumberStyles style, IFormatProvider provider, out ${keyword} result)`]: (
      text: string | null,
      style: number,
      _provider: unknown,
      result: OutCell<NumericValue>,
    ) => tryParse(text, style, result),
    'string ToString()': (value: NumericValue) => toText(value),
    'string ToString(string format)': toText,
    'string ToString(IFormatProvider provider)': (value: NumericValue) => toText(value),
    'string ToString(string format, IFormatProvider provider)': (value: NumericValue, format: string | null) =>
      toText(value, format),
    [`int CompareTo(${keyword} value)`]: (a: never, b: never) => compareNumbers(a, b),
    [`bool Equals(${keyword} obj)`]: (a: never, b: never) => compareNumbers(a, b) === 0,
  }
}

/** NaN is below all numbers and equal to itself, as `CompareTo` says. */
function compareNumbers(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  const isFirst = Number.isNaN(a)
  const isSecond = Number.isNaN(b)
  return isFirst === isSecond ? 0 : isFirst ? -1 : 1
}

const defineInteger = (kind: Kind): TypeDefinition => {
  const [least = 0n, greatest = 0n] = integerRange(kind.name) ?? []
  const isLong = typeof kind.zero === 'bigint'
  return defineType({
    name: `System.${kind.name}`,
    kind: 'struct',
    keyword: kind.keyword,
    implements: ['IComparable'],
    members: {
      [`const ${kind.keyword} MinValue`]: constant(isLong ? least : Number(least)),
      [`const ${kind.keyword} MaxValue`]: constant(isLong ? greatest : Number(greatest)),
      ...commonMembers(kind),
    },
    operations: {
      toText: (value: number, format: string | null) => formatNumber(value, kind.name, format),
      compare: compareNumbers,
    },
  })
}

const defineFloating = (kind: Kind, limits: { readonly greatest: number; readonly epsilon: number }): TypeDefinition =>
  defineType({
    name: `System.${kind.name}`,
    kind: 'struct',
    keyword: kind.keyword,
    implements: ['IComparable'],
    members: {
      [`const ${kind.keyword} MinValue`]: constant(-limits.greatest),
      [`const ${kind.keyword} MaxValue`]: constant(limits.greatest),
      [`const ${kind.keyword} Epsilon`]: constant(limits.epsilon),
      [`const ${kind.keyword} NaN`]: constant(Number.NaN),
      [`const ${kind.keyword} PositiveInfinity`]: constant(Number.POSITIVE_INFINITY),
      [`const ${kind.keyword} NegativeInfinity`]: constant(Number.NEGATIVE_INFINITY),
      [`static bool IsNaN(${kind.keyword} value)`]: (value: number) => Number.isNaN(value),
      [`static bool IsInfinity(${kind.keyword} value)`]: (value: number) =>
        Math.abs(value) === Number.POSITIVE_INFINITY,
      [`static bool IsPositiveInfinity(${kind.keyword} value)`]: (value: number) => value === Number.POSITIVE_INFINITY,
      [`static bool IsNegativeInfinity(${kind.keyword} value)`]: (value: number) => value === Number.NEGATIVE_INFINITY,
      ...commonMembers(kind),
    },
    operations: {
      toText: (value: number, format: string | null) => formatNumber(value, kind.name, format),
      compare: compareNumbers,
    },
  })

const decimalKind: Kind = { name: 'Decimal', keyword: 'decimal', zero: NetDecimal.zero }

const decimalType = defineType({
  name: 'System.Decimal',
  kind: 'struct',
  keyword: 'decimal',
  represents: NetDecimal,
  implements: ['IComparable'],
  members: {
    ...commonMembers(decimalKind),
    'Decimal(int value)': (value: number) => decimalFromInteger(value),
    'Decimal(long value)': (value: bigint) => decimalFromInteger(value),
    'Decimal(double value)': (value: number) => decimalFromNumber(value),
    'const decimal MinValue': constant(NetDecimal.minValue),
    'const decimal MaxValue': constant(NetDecimal.maxValue),
    'const decimal Zero': constant(NetDecimal.zero),
    'const decimal One': constant(NetDecimal.one),
    'const decimal MinusOne': constant(NetDecimal.minusOne),
    'int CompareTo(decimal value)': compareDecimals,
    'bool Equals(decimal value)': (a: NetDecimal, b: NetDecimal) => compareDecimals(a, b) === 0,
    'static int Compare(decimal d1, decimal d2)': compareDecimals,
    'static decimal Add(decimal d1, decimal d2)': addDecimals,
    'static decimal Subtract(decimal d1, decimal d2)': subtractDecimals,
    'static decimal Multiply(decimal d1, decimal d2)': multiplyDecimals,
    'static decimal Divide(decimal d1, decimal d2)': divideDecimals,
    'static decimal Remainder(decimal d1, decimal d2)': remainderDecimals,
    'static decimal Negate(decimal d)': negateDecimal,
    'static decimal Abs(decimal value)': absoluteDecimal,
    'static decimal Floor(decimal d)': floorDecimal,
    'static decimal Ceiling(decimal d)': ceilingDecimal,
    'static decimal Truncate(decimal d)': truncateDecimal,
    'static decimal Round(decimal d)': (value: NetDecimal) => roundDecimal(value),
    'static decimal Round(decimal d, int decimals)': (value: NetDecimal, decimals: number) =>
      roundDecimal(value, decimals),
    'static decimal Round(decimal d, MidpointRounding mode)': (value: NetDecimal, mode: number) =>
      roundDecimal(value, 0, mode),
    'static decimal Round(decimal d, int decimals, MidpointRounding mode)': roundDecimal,
  },
  operations: {
    toText: (value: NetDecimal, format: string | null) => formatNumber(value, 'Decimal', format),
    // 1.50 and 1.5 are equal.
    keyOf: (value: NetDecimal) => reduced(value),
    compare: compareDecimals,
  },
})

function reduced({ coefficient, scale }: NetDecimal): string {
  let digits = coefficient
  let decimals = scale
  while (decimals > 0 && digits % 10n === 0n) {
    digits /= 10n
    decimals--
  }
  return `${digits}e-${decimals}`
}

export const numericTypes: readonly TypeDefinition[] = [
  ...integers.map(defineInteger),
  defineFloating(
    { name: 'Single', keyword: 'float', zero: 0 },
    { greatest: 3.4028234663852886e38, epsilon: 1.401298464324817e-45 },
  ),
  defineFloating(
    { name: 'Double', keyword: 'double', zero: 0 },
    { greatest: Number.MAX_VALUE, epsilon: Number.MIN_VALUE },
  ),
  decimalType,
  defineEnum('System.Globalization.NumberStyles', numberStyles, { isFlags: true }),
]
