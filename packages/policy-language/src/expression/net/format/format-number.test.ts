import { describe, expect, it } from 'vitest'
import { formatNumber } from './format-number.ts'
import type { NumericTypeName, NumericValue } from './number-buffer.ts'
import { parseNumber } from './parse-number.ts'

type Case = readonly [NumericTypeName, string, string, string]

const value = (type: NumericTypeName, text: string): NumericValue => parseNumber(text, type)

describe('standard formats', () => {
  // @see https://learn.microsoft.com/dotnet/standard/base-types/standard-numeric-format-strings
  const cases: Case[] = [
    ['Int32', '1234', 'D', '1234'],
    ['Int32', '-1234', 'D6', '-001234'],
    ['Int32', '255', 'X', 'FF'],
    ['Int32', '-1', 'x', 'ffffffff'],
    ['SByte', '-1', 'X', 'FF'],
    ['Int32', '255', 'x4', '00ff'],
    ['Int64', '-1', 'X', 'FFFFFFFFFFFFFFFF'],
    ['Int32', '42', 'B', '101010'],
    ['Double', '1234.567', 'F', '1234.57'],
    ['Int32', '1234', 'F1', '1234.0'],
    ['Double', '-1234.56', 'F4', '-1234.5600'],
    ['Double', '2.5', 'F0', '2'],
    ['Double', '3.5', 'F0', '4'],
    ['Double', '0.125', 'F2', '0.12'],
    ['Decimal', '2.5', 'F0', '3'],
    ['Double', '1234.567', 'N', '1,234.57'],
    ['Int32', '1234', 'N1', '1,234.0'],
    ['Double', '-1234.56', 'N3', '-1,234.560'],
    ['Int32', '1234567', 'N0', '1,234,567'],
    ['Double', '0.5', 'N', '0.50'],
    ['Double', '1', 'P', '100.00 %'],
    ['Double', '-0.39678', 'P1', '-39.7 %'],
    ['Double', '0.2468013', 'P', '24.68 %'],
    ['Double', '123.456', 'C', '¤123.46'],
    ['Double', '-123.456', 'C3', '(¤123.456)'],
    ['Double', '1052.0329112756', 'E', '1.052033E+003'],
    ['Double', '-1052.0329112756', 'e2', '-1.05e+003'],
    ['Int32', '0', 'E2', '0.00E+000'],
    ['Double', '-123.456', 'G', '-123.456'],
    ['Double', '123.4546', 'G4', '123.5'],
    ['Double', '-1.234567890e-25', 'G', '-1.23456789E-25'],
    ['Int32', '12345', 'G2', '1.2E+04'],
    ['Double', '123456789.12345678', 'R', '123456789.12345678'],
    ['Double', '0.1', '', '0.1'],
    ['Double', '100', '', '100'],
    ['Double', '1e14', '', '100000000000000'],
    ['Double', '1e15', '', '1E+15'],
    ['Double', '1234567890123456', '', '1234567890123456'],
    ['Double', '1.5e300', '', '1.5E+300'],
    ['Double', '0.0001', '', '0.0001'],
    ['Double', '0.00001', '', '1E-05'],
    ['Double', '0', '', '0'],
    ['Double', '-0', '', '-0'],
    ['Single', '0.1', '', '0.1'],
    ['Single', '16777216', '', '16777216'],
    ['Single', '3.4028235e38', '', '3.4028235E+38'],
    ['Decimal', '1234.5600', 'G', '1234.5600'],
    ['Decimal', '1234.5600', 'G5', '1234.6'],
    ['UInt64', '18446744073709551615', 'N0', '18,446,744,073,709,551,615'],
  ]
  it.each(cases)('prints the %s %s by "%s" as %s', (type, number, format, text) => {
    expect(formatNumber(value(type, number), type, format)).toBe(text)
  })
  it('names what is not finite', () => {
    expect(formatNumber(Number.NaN, 'Double', 'F2')).toBe('NaN')
    expect(formatNumber(-Infinity, 'Double')).toBe('-Infinity')
  })
  it.each([
    ['Double', 'D'],
    ['Double', 'X2'],
    ['Int32', 'R'],
    ['Int32', 'Z'],
    ['Int32', 'F100000'],
  ] as const)('refuses for %s the format %s', (type, format) => {
    expect(() => formatNumber(1, type, format)).toThrow('Format specifier was invalid.')
  })
})

describe('custom formats', () => {
  // @see https://learn.microsoft.com/dotnet/standard/base-types/custom-numeric-format-strings
  const cases: Case[] = [
    ['Double', '1234.5678', '00000', '01235'],
    ['Double', '0.45678', '0.00', '0.46'],
    ['Double', '1234.5678', '#####', '1235'],
    ['Double', '0.45678', '#.##', '.46'],
    ['Double', '0.45678', '0.00', '0.46'],
    ['Int64', '2147483647', '##,#', '2,147,483,647'],
    ['Int64', '2147483647', '#,#,,', '2,147'],
    ['Int32', '1234567890', '#,##0,,', '1,235'],
    ['Double', '0.3697', '%#0.00', '%36.97'],
    ['Double', '0.086', '#0.##%', '8.6%'],
    ['Double', '0.03697', '#0.00‰', '36.97‰'],
    ['Int32', '987654', '#0.0e0', '98.8e4'],
    ['Double', '1503.92311', '0.0##e+00', '1.504e+03'],
    ['Double', '1.8901385E-16', '0.0e+00', '1.9e-16'],
    ['Int32', '86000', '0.###E+0', '8.6E+4'],
    ['Int32', '86000', '0.###E-000', '8.6E004'],
    ['Int32', '987654', '\\###00\\#', '#987654#'],
    ['Double', '68', "# 'degrees'", '68 degrees'],
    ['Double', '12.345', '#0.0#;(#0.0#);-\\0-', '12.35'],
    ['Int32', '0', '#0.0#;(#0.0#);-\\0-', '-0-'],
    ['Double', '-12.345', '#0.0#;(#0.0#);-\\0-', '(12.35)'],
    ['Double', '1234567890', '(###) ###-####', '(123) 456-7890'],
    ['Double', '1234567890.123456', '#,#.0', '1,234,567,890.1'],
    ['Int32', '-5', '000', '-005'],
    ['Int32', '5', '0.#', '5'],
    ['Double', '-0.5', '0.0', '-0.5'],
    ['Int32', '0', '#', ''],
    ['Double', '1234.5', '0,0.00', '1,234.50'],
    ['Int32', '5', '0,000', '0,005'],
    ['Double', '0.001', '0.00;neg;zero', 'zero'],
    ['Double', '2.675', '0.00', '2.68'],
    ['Decimal', '99.995', '0.00', '100.00'],
    ['Int32', '7', 'Total: 0', 'Total: 7'],
  ]
  it.each(cases)('prints the %s %s by "%s" as %s', (type, number, format, text) => {
    expect(formatNumber(value(type, number), type, format)).toBe(text)
  })
})
