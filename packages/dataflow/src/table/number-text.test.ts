import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumber, toDoubleText, toSingleText } from './number-text.ts'

/** The same rule in exact whole numbers: round m·2^e to 15 digits, halves away from zero. */
function exactText(value: number, digits: number): string {
  if (value === 0) return '0'
  const [bits = 0n] = new BigUint64Array(new Float64Array([Math.abs(value)]).buffer)
  const biased = Number(bits >> 52n)
  const mantissa = biased === 0 ? bits & (2n ** 52n - 1n) : (bits & (2n ** 52n - 1n)) | (2n ** 52n)
  const power = Math.max(biased, 1) - 1075
  const [numerator, denominator] = power >= 0 ? [mantissa << BigInt(power), 1n] : [mantissa, 1n << BigInt(-power)]
  // The logarithm may be one too high; from one below, the first exponent that leaves no more digits is the right one.
  let exponent = Math.floor(Math.log10(Math.abs(value))) - 1
  const scaled = (at: number) => {
    const shift = digits - 1 - at
    const top = shift >= 0 ? numerator * 10n ** BigInt(shift) : numerator
    const bottom = shift >= 0 ? denominator : denominator * 10n ** BigInt(-shift)
    return (2n * top + bottom) / (2n * bottom)
  }
  while (scaled(exponent) >= 10n ** BigInt(digits)) exponent += 1
  const text = String(scaled(exponent)).replace(/0+$/, '')
  const sign = value < 0 ? '-' : ''
  if (exponent > -5 && exponent < digits) {
    const padded = exponent < 0 ? '0'.repeat(-exponent) + text : text.padEnd(exponent + 1, '0')
    const whole = Math.max(exponent, 0) + 1
    return sign + padded.slice(0, whole) + (padded.length > whole ? `.${padded.slice(whole)}` : '')
  }
  const fraction = text.length > 1 ? `.${text.slice(1)}` : ''
  return `${sign}${text[0]}${fraction}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

describe('text of a Double', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [-17, '-17'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.3'],
    [1 / 3, '0.333333333333333'],
    [2 / 3, '0.666666666666667'],
    [14748.99947766154, '14748.9994776615'],
    [0.00019441411131992912, '0.000194414111319929'],
    [0.0001, '0.0001'],
    [0.00001, '1E-05'],
    [0.000012345, '1.2345E-05'],
    [123456789012345, '123456789012345'],
    [999999999999999, '999999999999999'],
    [1e15, '1E+15'],
    [1234567890123456, '1.23456789012346E+15'],
    [100000000000000.5, '100000000000001'],
    [999999999999999.9, '1E+15'],
    [1e21, '1E+21'],
    [1.7976931348623157e308, '1.79769313486232E+308'],
    [5e-324, '4.94065645841247E-324'],
    [-2.5e-7, '-2.5E-07'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('writes %d as %s', (value, text) => {
    expect(toDoubleText(value)).toBe(text)
  })

  it('is that of exact arithmetic for any number', () => {
    const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true })
    const usual = fc.double({ min: -1e17, max: 1e17, noNaN: true })
    const short = fc
      .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 20 }))
      .map(([digits, places]) => digits / 10 ** places)
    fc.assert(
      fc.property(fc.oneof(anyDouble, usual, short), (value) => {
        expect(toDoubleText(value)).toBe(exactText(value, 15))
      }),
      { numRuns: 5000 },
    )
  })
})

describe('text of a Single', () => {
  it.each([
    [Math.fround(0.1), '0.1'],
    [Math.fround(1 / 3), '0.3333333'],
    [Math.fround(16777216), '1.677722E+07'],
    [Math.fround(1234567), '1234567'],
    [Math.fround(1e-5), '1E-05'],
  ])('writes %d as %s', (value, text) => {
    expect(toSingleText(value)).toBe(text)
  })
})

describe('reading a number', () => {
  it.each([
    ['1', 1],
    [' -1.5e3 ', -1500],
    ['+.5', 0.5],
    ['5.', 5],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
  ])('takes %j', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each(['', ' ', 'NaN', '0x10', '1,5', '1 2', '--1', 'e5', '.', '1e', 'abc', '1_000', '\u0661'])(
    'refuses %j',
    (text) => {
      expect(parseNumber(text)).toBeUndefined()
    },
  )
})
