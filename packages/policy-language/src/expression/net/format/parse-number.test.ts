import { describe, expect, it } from 'vitest'
import { NetDecimal } from '../decimal.ts'
import { numberStyles, parseBoolean, parseNumber, tryParseBoolean, tryParseNumber } from './parse-number.ts'

describe('parsing numbers', () => {
  it.each([
    ['Int32', ' 42 ', 42],
    ['Int32', '-2147483648', -2147483648],
    ['Int32', '+7', 7],
    ['Int64', '9223372036854775807', 9223372036854775807n],
    ['Double', '1,234.5e-2', 12.345],
    ['Double', ' -.5 ', -0.5],
    ['Double', '5.', 5],
    ['Double', 'infinity', Infinity],
    ['Double', '1e400', Infinity],
    ['Single', '0.1', 0.10000000149011612],
    ['Byte', '255', 255],
  ] as const)('reads the %s "%s"', (type, text, value) => {
    expect(parseNumber(text, type)).toBe(value)
  })
  it.each(['', 'abc', '1.5', '1,000', '0x10', '1e3', '4 2', '--1', '5-'])('refuses "%s" as an Int32', (text) => {
    expect(() => parseNumber(text, 'Int32')).toThrow(`The input string '${text}' was not in a correct format.`)
    expect(tryParseNumber(text, 'Int32')).toBeUndefined()
  })
  it.each([
    ['Int32', '2147483648', 'Value was either too large or too small for an Int32.'],
    ['Byte', '-1', 'Value was either too large or too small for a Byte.'],
    ['UInt32', '-1', 'Value was either too large or too small for a UInt32.'],
    ['Int64', '9223372036854775808', 'Value was either too large or too small for an Int64.'],
    ['Decimal', '79228162514264337593543950336', 'Value was either too large or too small for a Decimal.'],
  ] as const)('says that the %s %s overflows', (type, text, message) => {
    expect(() => parseNumber(text, type)).toThrow(message)
    expect(tryParseNumber(text, type)).toBeUndefined()
  })
  it('reads decimals with their scale, rounding half to even what does not fit', () => {
    expect(parseNumber('1,234.50', 'Decimal')).toEqual(new NetDecimal(123450n, 2))
    expect(parseNumber('12-', 'Decimal')).toEqual(new NetDecimal(-12n))
    expect(parseNumber('0.00000000000000000000000000015', 'Decimal')).toEqual(new NetDecimal(2n, 28))
    expect(() => parseNumber('1e3', 'Decimal')).toThrow("The input string '1e3' was not in a correct format.")
  })
  it('follows the styles that are given', () => {
    expect(parseNumber('ff', 'Int32', numberStyles.HexNumber)).toBe(255)
    expect(parseNumber('FFFFFFFF', 'Int32', numberStyles.HexNumber)).toBe(-1)
    expect(parseNumber('(1,000)', 'Int32', numberStyles.Any)).toBe(-1000)
    expect(parseNumber('1e3', 'Int32', numberStyles.Float)).toBe(1000)
    expect(parseNumber('10.00', 'Int32', numberStyles.Number)).toBe(10)
    expect(() => parseNumber('10.5', 'Int32', numberStyles.Number)).toThrow('too small for an Int32')
    expect(() => parseNumber(' 1', 'Int32', numberStyles.None)).toThrow('correct format')
  })
  it('refuses null, which TryParse only reports', () => {
    expect(() => parseNumber(null, 'Int32')).toThrow("Value cannot be null. (Parameter 's')")
    expect(tryParseNumber(null, 'Int32')).toBeUndefined()
  })
})

describe('parsing booleans', () => {
  it.each([
    ['True', true],
    [' false ', false],
    ['TRUE', true],
  ])('reads "%s"', (text, value) => {
    expect(parseBoolean(text)).toBe(value)
  })
  it('refuses other words', () => {
    expect(() => parseBoolean('yes')).toThrow("String 'yes' was not recognized as a valid Boolean.")
    expect(tryParseBoolean('1')).toBeUndefined()
    expect(tryParseBoolean(null)).toBeUndefined()
  })
})
