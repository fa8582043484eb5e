import { argumentOutOfRangeException, divideByZeroException, overflowException } from './failures.ts'

const LIMIT = 1n << 96n
const MAX_SCALE = 28

/** How midpoints are rounded; the numbers are those of `System.MidpointRounding`. */
export const midpointRounding = { ToEven: 0, AwayFromZero: 1, ToZero: 2, ToNegativeInfinity: 3, ToPositiveInfinity: 4 }

/**
 * `System.Decimal`: `coefficient × 10^-scale` with |coefficient| < 2^96 and a scale of 0 to 28, which is kept:
 * `1.50` and `1.5` are equal and print differently.
 * @see https://learn.microsoft.com/dotnet/api/system.decimal
 */
export class NetDecimal {
  readonly coefficient: bigint
  readonly scale: number

  constructor(coefficient: bigint, scale = 0) {
    this.coefficient = coefficient
    this.scale = scale
  }

  static readonly zero = new NetDecimal(0n)
  static readonly one = new NetDecimal(1n)
  static readonly minusOne = new NetDecimal(-1n)
  static readonly maxValue = new NetDecimal(LIMIT - 1n)
  static readonly minValue = new NetDecimal(1n - LIMIT)

  toString(): string {
    const digits = magnitude(this.coefficient)
      .toString()
      .padStart(this.scale + 1, '0')
    const sign = this.coefficient < 0n ? '-' : ''
    if (this.scale === 0) return sign + digits
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`
  }
}

export function addDecimals(a: NetDecimal, b: NetDecimal): NetDecimal {
  const scale = Math.max(a.scale, b.scale)
  return fit(atScale(a, scale) + atScale(b, scale), scale)
}

export function subtractDecimals(a: NetDecimal, b: NetDecimal): NetDecimal {
  return addDecimals(a, negateDecimal(b))
}

export function multiplyDecimals(a: NetDecimal, b: NetDecimal): NetDecimal {
  return fit(a.coefficient * b.coefficient, a.scale + b.scale)
}

/**
 * The quotient with the fewest decimals that is exact, at least the dividend's less the divisor's; else as many as fit.
 * @throws System.DivideByZeroException, System.OverflowException
 */
export function divideDecimals(a: NetDecimal, b: NetDecimal): NetDecimal {
  if (b.coefficient === 0n) throw divideByZeroException()
  const negative = a.coefficient < 0n !== b.coefficient < 0n
  let dividend = magnitude(a.coefficient)
  const divisor = magnitude(b.coefficient)
  let scale = a.scale - b.scale
  if (scale < 0) {
    dividend *= powerOfTen(-scale)
    scale = 0
  }
  while (scale < MAX_SCALE && dividend % divisor !== 0n && (dividend * 10n) / divisor < LIMIT) {
    dividend *= 10n
    scale++
  }
  const quotient = divideHalfEven(dividend, divisor)
  // Rounding up may have made one digit too many.
  return fit(negative ? -quotient : quotient, scale)
}

/** The remainder with the dividend's sign. */
export function remainderDecimals(a: NetDecimal, b: NetDecimal): NetDecimal {
  if (b.coefficient === 0n) throw divideByZeroException()
  const scale = Math.max(a.scale, b.scale)
  return fit(atScale(a, scale) % atScale(b, scale), scale)
}

export function negateDecimal(value: NetDecimal): NetDecimal {
  return new NetDecimal(-value.coefficient, value.scale)
}

export function absoluteDecimal(value: NetDecimal): NetDecimal {
  return value.coefficient < 0n ? negateDecimal(value) : value
}

/** Below, at or above 0, as the first is less, equal or more. */
export function compareDecimals(a: NetDecimal, b: NetDecimal): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = atScale(a, scale) - atScale(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Keeps at most `decimals` decimals; one with fewer stays as it is. */
export function roundDecimal(value: NetDecimal, decimals = 0, mode = midpointRounding.ToEven): NetDecimal {
  if (decimals < 0 || decimals > MAX_SCALE)
    throw argumentOutOfRangeException('decimals', 'Decimal can only round to between 0 and 28 digits of precision.')
  if (value.scale <= decimals) return value
  return new NetDecimal(roundQuotient(value.coefficient, powerOfTen(value.scale - decimals), mode), decimals)
}

export const truncateDecimal = (value: NetDecimal) => roundDecimal(value, 0, midpointRounding.ToZero)
export const floorDecimal = (value: NetDecimal) => roundDecimal(value, 0, midpointRounding.ToNegativeInfinity)
export const ceilingDecimal = (value: NetDecimal) => roundDecimal(value, 0, midpointRounding.ToPositiveInfinity)

/** The whole part as an integer, decimals cut off, as a cast to `long` sees it. */
export function decimalToInteger(value: NetDecimal): bigint {
  return value.coefficient / powerOfTen(value.scale)
}

export function decimalToNumber(value: NetDecimal): number {
  return Number(value.toString())
}

export function decimalFromInteger(value: bigint | number): NetDecimal {
  return new NetDecimal(BigInt(value))
}

/**
 * A double keeps 15 significant digits on the way to a decimal, a single 7, and no trailing zeros.
 * @see https://learn.microsoft.com/dotnet/api/system.decimal.op_explicit
 * @throws System.OverflowException for NaN, infinities and what does not fit
 */
export function decimalFromNumber(value: number, significantDigits: 7 | 15 = 15): NetDecimal {
  if (!Number.isFinite(value)) throw overflowException('Decimal')
  const [mantissa = '', exponent = '0'] = value.toExponential(significantDigits - 1).split('e')
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0'
  if (digits === '-' || digits === '0') return NetDecimal.zero
  const decimals = digits.replace('-', '').length - 1 - Number(exponent)
  const coefficient = BigInt(digits)
  return decimals >= 0 ? fit(coefficient, decimals) : fit(coefficient * powerOfTen(-decimals), 0)
}

/** A decimal of digits and a scale of any size, rounded half to even to what fits. @throws System.OverflowException */
export function decimalOf(coefficient: bigint, scale: number): NetDecimal {
  return scale >= 0 ? fit(coefficient, scale) : fit(coefficient * powerOfTen(-scale), 0)
}

function fit(coefficient: bigint, scale: number): NetDecimal {
  let excess = Math.max(0, scale - MAX_SCALE)
  let fitted = roundQuotient(coefficient, powerOfTen(excess), midpointRounding.ToEven)
  while (magnitude(fitted) >= LIMIT) {
    excess++
    if (excess > scale) throw overflowException('Decimal')
    fitted = roundQuotient(coefficient, powerOfTen(excess), midpointRounding.ToEven)
  }
  return new NetDecimal(fitted, scale - excess)
}

function roundQuotient(dividend: bigint, divisor: bigint, mode: number): bigint {
  const quotient = dividend / divisor
  const remainder = dividend % divisor
  if (remainder === 0n) return quotient
  const sign = dividend < 0n ? -1n : 1n
  if (mode === midpointRounding.ToZero) return quotient
  if (mode === midpointRounding.ToNegativeInfinity) return sign < 0n ? quotient - 1n : quotient
  if (mode === midpointRounding.ToPositiveInfinity) return sign > 0n ? quotient + 1n : quotient
  const twice = magnitude(remainder) * 2n
  const isUp =
    twice > divisor || (twice === divisor && (mode === midpointRounding.AwayFromZero || quotient % 2n !== 0n))
  return isUp ? quotient + sign : quotient
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  return roundQuotient(dividend, divisor, midpointRounding.ToEven)
}

const powers: bigint[] = []

/** Powers that were asked for once are kept; exponents are bounded by 28 and the digits of a double. */
export function powerOfTen(exponent: number): bigint {
  const known = powers[exponent]
  if (known !== undefined) return known
  const power = 10n ** BigInt(exponent)
  powers[exponent] = power
  return power
}

function atScale(value: NetDecimal, scale: number): bigint {
  return scale === value.scale ? value.coefficient : value.coefficient * powerOfTen(scale - value.scale)
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
