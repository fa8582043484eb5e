import { describe, expect, it } from 'vitest'
import {
  addDecimals,
  compareDecimals,
  decimalFromNumber,
  decimalToInteger,
  divideDecimals,
  midpointRounding,
  multiplyDecimals,
  NetDecimal,
  remainderDecimals,
  roundDecimal,
  subtractDecimals,
} from './decimal.ts'
import { formatNumber } from './format/format-number.ts'
import { parseNumber } from './format/parse-number.ts'

const d = (text: string) => parseNumber(text, 'Decimal') as NetDecimal

describe('decimal arithmetic', () => {
  it.each([
    ['1.1', '2.2', '3.3'],
    ['1.10', '2.2', '3.30'],
    ['0.1', '0.2', '0.3'],
    ['79228162514264337593543950335', '0.4', '79228162514264337593543950335'],
  ])('adds %s and %s to %s', (a, b, sum) => {
    expect(addDecimals(d(a), d(b)).toString()).toBe(sum)
  })
  it.each([
    ['1.5', '1.5', '2.25'],
    ['0.0000000000000000000000000001', '0.5', '0.0000000000000000000000000000'],
    ['0.0000000000000000000000000003', '0.5', '0.0000000000000000000000000002'],
    ['2.00', '3', '6.00'],
  ])('multiplies %s by %s to %s', (a, b, product) => {
    expect(multiplyDecimals(d(a), d(b)).toString()).toBe(product)
  })
  it.each([
    ['1', '3', '0.3333333333333333333333333333'],
    ['2', '3', '0.6666666666666666666666666667'],
    ['10', '4', '2.5'],
    ['1.00', '2', '0.50'],
    ['100', '0.25', '400'],
    ['-7', '2', '-3.5'],
  ])('divides %s by %s to %s', (a, b, quotient) => {
    expect(divideDecimals(d(a), d(b)).toString()).toBe(quotient)
  })
  it.each([
    ['5', '3', '2'],
    ['-5', '3', '-2'],
    ['5.5', '2', '1.5'],
  ])('leaves of %s by %s a remainder of %s', (a, b, remainder) => {
    expect(remainderDecimals(d(a), d(b)).toString()).toBe(remainder)
  })
  it('compares by value, not by scale', () => {
    expect(compareDecimals(d('1.50'), d('1.5'))).toBe(0)
    expect(compareDecimals(d('-1'), d('1'))).toBe(-1)
  })
  it('refuses division by zero and results that do not fit', () => {
    expect(() => divideDecimals(d('1'), d('0.0'))).toThrow('Attempted to divide by zero.')
    expect(() => addDecimals(NetDecimal.maxValue, NetDecimal.one)).toThrow(
      'Value was either too large or too small for a Decimal.',
    )
    expect(() => subtractDecimals(NetDecimal.minValue, NetDecimal.one)).toThrow('too small for a Decimal')
  })
})

describe('decimal rounding and conversion', () => {
  it.each([
    ['2.5', 0, midpointRounding.ToEven, '2'],
    ['3.5', 0, midpointRounding.ToEven, '4'],
    ['2.5', 0, midpointRounding.AwayFromZero, '3'],
    ['-2.5', 0, midpointRounding.AwayFromZero, '-3'],
    ['2.345', 2, midpointRounding.ToEven, '2.34'],
    ['-2.1', 0, midpointRounding.ToNegativeInfinity, '-3'],
    ['-2.9', 0, midpointRounding.ToPositiveInfinity, '-2'],
    ['2', 2, midpointRounding.ToEven, '2'],
  ])('rounds %s to %i decimals by mode %i to %s', (value, decimals, mode, rounded) => {
    expect(roundDecimal(d(value), decimals, mode).toString()).toBe(rounded)
  })
  it('takes 15 digits of a double and 7 of a single', () => {
    expect(decimalFromNumber(0.1).toString()).toBe('0.1')
    expect(decimalFromNumber(123456789.12345679).toString()).toBe('123456789.123457')
    expect(decimalFromNumber(Math.fround(0.1), 7).toString()).toBe('0.1')
    expect(decimalFromNumber(1e20).toString()).toBe('100000000000000000000')
    expect(decimalFromNumber(0).toString()).toBe('0')
    expect(() => decimalFromNumber(1e29)).toThrow('too small for a Decimal')
    expect(() => decimalFromNumber(Number.NaN)).toThrow('too small for a Decimal')
  })
  it('cuts decimals off on the way to an integer', () => {
    expect(decimalToInteger(d('-2.9'))).toBe(-2n)
  })
  it('keeps the scale it was written with', () => {
    expect(formatNumber(d('1.500'), 'Decimal')).toBe('1.500')
    expect(formatNumber(d('0.00'), 'Decimal')).toBe('0.00')
    expect(formatNumber(d('-0.10'), 'Decimal')).toBe('-0.10')
  })
})
