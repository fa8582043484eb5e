import { argumentException, argumentNullException, argumentOutOfRangeException } from '../net/failures.ts'
import { formatComposite } from '../net/format/composite-format.ts'
import { toElements } from '../net/sequence.ts'
import { compareTexts, equalTexts, lowerInvariant, stringComparison, upperInvariant } from '../net/text-comparison.ts'
import type { Run } from '../run/run.ts'
import { isWhiteSpace } from './char.ts'
import { constant, defineType, withRun, withTypes } from './define-type.ts'
import { searchMembers } from './string-search.ts'
import { splitMembers } from './string-split.ts'
import { operationsFor } from './value-operations.ts'

const { CurrentCulture, CurrentCultureIgnoreCase, Ordinal } = stringComparison

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))

const textOfUnits = (units: readonly number[]): string => {
  let text = ''
  for (const unit of units) text += String.fromCharCode(unit)
  return text
}

const format = (run: Run, pattern: string | null, args: readonly unknown[] | null): string => {
  if (pattern === null) throw argumentNullException('format')
  return formatComposite(pattern, args ?? [null], (value, how) => run.objects.toText(value, how ?? null))
}

function substring(text: string, start: number, length = text.length - start): string {
  if (start < 0) throw argumentOutOfRangeException('startIndex', 'StartIndex cannot be less than zero.')
  if (start > text.length)
    throw argumentOutOfRangeException('startIndex', 'startIndex cannot be larger than length of string.')
  if (length < 0) throw argumentOutOfRangeException('length', 'Length cannot be less than zero.')
  if (start + length > text.length) {
    throw argumentOutOfRangeException('length', 'Index and length must refer to a location within the string.')
  }
  return text.slice(start, start + length)
}

function remove(text: string, start: number, count = text.length - start): string {
  if (start < 0) throw argumentOutOfRangeException('startIndex', 'StartIndex cannot be less than zero.')
  if (count < 0) throw argumentOutOfRangeException('count', 'Count cannot be less than zero.')
  if (start + count > text.length) {
    throw argumentOutOfRangeException('count', 'Index and count must refer to a location within the string.')
  }
  return text.slice(0, start) + text.slice(start + count)
}

function trimBy(text: string, isTrimmed: (unit: number) => boolean, atStart: boolean, atEnd: boolean): string {
  let from = 0
  let to = text.length
  while (atStart && from < to && isTrimmed(text.charCodeAt(from))) from++
  while (atEnd && to > from && isTrimmed(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}

const trimmer = (atStart: boolean, atEnd: boolean) => (text: string, units?: readonly number[] | null) =>
  trimBy(
    text,
    units === undefined || units === null || units.length === 0 ? isWhiteSpace : (unit) => units.includes(unit),
    atStart,
    atEnd,
  )

const trimOne = (atStart: boolean, atEnd: boolean) => (text: string, unit: number) =>
  trimBy(text, (one) => one === unit, atStart, atEnd)

function pad(run: Run, text: string, width: number, unit: number, atStart: boolean): string {
  if (width < 0) throw argumentOutOfRangeException('totalWidth', 'Non-negative number required.')
  const missing = Math.max(0, width - text.length)
  run.charge(missing)
  const padding = String.fromCharCode(unit).repeat(missing)
  return atStart ? padding + text : text + padding
}

/** How long the result is follows from how often the old value is found, so that is counted first. */
function replace(run: Run, text: string, old: string | null, by: string | null): string {
  if (old === null) throw argumentNullException('oldValue')
  if (old === '') throw argumentException('String cannot be of zero length.', 'oldValue')
  const parts = text.split(old)
  run.charge(text.length + (parts.length - 1) * (by ?? '').length)
  return parts.join(by ?? '')
}

function replaceComparing(run: Run, text: string, old: string | null, by: string | null, comparison: number): string {
  if (comparison % 2 === 0 || old === null || old === '') return replace(run, text, old, by)
  const folded = upperInvariant(text)
  const wanted = upperInvariant(old)
  let result = ''
  let from = 0
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
    run.step()
    run.charge(at - from + (by ?? '').length)
    result += text.slice(from, at) + (by ?? '')
    from = at + old.length
  }
  return result + text.slice(from)
}

function join(run: Run, separator: string | null, texts: readonly (string | null)[]): string {
  let length = Math.max(0, texts.length - 1) * (separator ?? '').length
  for (const text of texts) length += text?.length ?? 0
  run.charge(length)
  return texts.map((text) => text ?? '').join(separator ?? '')
}

function repeat(run: Run, unit: number, count: number): string {
  if (count < 0) throw argumentOutOfRangeException('count', "'count' must be non-negative.")
  run.charge(count)
  return String.fromCharCode(unit).repeat(count)
}

function insert(text: string, start: number, value: string | null): string {
  if (value === null) throw argumentNullException('value')
  if (start < 0 || start > text.length) throw argumentOutOfRangeException('startIndex')
  return text.slice(0, start) + value + text.slice(start)
}

const partsOf = (text: string, a: number, other: string, b: number, length: number): [string, string] => [
  text.slice(a, a + length),
  other.slice(b, b + length),
]

export const stringType = defineType({
  name: 'System.String',
  kind: 'class',
  keyword: 'string',
  implements: ['IEnumerable<char>', 'IComparable'],
  members: {
    'String(char c, int count)': withRun(repeat),
    'String(char[] value)': (units: readonly number[] | null) => textOfUnits(units ?? []),
    'String(char[] value, int startIndex, int length)': (units: readonly number[], start: number, length: number) =>
      textOfUnits(units.slice(start, start + length)),
    'const string Empty': constant(''),
    'int Length { get; }': (text: string) => text.length,
    'char this[int index] { get; }': (text: string, index: number) => {
      if (index < 0 || index >= text.length) {
        throw argumentOutOfRangeException(
          'index',
          'Index was out of range. Must be non-negative and less than the size of the collection.',
        )
      }
      return text.charCodeAt(index)
    },
    ...searchMembers,
    ...splitMembers,
    'string Substring(int startIndex)': (text: string, start: number) => substring(text, start),
    'string Substring(int startIndex, int length)': substring,
    'string Remove(int startIndex)': (text: string, start: number) => remove(text, start),
    'string Remove(int startIndex, int count)': remove,
    'string Insert(int startIndex, string value)': insert,
    'string Replace(string oldValue, string newValue)': withRun(replace),
    'string Replace(char oldChar, char newChar)': withRun((run, text: string, old: number, by: number) =>
      replace(run, text, String.fromCharCode(old), String.fromCharCode(by)),
    ),
    'string Replace(string oldValue, string newValue, StringComparison comparisonType)': withRun(replaceComparing),
    'string ToUpper()': upperInvariant,
    'string ToLower()': lowerInvariant,
    'string ToUpper(CultureInfo culture)': (text: string) => upperInvariant(text),
    'string ToLower(CultureInfo culture)': (text: string) => lowerInvariant(text),
    'string ToUpperInvariant()': upperInvariant,
    'string ToLowerInvariant()': lowerInvariant,
    'string Trim()': trimmer(true, true),
    'string Trim(char trimChar)': trimOne(true, true),
    'string Trim(params char[] trimChars)': trimmer(true, true),
    'string TrimStart()': trimmer(true, false),
    'string TrimStart(char trimChar)': trimOne(true, false),
    'string TrimStart(params char[] trimChars)': trimmer(true, false),
    'string TrimEnd()': trimmer(false, true),
    'string TrimEnd(char trimChar)': trimOne(false, true),
    'string TrimEnd(params char[] trimChars)': trimmer(false, true),
    'string PadLeft(int totalWidth)': withRun((run, text: string, width: number) => pad(run, text, width, 32, true)),
    'string PadLeft(int totalWidth, char paddingChar)': withRun((run, text: string, width: number, unit: number) =>
      pad(run, text, width, unit, true),
    ),
    'string PadRight(int totalWidth)': withRun((run, text: string, width: number) => pad(run, text, width, 32, false)),
    'string PadRight(int totalWidth, char paddingChar)': withRun((run, text: string, width: number, unit: number) =>
      pad(run, text, width, unit, false),
    ),
    'char[] ToCharArray()': withRun((run, text: string) => {
      run.charge(text.length)
      return unitsOf(text)
    }),
    'string ToString()': (text: string) => text,
    'string ToString(IFormatProvider provider)': (text: string) => text,
    'object Clone()': (text: string) => text,
    'string Normalize()': (text: string) => text.normalize(),
    'bool Equals(string value)': (text: string, other: string | null) => text === other,
    'bool Equals(string value, StringComparison comparisonType)': equalTexts,
    'int CompareTo(string strB)': (text: string, other: string | null) => compareTexts(text, other, CurrentCulture),
    'int CompareTo(object value)': (text: string, other: unknown) =>
      compareTexts(text, other as string | null, CurrentCulture),
    'static bool IsNullOrEmpty(string value)': (text: string | null) => text === null || text === '',
    'static bool IsNullOrWhiteSpace(string value)': (text: string | null) =>
      text === null || trimBy(text, isWhiteSpace, true, false) === '',
    'static bool Equals(string a, string b)': (a: string | null, b: string | null) => a === b,
    'static bool Equals(string a, string b, StringComparison comparisonType)': equalTexts,
    'static int Compare(string strA, string strB)': (a: string | null, b: string | null) =>
      compareTexts(a, b, CurrentCulture),
    'static int Compare(string strA, string strB, bool ignoreCase)': (
      a: string | null,
      b: string | null,
      ignores: boolean,
    ) => compareTexts(a, b, ignores ? CurrentCultureIgnoreCase : CurrentCulture),
    'static int Compare(string strA, string strB, StringComparison comparisonType)': compareTexts,
    'static int Compare(string strA, int indexA, string strB, int indexB, int length)': (
      a: string,
      atA: number,
      b: string,
      atB: number,
      length: number,
    ) => compareTexts(...partsOf(a, atA, b, atB, length), CurrentCulture),
    'static int Compare(string strA, int indexA, string strB, int indexB, int length, StringComparison comparisonType)':
      (a: string, atA: number, b: string, atB: number, length: number, comparison: number) =>
        compareTexts(...partsOf(a, atA, b, atB, length), comparison),
    'static int CompareOrdinal(string strA, string strB)': (a: string | null, b: string | null) =>
      compareTexts(a, b, Ordinal),
    'static string Copy(string str)': (text: string) => text,
    'static string Format(string format, params object[] args)': withRun(format),
    'static string Format(IFormatProvider provider, string format, params object[] args)': withRun(
      (run, _provider: unknown, pattern: string | null, args: readonly unknown[] | null) => format(run, pattern, args),
    ),
    'static string Join(string separator, params string[] value)': withRun(join),
    'static string Join(string separator, params object[] values)': withRun(
      (run, separator: string | null, values: readonly unknown[]) =>
        join(
          run,
          separator,
          values.map((value) => run.objects.toText(value)),
        ),
    ),
    'static string Join(string separator, IEnumerable<string> values)': withRun(
      (run, separator: string | null, values: Iterable<string | null>) => join(run, separator, toElements(run, values)),
    ),
    'static string Join<T>(string separator, IEnumerable<T> values)': withTypes((type) => {
      const { toText } = operationsFor(type)
      return (run, separator: string | null, values: Iterable<unknown> | string) =>
        join(
          run,
          separator,
          toElements(run, values).map((value) => toText(value)),
        )
    }),
    'static string Join(string separator, string[] value, int startIndex, int count)': withRun(
      (run, separator: string | null, values: readonly (string | null)[], start: number, count: number) =>
        join(run, separator, values.slice(start, start + count)),
    ),
    'static string Concat(params string[] values)': withRun((run, values: readonly (string | null)[]) =>
      join(run, '', values),
    ),
    'static string Concat(params object[] args)': withRun((run, values: readonly unknown[]) =>
      join(
        run,
        '',
        values.map((value) => run.objects.toText(value)),
      ),
    ),
    'static string Concat(IEnumerable<string> values)': withRun((run, values: Iterable<string | null>) =>
      join(run, '', toElements(run, values)),
    ),
    'static string Concat<T>(IEnumerable<T> values)': withTypes((type) => {
      const { toText } = operationsFor(type)
      return (run, values: Iterable<unknown> | string) =>
        join(
          run,
          '',
          toElements(run, values).map((value) => toText(value)),
        )
    }),
    'static bool operator ==(string a, string b)': (a: string | null, b: string | null) => a === b,
    'static bool operator !=(string a, string b)': (a: string | null, b: string | null) => a !== b,
  },
  operations: {
    toText: (text: string) => text,
    compare: (a: string, b: string) => compareTexts(a, b, CurrentCulture),
  },
})
