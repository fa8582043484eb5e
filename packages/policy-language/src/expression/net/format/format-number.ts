import type { NetDecimal } from '../decimal.ts'
import { formatException } from '../failures.ts'
import { formatCustomNumber } from './custom-number-format.ts'
import {
  decimalBuffer,
  fractionBuffer,
  integerBuffer,
  type NumberBuffer,
  type NumericTypeName,
  type NumericValue,
  roundBuffer,
  shortestBuffer,
  significantBuffer,
} from './number-buffer.ts'

/**
 * Differs from the reference: .NET takes a precision up to 999 999 999 and fills memory with zeros. No text of that
 * length passes the gateway, so a longer one is refused as a bad format.
 */
const MAX_PRECISION = 99_999

const bitsOf: Record<string, number> = {
  SByte: 8,
  Byte: 8,
  Int16: 16,
  UInt16: 16,
  Int32: 32,
  UInt32: 32,
  Int64: 64,
  UInt64: 64,
}

/**
 * A number as text by a standard or custom format of the invariant culture; no format, or an empty one, is `G`.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/standard-numeric-format-strings
 * @throws System.FormatException `Format specifier was invalid.`
 */
export function formatNumber(value: NumericValue, type: NumericTypeName, format?: string | null): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return nameOfNonFinite(value)
  if (format === undefined || format === null || format === '') return general(value, type, -1, 'E')
  const standard = /^([A-Za-z])(\d*)$/.exec(format)
  if (standard === null) return formatCustomNumber(customBuffer(value, type), format)
  const letter = standard[1] ?? ''
  const precision = standard[2] === '' ? -1 : Number(standard[2])
  if (precision > MAX_PRECISION) throw invalidSpecifier()
  return formatStandard(value, type, letter, precision)
}

function formatStandard(value: NumericValue, type: NumericTypeName, letter: string, precision: number): string {
  const decimals = precision === -1 ? 2 : precision
  switch (letter.toUpperCase()) {
    case 'G':
      return general(value, type, precision === 0 ? -1 : precision, letter === 'G' ? 'E' : 'e')
    case 'R':
      if (type !== 'Double' && type !== 'Single') break
      return general(value, type, -1, 'E')
    case 'D':
      if (!(type in bitsOf)) break
      return wholeNumber(value, Math.max(precision, 1))
    case 'X':
    case 'B':
      if (!(type in bitsOf)) break
      return binaryDigits(value, type, letter, Math.max(precision, 1))
    case 'E':
      return scientific(value, type, precision === -1 ? 6 : precision, letter)
    case 'F':
      return signed(rounded(value, type, decimals), (buffer) => fixed(buffer, decimals))
    case 'N':
      return signed(rounded(value, type, decimals), (buffer) => grouped(buffer, decimals))
    case 'C':
      return inPattern(rounded(value, type, decimals), (buffer) => `¤${grouped(buffer, decimals)}`, '(', ')')
    case 'P':
      return signed(hundredfold(value, type, decimals), (buffer) => `${grouped(buffer, decimals)} %`)
  }
  throw invalidSpecifier()
}

function general(value: NumericValue, type: NumericTypeName, precision: number, exponentLetter: string): string {
  if (precision === -1 && type in bitsOf) return value.toString()
  if (precision === -1 && type === 'Decimal') return value.toString()
  const buffer =
    precision === -1 ? shortestBuffer(value as number, type === 'Single') : significant(value, type, precision)
  const limit = precision === -1 ? Math.max(buffer.digits.length, type === 'Single' ? 7 : 15) : precision
  return signed(buffer, () => {
    if (buffer.scale > limit || buffer.scale < -3) {
      const mantissa = buffer.digits.length > 1 ? `${buffer.digits[0]}.${buffer.digits.slice(1)}` : buffer.digits
      return `${mantissa || '0'}${exponent(buffer, exponentLetter, 2)}`
    }
    return fixed(buffer, Math.max(0, buffer.digits.length - buffer.scale))
  })
}

function scientific(value: NumericValue, type: NumericTypeName, precision: number, letter: string): string {
  return signed(significant(value, type, precision + 1), (buffer) => {
    const digits = buffer.digits.padEnd(precision + 1, '0')
    const mantissa = precision === 0 ? digits : `${digits[0]}.${digits.slice(1)}`
    return mantissa + exponent(buffer, letter, 3)
  })
}

function exponent(buffer: NumberBuffer, letter: string, minimumDigits: number): string {
  const power = buffer.digits === '' ? 0 : buffer.scale - 1
  return `${letter}${power < 0 ? '-' : '+'}${Math.abs(power).toString().padStart(minimumDigits, '0')}`
}

function wholeNumber(value: NumericValue, minimumDigits: number): string {
  const text = value.toString()
  return text.startsWith('-') ? `-${text.slice(1).padStart(minimumDigits, '0')}` : text.padStart(minimumDigits, '0')
}

/** Negative numbers show the two's complement of their type's width. */
function binaryDigits(value: NumericValue, type: NumericTypeName, letter: string, minimumDigits: number): string {
  const bits = BigInt.asUintN(bitsOf[type] ?? 64, BigInt(value as number | bigint))
  const digits = bits.toString(letter === 'X' || letter === 'x' ? 16 : 2)
  return (letter === 'X' ? digits.toUpperCase() : digits).padStart(minimumDigits, '0')
}

function rounded(value: NumericValue, type: NumericTypeName, decimals: number): NumberBuffer {
  if (type === 'Double' || type === 'Single') return fractionBuffer(value as number, decimals)
  const buffer = exactBuffer(value, type)
  return roundBuffer(buffer, buffer.scale + decimals)
}

/** A percentage moves the point of the exact number: 0.125 is 12.50 %, whatever 0.125 × 100 is in binary. */
function hundredfold(value: NumericValue, type: NumericTypeName, decimals: number): NumberBuffer {
  const buffer = rounded(value, type, decimals + 2)
  return buffer.digits === '' ? buffer : { ...buffer, scale: buffer.scale + 2 }
}

function significant(value: NumericValue, type: NumericTypeName, digits: number): NumberBuffer {
  if (type === 'Double' || type === 'Single') return significantBuffer(value as number, digits)
  return roundBuffer(exactBuffer(value, type), digits)
}

/** Custom formats see the first 15 digits of a double, 7 of a single. */
function customBuffer(value: NumericValue, type: NumericTypeName): NumberBuffer {
  if (type !== 'Double' && type !== 'Single') return exactBuffer(value, type)
  return { ...significantBuffer(value as number, type === 'Double' ? 15 : 7), isRounded: false }
}

function exactBuffer(value: NumericValue, type: NumericTypeName): NumberBuffer {
  return type === 'Decimal' ? decimalBuffer(value as NetDecimal) : integerBuffer(value as number | bigint)
}

function fixed(buffer: NumberBuffer, decimals: number): string {
  const whole = buffer.scale > 0 ? buffer.digits.slice(0, buffer.scale).padEnd(buffer.scale, '0') : '0'
  if (decimals === 0) return whole
  const leading = '0'.repeat(Math.min(decimals, Math.max(0, -buffer.scale)))
  const rest = buffer.digits.slice(Math.max(0, buffer.scale))
  return `${whole}.${(leading + rest).slice(0, decimals).padEnd(decimals, '0')}`
}

function grouped(buffer: NumberBuffer, decimals: number): string {
  const [whole = '', fraction] = fixed(buffer, decimals).split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

function signed(buffer: NumberBuffer, print: (buffer: NumberBuffer) => string): string {
  return inPattern(buffer, print, '-', '')
}

function inPattern(buffer: NumberBuffer, print: (b: NumberBuffer) => string, before: string, after: string): string {
  return buffer.isNegative ? before + print(buffer) + after : print(buffer)
}

function nameOfNonFinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}

function invalidSpecifier() {
  return formatException('Format specifier was invalid.')
}
