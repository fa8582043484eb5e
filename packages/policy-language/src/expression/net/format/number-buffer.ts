import type { NetDecimal } from '../decimal.ts'

/** The names of the numeric types as formats and failures need them. */
export type NumericTypeName =
  | 'SByte'
  | 'Byte'
  | 'Int16'
  | 'UInt16'
  | 'Int32'
  | 'UInt32'
  | 'Int64'
  | 'UInt64'
  | 'Single'
  | 'Double'
  | 'Decimal'

/** A number as its type holds it: `long` and `ulong` are bigint, `decimal` is `NetDecimal`, all others JavaScript numbers. */
export type NumericValue = number | bigint | NetDecimal

/**
 * A number in decimal digits: the value is `0.digits × 10^scale`. Digits have no leading zeros; zero has none at all,
 * or a decimal's scale below zero (`0.00` has scale -2).
 */
export interface NumberBuffer {
  readonly isNegative: boolean
  readonly digits: string
  readonly scale: number
  readonly isFloating: boolean
  /** The digits are already those that were asked for, so that rounding them again would round twice. */
  readonly isRounded: boolean
}

export function integerBuffer(value: number | bigint): NumberBuffer {
  const text = value.toString()
  const isNegative = text.startsWith('-')
  const digits = (isNegative ? text.slice(1) : text).replace(/^0$/, '')
  return { isNegative, digits, scale: digits.length, isFloating: false, isRounded: false }
}

export function decimalBuffer(value: NetDecimal): NumberBuffer {
  const { isNegative, digits } = integerBuffer(value.coefficient)
  return { isNegative, digits, scale: digits.length - value.scale, isFloating: false, isRounded: false }
}

/** The fewest digits that read back as the same number. */
export function shortestBuffer(value: number, isSingle: boolean): NumberBuffer {
  return fromExponential(value, isSingle ? shortestSingle(value) : value.toExponential())
}

/** Correctly rounded to that many significant digits, midpoints to even. */
export function significantBuffer(value: number, significantDigits: number): NumberBuffer {
  if (value === 0) return zero(value)
  const digits = exactDigits(value)
  return { ...roundBuffer(digits, significantDigits, 'toEven'), isRounded: true }
}

/** Correctly rounded to that many decimals, midpoints to even. */
export function fractionBuffer(value: number, decimals: number): NumberBuffer {
  if (value === 0) return zero(value)
  const digits = exactDigits(value)
  return { ...roundBuffer(digits, digits.scale + decimals, 'toEven'), isRounded: true }
}

/** Keeps `count` digits and drops trailing zeros. What is already rounded is only cut. */
export function roundBuffer(buffer: NumberBuffer, count: number, midpoint: 'up' | 'toEven' = 'up'): NumberBuffer {
  if (count < 0) return { ...buffer, digits: '', scale: 0, isNegative: buffer.isNegative && buffer.isFloating }
  let kept = buffer.digits.slice(0, count)
  let scale = buffer.scale
  if (!buffer.isRounded && count < buffer.digits.length && isRoundedUp(buffer.digits, count, midpoint)) {
    const nines = /9*$/.exec(kept)?.[0].length ?? 0
    const head = kept.slice(0, kept.length - nines)
    if (head === '') {
      kept = '1'
      scale++
    } else kept = head.slice(0, -1) + (Number(head.slice(-1)) + 1)
  }
  kept = kept.replace(/0+$/, '')
  if (kept === '') return { ...buffer, digits: '', scale: 0, isNegative: buffer.isNegative && buffer.isFloating }
  return { ...buffer, digits: kept, scale }
}

function isRoundedUp(digits: string, count: number, midpoint: 'up' | 'toEven'): boolean {
  const next = digits[count] ?? '0'
  if (midpoint === 'up' || next !== '5' || /[1-9]/.test(digits.slice(count + 1))) return next >= '5'
  return count > 0 && Number(digits[count - 1]) % 2 === 1
}

function zero(value: number): NumberBuffer {
  return { isNegative: Object.is(value, -0), digits: '', scale: 0, isFloating: true, isRounded: true }
}

function fromExponential(value: number, text: string): NumberBuffer {
  if (value === 0) return zero(value)
  const [mantissa, exponent] = splitExponent(text)
  return {
    isNegative: value < 0,
    digits: mantissa.replace('.', '').replace(/0+$/, ''),
    scale: Number(exponent) + 1,
    isFloating: true,
    isRounded: false,
  }
}

function splitExponent(text: string): [string, string] {
  const at = text.indexOf('e')
  return [text.slice(0, at).replace('-', ''), text.slice(at + 1)]
}

function shortestSingle(value: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits)
    if (Math.fround(Number(text)) === value) return text
  }
  return value.toExponential(8)
}

/** All digits of a double: each is a whole number times a power of two, so its decimal expansion ends. */
function exactDigits(value: number): NumberBuffer {
  const bits = new BigUint64Array(new Float64Array([Math.abs(value)]).buffer)[0] ?? 0n
  const biased = Number(bits >> 52n)
  const fraction = bits & ((1n << 52n) - 1n)
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n)
  const exponent = (biased === 0 ? 1 : biased) - 1075
  const isWhole = exponent >= 0
  // m / 2^n = m × 5^n / 10^n
  const all = isWhole ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)
  const text = all.toString()
  const scale = isWhole ? text.length : text.length + exponent
  return { isNegative: value < 0, digits: text, scale, isFloating: true, isRounded: false }
}
