import { argumentNullException, argumentOutOfRangeException } from '../net/failures.ts'
import { foldFor, stringComparison } from '../net/text-comparison.ts'
import type { Implementation } from './define-type.ts'

/**
 * Where one text stands in another. Differs from the reference: without a `StringComparison`, .NET searches texts by the
 * rules of the culture, which see through characters of no width; here units are compared.
 */
function find(
  text: string,
  value: string | null,
  from = 0,
  count = text.length - from,
  comparison: number = stringComparison.Ordinal,
): number {
  if (value === null) throw argumentNullException('value')
  checkRange(text, from, count)
  const fold = foldFor(comparison)
  const at = fold(text.slice(from, from + count)).indexOf(fold(value))
  return at < 0 ? -1 : at + from
}

/** @param from the last place that is looked at, going backwards */
function findLast(
  text: string,
  value: string | null,
  from = text.length - 1,
  comparison: number = stringComparison.Ordinal,
): number {
  if (value === null) throw argumentNullException('value')
  const fold = foldFor(comparison)
  return fold(text.slice(0, from + 1)).lastIndexOf(fold(value))
}

function checkRange(text: string, from: number, count: number): void {
  if (from < 0 || from > text.length) {
    throw argumentOutOfRangeException(
      'startIndex',
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
    )
  }
  if (count < 0 || from + count > text.length) {
    throw argumentOutOfRangeException(
      'count',
      'Count must be positive and count must refer to a location within the string/array/collection.',
    )
  }
}

function findAny(text: string, units: readonly number[], from = 0, count = text.length - from): number {
  checkRange(text, from, count)
  for (let i = from; i < from + count; i++) if (units.includes(text.charCodeAt(i))) return i
  return -1
}

function findLastAny(text: string, units: readonly number[], from = text.length - 1): number {
  for (let i = Math.min(from, text.length - 1); i >= 0; i--) if (units.includes(text.charCodeAt(i))) return i
  return -1
}

const startsWith = (text: string, value: string | null, comparison: number = stringComparison.Ordinal): boolean => {
  if (value === null) throw argumentNullException('value')
  const fold = foldFor(comparison)
  return fold(text).startsWith(fold(value))
}

const endsWith = (text: string, value: string | null, comparison: number = stringComparison.Ordinal): boolean => {
  if (value === null) throw argumentNullException('value')
  const fold = foldFor(comparison)
  return fold(text).endsWith(fold(value))
}

const char = (unit: number): string => String.fromCharCode(unit)

export const searchMembers: Readonly<Record<string, Implementation>> = {
  'bool Contains(string value)': (text: string, value: string | null) => find(text, value) >= 0,
  'bool Contains(char value)': (text: string, unit: number) => text.includes(char(unit)),
  'bool Contains(string value, StringComparison comparisonType)': (
    text: string,
    value: string | null,
    comparison: number,
  ) => find(text, value, 0, text.length, comparison) >= 0,
  'bool StartsWith(string value)': (text: string, value: string | null) => startsWith(text, value),
  'bool StartsWith(char value)': (text: string, unit: number) => text.startsWith(char(unit)),
  'bool StartsWith(string value, StringComparison comparisonType)': startsWith,
  'bool EndsWith(string value)': (text: string, value: string | null) => endsWith(text, value),
  'bool EndsWith(char value)': (text: string, unit: number) => text.endsWith(char(unit)),
  'bool EndsWith(string value, StringComparison comparisonType)': endsWith,
  'int IndexOf(string value)': (text: string, value: string | null) => find(text, value),
  'int IndexOf(char value)': (text: string, unit: number) => text.indexOf(char(unit)),
  'int IndexOf(string value, int startIndex)': (text: string, value: string | null, from: number) =>
    find(text, value, from),
  'int IndexOf(char value, int startIndex)': (text: string, unit: number, from: number) => find(text, char(unit), from),
  'int IndexOf(string value, int startIndex, int count)': (
    text: string,
    value: string | null,
    from: number,
    count: number,
  ) => find(text, value, from, count),
  'int IndexOf(char value, int startIndex, int count)': (text: string, unit: number, from: number, count: number) =>
    find(text, char(unit), from, count),
  'int IndexOf(string value, StringComparison comparisonType)': (
    text: string,
    value: string | null,
    comparison: number,
  ) => find(text, value, 0, text.length, comparison),
  'int IndexOf(string value, int startIndex, StringComparison comparisonType)': (
    text: string,
    value: string | null,
    from: number,
    comparison: number,
  ) => find(text, value, from, text.length - from, comparison),
  'int LastIndexOf(string value)': (text: string, value: string | null) => findLast(text, value),
  'int LastIndexOf(char value)': (text: string, unit: number) => text.lastIndexOf(char(unit)),
  'int LastIndexOf(string value, int startIndex)': (text: string, value: string | null, from: number) =>
    findLast(text, value, from),
  'int LastIndexOf(char value, int startIndex)': (text: string, unit: number, from: number) =>
    findLast(text, char(unit), from),
  'int LastIndexOf(string value, StringComparison comparisonType)': (
    text: string,
    value: string | null,
    comparison: number,
  ) => findLast(text, value, text.length - 1, comparison),
  'int IndexOfAny(char[] anyOf)': (text: string, units: readonly number[]) => findAny(text, units),
  'int IndexOfAny(char[] anyOf, int startIndex)': (text: string, units: readonly number[], from: number) =>
    findAny(text, units, from),
  'int IndexOfAny(char[] anyOf, int startIndex, int count)': findAny,
  'int LastIndexOfAny(char[] anyOf)': (text: string, units: readonly number[]) => findLastAny(text, units),
}
