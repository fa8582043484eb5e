import { argumentOutOfRangeException } from '../net/failures.ts'
import type { Run } from '../run/run.ts'
import { isWhiteSpace } from './char.ts'
import { defineEnum, type Implementation, withRun } from './define-type.ts'

const removeEmpty = 1
const trimEntries = 2

/** @see https://learn.microsoft.com/dotnet/api/system.stringsplitoptions */
export const stringSplitOptions = defineEnum(
  'System.StringSplitOptions',
  { None: 0, RemoveEmptyEntries: removeEmpty, TrimEntries: trimEntries },
  { isFlags: true },
)

/** Length of the separator that stands at the place, or 0. */
type SeparatorAt = (text: string, at: number) => number

const byUnits = (units: readonly number[] | null): SeparatorAt =>
  units === null || units.length === 0
    ? (text, at) => (isWhiteSpace(text.charCodeAt(at)) ? 1 : 0)
    : (text, at) => (units.includes(text.charCodeAt(at)) ? 1 : 0)

const byTexts = (separators: readonly (string | null)[] | null): SeparatorAt => {
  const telling = (separators ?? []).filter((separator): separator is string => separator !== null && separator !== '')
  if (separators === null || separators.length === 0) return byUnits(null)
  return (text, at) => telling.find((separator) => text.startsWith(separator, at))?.length ?? 0
}

function split(run: Run, text: string, separatorAt: SeparatorAt, options: number, count = 0x7fffffff): string[] {
  if (count < 0) throw argumentOutOfRangeException('count', 'Count cannot be less than zero.')
  if (count === 0) return []
  const parts: string[] = []
  const finish = (part: string): string => ((options & trimEntries) === 0 ? part : trim(part))
  const keep = (part: string): void => {
    run.charge(part.length + 1)
    parts.push(part)
  }
  const isKept = (part: string): boolean => (options & removeEmpty) === 0 || part !== ''
  let from = 0
  let at = 0
  while (at < text.length && parts.length < count - 1) {
    const length = separatorAt(text, at)
    if (length === 0) {
      at++
      continue
    }
    const part = finish(text.slice(from, at))
    if (isKept(part)) keep(part)
    at += length
    from = at
  }
  // The last part keeps its separators, but with empty parts left out it does not begin with one.
  while ((options & removeEmpty) !== 0 && parts.length === count - 1 && from < text.length) {
    const length = separatorAt(text, from)
    if (length === 0) break
    from += length
  }
  const last = finish(text.slice(from))
  if (isKept(last)) keep(last)
  return parts
}

function trim(part: string): string {
  let from = 0
  let to = part.length
  while (from < to && isWhiteSpace(part.charCodeAt(from))) from++
  while (to > from && isWhiteSpace(part.charCodeAt(to - 1))) to--
  return part.slice(from, to)
}

export const splitMembers: Readonly<Record<string, Implementation>> = {
  'string[] Split(params char[] separator)': withRun((run, text: string, units: readonly number[] | null) =>
    split(run, text, byUnits(units), 0),
  ),
  'string[] Split(char separator, StringSplitOptions options = StringSplitOptions.None)': withRun(
    (run, text: string, unit: number, options: number) => split(run, text, byUnits([unit]), options),
  ),
  'string[] Split(char separator, int count, StringSplitOptions options = StringSplitOptions.None)': withRun(
    (run, text: string, unit: number, count: number, options: number) =>
      split(run, text, byUnits([unit]), options, count),
  ),
  'string[] Split(string separator, StringSplitOptions options = StringSplitOptions.None)': withRun(
    (run, text: string, separator: string | null, options: number) =>
      split(run, text, byTexts(separator === null ? null : [separator]), options),
  ),
  'string[] Split(string separator, int count, StringSplitOptions options = StringSplitOptions.None)': withRun(
    (run, text: string, separator: string | null, count: number, options: number) =>
      split(run, text, byTexts(separator === null ? null : [separator]), options, count),
  ),
  'string[] Split(char[] separator, int count)': withRun(
    (run, text: string, units: readonly number[] | null, count: number) => split(run, text, byUnits(units), 0, count),
  ),
  'string[] Split(char[] separator, StringSplitOptions options)': withRun(
    (run, text: string, units: readonly number[] | null, options: number) => split(run, text, byUnits(units), options),
  ),
  'string[] Split(char[] separator, int count, StringSplitOptions options)': withRun(
    (run, text: string, units: readonly number[] | null, count: number, options: number) =>
      split(run, text, byUnits(units), options, count),
  ),
  'string[] Split(string[] separator, StringSplitOptions options)': withRun(
    (run, text: string, separators: readonly string[] | null, options: number) =>
      split(run, text, byTexts(separators), options),
  ),
  'string[] Split(string[] separator, int count, StringSplitOptions options)': withRun(
    (run, text: string, separators: readonly string[] | null, count: number, options: number) =>
      split(run, text, byTexts(separators), options, count),
  ),
}
