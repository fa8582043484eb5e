import { NetException } from '../../run/net-exception.ts'
import { decimalOf, NetDecimal } from '../decimal.ts'
import { argumentException, argumentNullException, formatException, overflowException } from '../failures.ts'
import type { NumericTypeName, NumericValue } from './number-buffer.ts'

/** Flags of `System.Globalization.NumberStyles`. */
export const numberStyles = {
  None: 0,
  AllowLeadingWhite: 1,
  AllowTrailingWhite: 2,
  AllowLeadingSign: 4,
  AllowTrailingSign: 8,
  AllowParentheses: 16,
  AllowDecimalPoint: 32,
  AllowThousands: 64,
  AllowExponent: 128,
  AllowCurrencySymbol: 256,
  AllowHexSpecifier: 512,
  Integer: 7,
  HexNumber: 515,
  Number: 111,
  Float: 167,
  Currency: 383,
  Any: 511,
} as const

const integerRanges: Partial<Record<NumericTypeName, readonly [bigint, bigint]>> = {
  SByte: [-128n, 127n],
  Byte: [0n, 255n],
  Int16: [-32768n, 32767n],
  UInt16: [0n, 65535n],
  Int32: [-2147483648n, 2147483647n],
  UInt32: [0n, 4294967295n],
  Int64: [-(1n << 63n), (1n << 63n) - 1n],
  UInt64: [0n, (1n << 64n) - 1n],
}

/** The least and greatest value of an integer type; undefined for the others. */
export function integerRange(type: NumericTypeName): readonly [bigint, bigint] | undefined {
  return integerRanges[type]
}

/** The style that `Parse` of a type takes when none is given. */
export function defaultNumberStyle(type: NumericTypeName): number {
  if (type === 'Decimal') return numberStyles.Number
  return type === 'Double' || type === 'Single'
    ? numberStyles.Float | numberStyles.AllowThousands
    : numberStyles.Integer
}

/**
 * A number of the type from text of the invariant culture.
 * @see https://learn.microsoft.com/dotnet/api/system.int32.parse
 * @throws System.ArgumentNullException, System.FormatException, System.OverflowException
 */
export function parseNumber(
  text: string | null,
  type: NumericTypeName,
  style = defaultNumberStyle(type),
): NumericValue {
  if (text === null) throw argumentNullException('s')
  checkStyle(type, style)
  if (style & numberStyles.AllowHexSpecifier) return parseHex(text, type, style)
  if (type === 'Double' || type === 'Single') {
    const special = parseNonFinite(text)
    if (special !== undefined) return special
  }
  const scanned = scan(text, style)
  if (scanned === undefined) throw notANumber(text)
  if (type === 'Double' || type === 'Single') return toFloating(scanned, type)
  if (type === 'Decimal') return toDecimal(scanned)
  return toInteger(scanned, type)
}

/** As `parseNumber`; undefined where that throws because of the text. */
export function tryParseNumber(
  text: string | null,
  type: NumericTypeName,
  style = defaultNumberStyle(type),
): NumericValue | undefined {
  if (text === null) return undefined
  try {
    return parseNumber(text, type, style)
  } catch (error) {
    if (error instanceof NetException && /FormatException|OverflowException/.test(error.typeName)) return undefined
    throw error
  }
}

/** `bool.Parse`: the words in any case, white space and zeros around them. @throws System.FormatException */
export function parseBoolean(text: string | null): boolean {
  if (text === null) throw argumentNullException('value')
  const value = tryParseBoolean(text)
  if (value === undefined) throw formatException(`String '${text}' was not recognized as a valid Boolean.`)
  return value
}

export function tryParseBoolean(text: string | null): boolean | undefined {
  const word = text?.replace(/^[\s\0]+|[\s\0]+$/g, '').toLowerCase()
  return word === 'true' ? true : word === 'false' ? false : undefined
}

function notANumber(text: string): NetException {
  return formatException(`The input string '${text}' was not in a correct format.`)
}

interface Scanned {
  readonly isNegative: boolean
  readonly digits: string
  /** How many of the digits are decimals, negative when zeros follow. */
  readonly decimals: number
}

function checkStyle(type: NumericTypeName, style: number): void {
  if (!(style & numberStyles.AllowHexSpecifier)) return
  if (integerRanges[type] === undefined)
    throw argumentException(
      'The number style AllowHexSpecifier is not supported on floating point data types.',
      'style',
    )
  if (style & ~numberStyles.HexNumber)
    throw argumentException(
      'With the AllowHexSpecifier bit set in the enum bit field, the only other valid bits that can be combined into the enum value must be a subset of those in HexNumber.',
      'style',
    )
}

const whiteSpace = /[\t-\r ]/

function scan(text: string, style: number): Scanned | undefined {
  let at = 0
  let isNegative = false
  let hasSign = false
  let inParentheses = false
  const has = (flag: number) => (style & flag) !== 0
  for (; at < text.length; at++) {
    const character = text[at] ?? ''
    if (has(numberStyles.AllowLeadingWhite) && whiteSpace.test(character)) continue
    if (has(numberStyles.AllowLeadingSign) && !hasSign && /[+\-−]/.test(character)) {
      hasSign = true
      isNegative = character !== '+'
    } else if (has(numberStyles.AllowParentheses) && !hasSign && character === '(') {
      hasSign = true
      isNegative = true
      inParentheses = true
    } else if (has(numberStyles.AllowCurrencySymbol) && character === '¤') continue
    else break
  }
  let digits = ''
  let decimals = 0
  let hasPoint = false
  for (; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character >= '0' && character <= '9') {
      digits += character
      if (hasPoint) decimals++
    } else if (has(numberStyles.AllowDecimalPoint) && !hasPoint && character === '.') hasPoint = true
    else if (has(numberStyles.AllowThousands) && !hasPoint && digits !== '' && character === ',') continue
    else break
  }
  if (digits === '') return undefined
  if (has(numberStyles.AllowExponent)) {
    const exponent = /[eE]([+-]?\d+)/y
    exponent.lastIndex = at
    const match = exponent.exec(text)
    if (match !== null) {
      decimals -= Math.max(-100_000, Math.min(100_000, Number(match[1])))
      at += match[0].length
    }
  }
  for (; at < text.length; at++) {
    const character = text[at] ?? ''
    if (has(numberStyles.AllowTrailingWhite) && whiteSpace.test(character)) continue
    if (has(numberStyles.AllowTrailingSign) && !hasSign && /[+\-−]/.test(character)) {
      hasSign = true
      isNegative = character !== '+'
    } else if (inParentheses && character === ')') inParentheses = false
    else if (has(numberStyles.AllowCurrencySymbol) && character === '¤') continue
    // Zero characters at the end are what C programs leave there; .NET passes over them.
    else if (character !== '\0') return undefined
  }
  return inParentheses ? undefined : { isNegative, digits, decimals }
}

function toInteger({ isNegative, digits, decimals }: Scanned, type: NumericTypeName): number | bigint {
  const whole = decimals > 0 ? digits.slice(0, -decimals) : digits
  const fraction = decimals > 0 ? digits.slice(-decimals) : ''
  if (/[1-9]/.test(fraction) || (decimals < -40 && /[1-9]/.test(digits))) throw overflowException(type)
  const magnitude = BigInt(whole || '0') * 10n ** BigInt(Math.max(0, Math.min(40, -decimals)))
  return inRange(isNegative ? -magnitude : magnitude, type)
}

function inRange(value: bigint, type: NumericTypeName): number | bigint {
  const [least, greatest] = integerRanges[type] ?? [0n, 0n]
  if (value < least || value > greatest) throw overflowException(type)
  return type === 'Int64' || type === 'UInt64' ? value : Number(value)
}

function toFloating({ isNegative, digits, decimals }: Scanned, type: NumericTypeName): number {
  // Since .NET Core 3.0 what is too large becomes infinity.
  const value = Number(`${isNegative ? '-' : ''}${digits}e${-decimals}`)
  return type === 'Single' ? Math.fround(value) : value
}

function toDecimal({ isNegative, digits, decimals }: Scanned): NetDecimal {
  const significant = digits.replace(/^0+/, '')
  // Zeros and what is below every decimal need no arithmetic with thousands of digits.
  if (significant === '') return new NetDecimal(0n, Math.max(0, Math.min(28, decimals)))
  if (significant.length - decimals > 30) throw overflowException('Decimal')
  if (decimals - significant.length > 30) return new NetDecimal(0n, 28)
  const coefficient = BigInt(significant)
  return decimalOf(isNegative ? -coefficient : coefficient, decimals)
}

function parseNonFinite(text: string): number | undefined {
  switch (text.trim().toLowerCase()) {
    case 'nan':
    case '-nan':
    case '+nan':
      return Number.NaN
    case 'infinity':
    case '+infinity':
    case '∞':
      return Infinity
    case '-infinity':
    case '-∞':
      return -Infinity
    default:
      return undefined
  }
}

function parseHex(text: string, type: NumericTypeName, style: number): number | bigint {
  let digits = text
  if (style & numberStyles.AllowLeadingWhite) digits = digits.replace(/^[\t-\r ]+/, '')
  if (style & numberStyles.AllowTrailingWhite) digits = digits.replace(/[\t-\r ]+$/, '')
  if (!/^[0-9a-fA-F]+$/.test(digits)) throw notANumber(text)
  const [least, greatest] = integerRanges[type] ?? [0n, 0n]
  const bits = (greatest - least + 1n).toString(2).length - 1
  const unsigned = BigInt(`0x${digits}`)
  if (unsigned >= 1n << BigInt(bits)) throw overflowException(type)
  return inRange(least < 0n ? BigInt.asIntN(bits, unsigned) : unsigned, type)
}
