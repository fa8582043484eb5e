import { ignoringCase, remembered } from './character-sets.ts'
import { negatedIf, parseCharacterEscape, parseSetEscape } from './parse-escape.ts'
import type { PatternReader } from './pattern-reader.ts'
import type { CharacterTest } from './regex-tree.ts'

/**
 * A class from behind its `[` to behind its `]`, with ranges, escapes and a subtraction `-[…]` at the end.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/character-classes-in-regular-expressions
 */
export function parseCharacterClass(
  reader: PatternReader,
  options: { readonly ignoresCase: boolean; readonly isEcma: boolean },
): CharacterTest {
  const isNegated = reader.take('^')
  const tests: CharacterTest[] = []
  let subtracted: CharacterTest | undefined
  for (let isFirst = true; ; isFirst = false) {
    if (reader.isAtEnd) reader.fail('Unterminated [] set.')
    if (reader.current === ']' && !isFirst) break
    if (subtracted !== undefined) reader.fail('A subtraction must be the last element in a character class.')
    if (!isFirst && reader.pattern.startsWith('-[', reader.at)) {
      reader.at += 2
      subtracted = parseCharacterClass(reader, options)
      continue
    }
    tests.push(parseElement(reader, options.isEcma))
  }
  reader.at++
  const union: CharacterTest = (unit) => tests.some((test) => test(unit))
  const positive = options.ignoresCase ? ignoringCase(union) : union
  const whole = negatedIf(isNegated, positive)
  const excluded = subtracted
  return remembered(excluded === undefined ? whole : (unit) => whole(unit) && !excluded(unit))
}

/** One character, one set, or a range. */
function parseElement(reader: PatternReader, isEcma: boolean): CharacterTest {
  const first = parseMember(reader, isEcma)
  const isRange = reader.current === '-' && !/^-(?:\]|\[|$)/.test(reader.pattern.slice(reader.at, reader.at + 2))
  if (!isRange) return typeof first === 'number' ? (unit) => unit === first : first
  // A set before a hyphen leaves the hyphen a character of its own.
  if (typeof first !== 'number') return first
  reader.at++
  const start = reader.at
  const last = parseMember(reader, isEcma)
  if (typeof last !== 'number')
    return reader.fail(`Cannot include class \\${reader.pattern[start + 1] ?? ''} in character range.`)
  if (last < first) reader.fail('[x-y] range in reverse order.')
  return (unit) => unit >= first && unit <= last
}

function parseMember(reader: PatternReader, isEcma: boolean): number | CharacterTest {
  if (reader.isAtEnd) reader.fail('Unterminated [] set.')
  if (reader.current !== '\\') {
    const unit = reader.current.charCodeAt(0)
    reader.at++
    return unit
  }
  reader.at++
  if (reader.isAtEnd) reader.fail('Illegal \\ at end of pattern.')
  if (reader.take('b')) return 8
  return parseSetEscape(reader, isEcma) ?? parseCharacterEscape(reader)
}
