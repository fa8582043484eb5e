import {
  addDecimals,
  compareDecimals,
  decimalFromInteger,
  decimalFromNumber,
  decimalToInteger,
  decimalToNumber,
  divideDecimals,
  multiplyDecimals,
  type NetDecimal,
  remainderDecimals,
  subtractDecimals,
} from '../net/decimal.ts'
import { divideByZeroException, overflowException } from '../net/failures.ts'
import type { NetType } from '../types/net-type.ts'

/** Numeric types by their keyword; `char` is one as an operand. */
export type NumericKind = IntegerKind | 'float' | 'double' | 'decimal'
export type IntegerKind = 'sbyte' | 'byte' | 'short' | 'ushort' | 'int' | 'uint' | 'long' | 'ulong' | 'char'

const kinds: ReadonlySet<string> = new Set(
  'sbyte byte short ushort int uint long ulong char float double decimal'.split(' '),
)

export function numericKindOf(type: NetType): NumericKind | undefined {
  if (type.kind !== 'named' || type.declaration.keyword === undefined) return undefined
  return kinds.has(type.declaration.keyword) ? (type.declaration.keyword as NumericKind) : undefined
}

export const isIntegerKind = (kind: NumericKind): kind is IntegerKind =>
  kind !== 'float' && kind !== 'double' && kind !== 'decimal'

const isLongKind = (kind: NumericKind): boolean => kind === 'long' || kind === 'ulong'

const implicitTargets: Readonly<Record<NumericKind, string>> = {
  sbyte: 'short int long float double decimal',
  byte: 'short ushort int uint long ulong float double decimal',
  short: 'int long float double decimal',
  ushort: 'int uint long ulong float double decimal',
  int: 'long float double decimal',
  uint: 'long ulong float double decimal',
  long: 'float double decimal',
  ulong: 'float double decimal',
  char: 'ushort int uint long ulong float double decimal',
  float: 'double',
  double: '',
  decimal: '',
}

/** @see C# 7, 11.2.3 */
export const isImplicitNumeric = (from: NumericKind, to: NumericKind): boolean =>
  implicitTargets[from].split(' ').includes(to)

const ranges: Readonly<Record<IntegerKind, readonly [bigint, bigint]>> = {
  sbyte: [-128n, 127n],
  byte: [0n, 255n],
  short: [-32_768n, 32_767n],
  ushort: [0n, 65_535n],
  char: [0n, 65_535n],
  int: [-(1n << 31n), (1n << 31n) - 1n],
  uint: [0n, (1n << 32n) - 1n],
  long: [-(1n << 63n), (1n << 63n) - 1n],
  ulong: [0n, (1n << 64n) - 1n],
}

const netNames: Readonly<Record<IntegerKind, string>> = {
  sbyte: 'SByte',
  byte: 'Byte',
  short: 'Int16',
  ushort: 'UInt16',
  char: 'Char',
  int: 'Int32',
  uint: 'UInt32',
  long: 'Int64',
  ulong: 'UInt64',
}

export const isInRange = (value: bigint, kind: IntegerKind): boolean => {
  const [least, greatest] = ranges[kind]
  return value >= least && value <= greatest
}

/** What remains of a whole number in the bits of the type. */
function wrapInteger(value: bigint, kind: IntegerKind): number | bigint {
  switch (kind) {
    case 'long':
      return BigInt.asIntN(64, value)
    case 'ulong':
      return BigInt.asUintN(64, value)
    default:
      return wrapNumber(Number(BigInt.asIntN(32, value)), kind)
  }
}

/** @param value whole, in 53 bits */
export function wrapNumber(value: number, kind: IntegerKind): number {
  switch (kind) {
    case 'sbyte':
      return (value << 24) >> 24
    case 'byte':
      return value & 0xff
    case 'short':
      return (value << 16) >> 16
    case 'ushort':
    case 'char':
      return value & 0xffff
    case 'uint':
      return value >>> 0
    default:
      return value | 0
  }
}

export type Convert = (value: unknown) => unknown

/**
 * How a number of one type becomes one of another.
 * @param isChecked what does not fit is an OverflowException, as in `checked(…)`; else bits are cut off
 * @see C# 7, 11.3.2
 */
export function convertNumeric(from: NumericKind, to: NumericKind, isChecked: boolean): Convert | undefined {
  if (from === to) return undefined
  if (to === 'decimal') return toDecimal(from)
  if (to === 'double' || to === 'float') return toFloating(from, to)
  if (from === 'decimal') return (value) => decimalToKind(value as NetDecimal, to)
  if (from === 'double' || from === 'float') return (value) => truncateTo(value as number, to, isChecked)
  if (isImplicitNumeric(from, to) && !isLongKind(to)) return undefined
  if (isChecked) return (value) => fitInteger(BigInt(value as number | bigint), to)
  if (isLongKind(from) || isLongKind(to)) return (value) => wrapInteger(BigInt(value as number | bigint), to)
  return (value) => wrapNumber(value as number, to)
}

function toDecimal(from: NumericKind): Convert {
  if (from === 'double') return (value) => decimalFromNumber(value as number)
  if (from === 'float') return (value) => decimalFromNumber(value as number, 7)
  return (value) => decimalFromInteger(value as number | bigint)
}

function toFloating(from: NumericKind, to: 'float' | 'double'): Convert | undefined {
  if (to === 'double' && !isLongKind(from) && from !== 'decimal') return undefined
  const toNumber: (value: unknown) => number =
    from === 'decimal' ? (value) => decimalToNumber(value as NetDecimal) : (value) => Number(value)
  return to === 'float' ? (value) => Math.fround(toNumber(value)) : toNumber
}

/** @throws NetException System.OverflowException */
export function fitInteger(value: bigint, kind: IntegerKind): number | bigint {
  if (!isInRange(value, kind)) throw overflowException()
  return isLongKind(kind) ? value : Number(value)
}

function decimalToKind(value: NetDecimal, kind: IntegerKind): number | bigint {
  const whole = decimalToInteger(value)
  if (!isInRange(whole, kind)) throw overflowException(netNames[kind])
  return isLongKind(kind) ? whole : Number(whole)
}

/** Towards zero. What does not fit becomes what the processor makes of it: the least `int` or `long`. */
function truncateTo(value: number, kind: IntegerKind, isChecked: boolean): number | bigint {
  const whole = Math.trunc(value)
  if (Number.isFinite(whole) && isInRange(BigInt(whole), kind)) return isLongKind(kind) ? BigInt(whole) : whole + 0
  if (isChecked) throw overflowException()
  const wide = kind === 'long' || kind === 'ulong' || kind === 'uint' ? 'long' : 'int'
  const fits = Number.isFinite(whole) && isInRange(BigInt(whole), wide)
  return wrapInteger(fits ? BigInt(whole) : ranges[wide][0], kind)
}

/** The type in which two operands are calculated. @see C# 7, 12.4.7.3 */
export function promote(a: NumericKind, b: NumericKind): NumericKind | undefined {
  const has = (kind: NumericKind): boolean => a === kind || b === kind
  if (has('decimal')) return [a, b].some((kind) => kind === 'double' || kind === 'float') ? undefined : 'decimal'
  if (has('double')) return 'double'
  if (has('float')) return 'float'
  const isSigned = (kind: NumericKind): boolean => ['sbyte', 'short', 'int', 'long'].includes(kind)
  if (has('ulong')) return isSigned(a) || isSigned(b) ? undefined : 'ulong'
  if (has('long')) return 'long'
  if (has('uint')) return isSigned(a) || isSigned(b) ? 'long' : 'uint'
  return 'int'
}

/** The type in which one operand is calculated. */
export function promoteOne(kind: NumericKind): NumericKind {
  return ['sbyte', 'byte', 'short', 'ushort', 'char'].includes(kind) ? 'int' : kind
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'
type Calculate = (a: never, b: never) => unknown
export type Operate = (a: unknown, b: unknown) => unknown

/** Calculates two operands of the same promoted type. */
export function arithmetic(operator: ArithmeticOperator, kind: NumericKind, isChecked: boolean): Operate {
  return table(operator, kind, isChecked) as Operate
}

function table(operator: ArithmeticOperator, kind: NumericKind, isChecked: boolean): Calculate {
  switch (kind) {
    case 'decimal':
      return decimalArithmetic[operator]
    case 'double':
      return floatingArithmetic[operator]
    case 'float': {
      const calculate = floatingArithmetic[operator]
      return (a: number, b: number) => Math.fround(calculate(a, b))
    }
    case 'long':
    case 'ulong': {
      const calculate = bigArithmetic[operator]
      if (isChecked) return (a: bigint, b: bigint) => fitInteger(calculate(a, b), kind)
      if (operator === '/' || operator === '%') {
        return (a: bigint, b: bigint) => {
          if (b === -1n && a === ranges.long[0]) throw overflowException()
          return calculate(a, b)
        }
      }
      return (a: bigint, b: bigint) => wrapInteger(calculate(a, b), kind)
    }
    default:
      return isChecked ? checkedInteger(operator, kind) : integerArithmetic(operator, kind)
  }
}

const decimalArithmetic = {
  '+': addDecimals,
  '-': subtractDecimals,
  '*': multiplyDecimals,
  '/': divideDecimals,
  '%': remainderDecimals,
}

const floatingArithmetic: Readonly<Record<ArithmeticOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

const bigArithmetic: Readonly<Record<ArithmeticOperator, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => {
    if (b === 0n) throw divideByZeroException()
    return a / b
  },
  '%': (a, b) => {
    if (b === 0n) throw divideByZeroException()
    return a % b
  },
}

function checkedInteger(operator: ArithmeticOperator, kind: IntegerKind): Calculate {
  const calculate = bigArithmetic[operator]
  return (a: number, b: number) => fitInteger(calculate(BigInt(a), BigInt(b)), kind)
}

function integerArithmetic(operator: ArithmeticOperator, kind: IntegerKind): Calculate {
  const isUnsigned = kind === 'uint'
  switch (operator) {
    case '+':
      return isUnsigned ? (a: number, b: number) => (a + b) >>> 0 : (a: number, b: number) => (a + b) | 0
    case '-':
      return isUnsigned ? (a: number, b: number) => (a - b) >>> 0 : (a: number, b: number) => (a - b) | 0
    case '*':
      return isUnsigned ? (a: number, b: number) => Math.imul(a, b) >>> 0 : (a: number, b: number) => Math.imul(a, b)
    case '/':
      return (a: number, b: number) => {
        if (b === 0) throw divideByZeroException()
        if (b === -1 && a === -2_147_483_648) throw overflowException()
        return Math.trunc(a / b) + 0
      }
    case '%':
      return (a: number, b: number) => {
        if (b === 0) throw divideByZeroException()
        if (b === -1 && a === -2_147_483_648) throw overflowException()
        return (a % b) + 0
      }
  }
}

export type ComparisonOperator = '<' | '>' | '<=' | '>=' | '==' | '!='

/** Compares two operands of the same promoted type. */
export function comparison(operator: ComparisonOperator, kind: NumericKind): (a: unknown, b: unknown) => boolean {
  return kind === 'decimal'
    ? decimalComparison(operator)
    : (plainComparison[operator] as (a: unknown, b: unknown) => boolean)
}

const plainComparison: Readonly<Record<ComparisonOperator, (a: never, b: never) => boolean>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}

function decimalComparison(operator: ComparisonOperator): (a: unknown, b: unknown) => boolean {
  const compare = plainComparison[operator] as (a: number, b: number) => boolean
  return (a, b) => compare(compareDecimals(a as NetDecimal, b as NetDecimal), 0)
}

export type BitOperator = '&' | '|' | '^'

/** Bits of two operands of the same integer type (promoted, or that of an enumeration). */
export function bitOperation(operator: BitOperator, kind: IntegerKind): Operate {
  if (isLongKind(kind)) {
    const big: Readonly<Record<BitOperator, Calculate>> = {
      '&': (a: bigint, b: bigint) => a & b,
      '|': (a: bigint, b: bigint) => a | b,
      '^': (a: bigint, b: bigint) => a ^ b,
    }
    return big[operator] as Operate
  }
  const small: Readonly<Record<BitOperator, (a: number, b: number) => number>> = {
    '&': (a, b) => a & b,
    '|': (a, b) => a | b,
    '^': (a, b) => a ^ b,
  }
  const calculate = small[operator]
  return ((a: number, b: number) => wrapNumber(calculate(a, b), kind)) as Operate
}

/** The second operand is an `int`, of which five or six bits count. */
export function shift(operator: '<<' | '>>', kind: IntegerKind): Operate {
  if (kind === 'long' || kind === 'ulong') {
    return ((a: bigint, b: number) => {
      const count = BigInt(b & 63)
      return wrapInteger(operator === '<<' ? a << count : a >> count, kind)
    }) as Operate
  }
  if (operator === '<<') return ((a: number, b: number) => wrapNumber(a << b, kind)) as Operate
  return (kind === 'uint' ? (a: number, b: number) => a >>> b : (a: number, b: number) => a >> b) as Operate
}
