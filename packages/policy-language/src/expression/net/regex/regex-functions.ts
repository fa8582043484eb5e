import { argumentOutOfRangeException } from '../failures.ts'
import type { NetRegexProgram } from './compile-regex.ts'
import { parseCharacterEscape } from './parse-escape.ts'
import { PatternReader } from './pattern-reader.ts'
import type { RegexMatch } from './regex-match.ts'
import type { CountSteps } from './regex-matcher.ts'
import { expandReplacement, parseReplacement } from './regex-replacement.ts'

/** All matches from the left, none within another; an empty one moves the search on by one. */
export function* allMatches(
  regex: NetRegexProgram,
  text: string,
  step: CountSteps,
  start = 0,
): Generator<RegexMatch, undefined> {
  let at = start
  while (at <= text.length) {
    const match = regex.match(text, at, step)
    if (match === undefined) return
    yield match
    at = match.index + match.length + (match.length === 0 ? 1 : 0)
  }
}

/** `NextMatch()` */
export function nextMatch(regex: NetRegexProgram, match: RegexMatch, step: CountSteps): RegexMatch | undefined {
  const at = match.index + match.length + (match.length === 0 ? 1 : 0)
  return at > match.text.length ? undefined : regex.match(match.text, at, step)
}

/** `Replace`: at most `count` matches (all below 0), each by what the evaluator makes of it. */
export function replaceMatches(
  regex: NetRegexProgram,
  text: string,
  evaluate: (match: RegexMatch) => string,
  bounds: { readonly count: number; readonly start: number; readonly step: CountSteps },
): string {
  checkBounds(text, bounds)
  if (bounds.count === 0) return text
  let result = ''
  let at = 0
  let left = bounds.count
  for (const match of allMatches(regex, text, bounds.step, bounds.start)) {
    result += text.slice(at, match.index) + evaluate(match)
    at = match.index + match.length
    if (--left === 0) break
  }
  return result + text.slice(at)
}

/** The evaluator of a replacement with `$1`, `${name}`, `$&` and so on. */
export function replacementEvaluator(regex: NetRegexProgram, replacement: string): (match: RegexMatch) => string {
  const parts = parseReplacement(replacement, regex.groups)
  return (match) => expandReplacement(parts, match)
}

/** `Split`: what is between the matches, and what their groups captured; at most `count` parts (all for 0). */
export function splitByMatches(
  regex: NetRegexProgram,
  text: string,
  bounds: { readonly count: number; readonly start: number; readonly step: CountSteps },
): string[] {
  if (bounds.count < 0) throw argumentOutOfRangeException('count', 'Count cannot be less than -1.')
  checkBounds(text, bounds)
  if (bounds.count === 1) return [text]
  const parts: string[] = []
  let at = 0
  let left = bounds.count - 1
  for (const match of allMatches(regex, text, bounds.step, bounds.start)) {
    parts.push(text.slice(at, match.index))
    at = match.index + match.length
    for (const group of match.groups.slice(1)) if (group.isSuccess) parts.push(group.value)
    if (--left === 0) break
  }
  parts.push(text.slice(at))
  return parts
}

function checkBounds(text: string, { start, count }: { readonly start: number; readonly count: number }): void {
  if (count < -1) throw argumentOutOfRangeException('count', 'Count cannot be less than -1.')
  if (start < 0 || start > text.length)
    throw argumentOutOfRangeException('startat', 'Start index cannot be less than 0 or greater than input length.')
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f' }

/** `Regex.Escape`: also white space and `#`, which mean something with IgnorePatternWhitespace. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\*+?|{[()^$.# \n\r\t\f]/g, (character) => named[character] ?? `\\${character}`)
}

/** `Regex.Unescape`: the characters that escapes stand for. @throws System.ArgumentException */
export function unescapeRegex(text: string): string {
  const reader = new PatternReader(text)
  let result = ''
  while (!reader.isAtEnd) {
    if (!reader.take('\\')) {
      result += reader.current
      reader.at++
    } else if (reader.isAtEnd) reader.fail('Illegal \\ at end of pattern.')
    else if (reader.take('b')) result += '\b'
    else result += String.fromCharCode(parseCharacterEscape(reader))
  }
  return result
}
