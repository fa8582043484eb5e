import { isAsciiDigit, isAsciiSpace, isAsciiWord, isDigit, isSpace, isWord, unicodeSet } from './character-sets.ts'
import type { PatternReader } from './pattern-reader.ts'
import type { CharacterTest } from './regex-tree.ts'

const controls: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 }

/** `\d \D \w \W \s \S \p{…} \P{…}` at the letter behind the backslash; undefined for any other escape. */
export function parseSetEscape(reader: PatternReader, isEcma: boolean): CharacterTest | undefined {
  const letter = reader.current
  switch (letter) {
    case 'd':
    case 'D':
      reader.at++
      return negatedIf(letter === 'D', isEcma ? isAsciiDigit : isDigit)
    case 'w':
    case 'W':
      reader.at++
      return negatedIf(letter === 'W', isEcma ? isAsciiWord : isWord)
    case 's':
    case 'S':
      reader.at++
      return negatedIf(letter === 'S', isEcma ? isAsciiSpace : isSpace)
    case 'p':
    case 'P': {
      reader.at++
      const name = reader.match(/\{([^}]*)\}/y)?.[1]
      if (name === undefined) reader.fail('Incomplete \\p{X} character escape.')
      const set = unicodeSet(name)
      if (set === undefined) reader.fail(`Unknown property '${name}'.`)
      return negatedIf(letter === 'P', set)
    }
    default:
      return undefined
  }
}

/** The unit that an escape stands for, at what follows the backslash. `\b` is the caller's. */
export function parseCharacterEscape(reader: PatternReader): number {
  const letter = reader.current
  const control = Object.hasOwn(controls, letter) ? controls[letter] : undefined
  if (control !== undefined) {
    reader.at++
    return control
  }
  if (/[0-7]/.test(letter)) return Number.parseInt(reader.match(/[0-7]{1,3}/y)?.[0] ?? '0', 8) & 0xff
  if (letter === 'x' || letter === 'u') {
    reader.at++
    const digits = reader.match(letter === 'x' ? /[0-9a-fA-F]{2}/y : /[0-9a-fA-F]{4}/y)?.[0]
    if (digits === undefined) reader.fail('Insufficient or invalid hexadecimal digits.')
    return Number.parseInt(digits, 16)
  }
  if (letter === 'c') {
    reader.at++
    if (reader.isAtEnd) reader.fail('Missing control character.')
    const code = reader.current.toUpperCase().charCodeAt(0) - 64
    if (code < 0 || code > 31) reader.fail('Unrecognized control character.')
    reader.at++
    return code
  }
  if (/[A-Za-z0-9_]/.test(letter)) {
    reader.at++
    reader.fail(`Unrecognized escape sequence \\${letter}.`)
  }
  reader.at++
  return letter.charCodeAt(0)
}

export function negatedIf(isNegated: boolean, test: CharacterTest): CharacterTest {
  return isNegated ? (unit) => !test(unit) : test
}
