import { argumentNullException, formatException } from '../net/failures.ts'
import { lowerInvariant, upperInvariant } from '../net/text-comparison.ts'
import { constant, defineType, type OutCell } from './define-type.ts'

const textOf = (unit: number): string => String.fromCharCode(unit)

const matches =
  (pattern: RegExp) =>
  (unit: number): boolean =>
    pattern.test(textOf(unit))

const isLetter = matches(/^\p{L}$/u)
const isDigit = matches(/^\p{Nd}$/u)
const isLetterOrDigit = matches(/^[\p{L}\p{Nd}]$/u)
/** As .NET counts it: separators, and control characters that move. */
export const isWhiteSpace = matches(/^[\p{Zs}\p{Zl}\p{Zp}\t-\r\x85]$/u)
const isUpper = matches(/^\p{Lu}$/u)
const isLower = matches(/^\p{Ll}$/u)
const isPunctuation = matches(/^\p{P}$/u)
const isSymbol = matches(/^\p{S}$/u)
const isControl = matches(/^\p{Cc}$/u)
const isSeparator = matches(/^\p{Z}$/u)
const isNumber = matches(/^\p{N}$/u)
const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff

/** Both `IsDigit(c)` and `IsDigit(text, index)`. */
const test = (name: string, is: (unit: number) => boolean) => ({
  [`static bool ${name}(char c)`]: is,
  [`static bool ${name}(string s, int index)`]: (text: string, index: number) => is(text.charCodeAt(index)),
})

export const charType = defineType({
  name: 'System.Char',
  kind: 'struct',
  keyword: 'char',
  implements: ['IComparable'],
  members: {
    'const char MinValue': constant(0),
    'const char MaxValue': constant(0xffff),
    ...test('IsLetter', isLetter),
    ...test('IsDigit', isDigit),
    ...test('IsLetterOrDigit', isLetterOrDigit),
    ...test('IsWhiteSpace', isWhiteSpace),
    ...test('IsUpper', isUpper),
    ...test('IsLower', isLower),
    ...test('IsPunctuation', isPunctuation),
    ...test('IsSymbol', isSymbol),
    ...test('IsControl', isControl),
    ...test('IsSeparator', isSeparator),
    ...test('IsNumber', isNumber),
    ...test('IsSurrogate', isSurrogate),
    'static char ToUpper(char c)': (unit: number) => upperInvariant(textOf(unit)).charCodeAt(0),
    'static char ToLower(char c)': (unit: number) => lowerInvariant(textOf(unit)).charCodeAt(0),
    'static char ToUpperInvariant(char c)': (unit: number) => upperInvariant(textOf(unit)).charCodeAt(0),
    'static char ToLowerInvariant(char c)': (unit: number) => lowerInvariant(textOf(unit)).charCodeAt(0),
    'static double GetNumericValue(char c)': (unit: number) => (isDigit(unit) ? digitValue(unit) : -1),
    'static string ToString(char c)': textOf,
    'static char Parse(string s)': (text: string | null) => {
      if (text === null) throw argumentNullException('s')
      if (text.length !== 1) throw formatException('String must be exactly one character long.')
      return text.charCodeAt(0)
    },
    'static bool TryParse(string s, out char result)': (text: string | null, result: OutCell<number>) => {
      const isOne = text?.length === 1
      result.value = isOne ? text.charCodeAt(0) : 0
      return isOne
    },
    'string ToString()': textOf,
    'int CompareTo(char value)': (a: number, b: number) => a - b,
    'bool Equals(char obj)': (a: number, b: number) => a === b,
  },
  operations: { toText: textOf, compare: (a: number, b: number) => a - b },
})

/** Digits of one script follow one another from a multiple of ten in their block. */
function digitValue(unit: number): number {
  let zero = unit
  while (isDigit(zero - 1) && unit - zero < 9) zero--
  return unit - zero
}
