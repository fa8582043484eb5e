import type { CharacterTest } from './regex-tree.ts'

/** A test that has looked at every ASCII character once. */
export function remembered(test: CharacterTest): CharacterTest {
  let table: Uint8Array | undefined
  return (unit) => {
    if (unit > 127) return test(unit)
    table ??= Uint8Array.from({ length: 128 }, (_, i) => (test(i) ? 1 : 0))
    return table[unit] === 1
  }
}

function byPattern(pattern: RegExp): CharacterTest {
  return remembered((unit) => pattern.test(String.fromCharCode(unit)))
}

/** @see https://learn.microsoft.com/dotnet/standard/base-types/character-classes-in-regular-expressions */
export const isWord = byPattern(/^[\p{L}\p{Mn}\p{Nd}\p{Pc}]$/u)
export const isDigit = byPattern(/^\p{Nd}$/u)
export const isSpace = byPattern(/^[\f\n\r\t\v\u0085\p{Z}]$/u)
export const isAsciiWord = byPattern(/^[A-Za-z0-9_]$/)
export const isAsciiDigit = byPattern(/^[0-9]$/)
export const isAsciiSpace = byPattern(/^[\f\n\r\t\v ]$/)

/** For `\b`, which also takes the joiners for parts of words. */
export const isWordOrJoiner: CharacterTest = (unit) => isWord(unit) || unit === 0x200c || unit === 0x200d

const categories = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn'.split(' '),
)

/** First and last unit of the blocks that patterns name. */
const blocks: Readonly<Record<string, readonly [number, number]>> = {
  IsBasicLatin: [0x0000, 0x007f],
  'IsLatin-1Supplement': [0x0080, 0x00ff],
  'IsLatinExtended-A': [0x0100, 0x017f],
  'IsLatinExtended-B': [0x0180, 0x024f],
  IsIPAExtensions: [0x0250, 0x02af],
  IsSpacingModifierLetters: [0x02b0, 0x02ff],
  IsCombiningDiacriticalMarks: [0x0300, 0x036f],
  IsGreek: [0x0370, 0x03ff],
  IsGreekandCoptic: [0x0370, 0x03ff],
  IsCyrillic: [0x0400, 0x04ff],
  IsCyrillicSupplement: [0x0500, 0x052f],
  IsArmenian: [0x0530, 0x058f],
  IsHebrew: [0x0590, 0x05ff],
  IsArabic: [0x0600, 0x06ff],
  IsSyriac: [0x0700, 0x074f],
  IsDevanagari: [0x0900, 0x097f],
  IsBengali: [0x0980, 0x09ff],
  IsTamil: [0x0b80, 0x0bff],
  IsThai: [0x0e00, 0x0e7f],
  IsGeorgian: [0x10a0, 0x10ff],
  IsHangulJamo: [0x1100, 0x11ff],
  IsLatinExtendedAdditional: [0x1e00, 0x1eff],
  IsGreekExtended: [0x1f00, 0x1fff],
  IsGeneralPunctuation: [0x2000, 0x206f],
  IsSuperscriptsandSubscripts: [0x2070, 0x209f],
  IsCurrencySymbols: [0x20a0, 0x20cf],
  IsLetterlikeSymbols: [0x2100, 0x214f],
  IsNumberForms: [0x2150, 0x218f],
  IsArrows: [0x2190, 0x21ff],
  IsMathematicalOperators: [0x2200, 0x22ff],
  IsBoxDrawing: [0x2500, 0x257f],
  IsGeometricShapes: [0x25a0, 0x25ff],
  IsMiscellaneousSymbols: [0x2600, 0x26ff],
  IsDingbats: [0x2700, 0x27bf],
  IsCJKSymbolsandPunctuation: [0x3000, 0x303f],
  IsHiragana: [0x3040, 0x309f],
  IsKatakana: [0x30a0, 0x30ff],
  IsBopomofo: [0x3100, 0x312f],
  IsCJKUnifiedIdeographs: [0x4e00, 0x9fff],
  IsHangulSyllables: [0xac00, 0xd7af],
  IsHighSurrogates: [0xd800, 0xdb7f],
  IsLowSurrogates: [0xdc00, 0xdfff],
  IsPrivateUse: [0xe000, 0xf8ff],
  IsHalfwidthandFullwidthForms: [0xff00, 0xffef],
}

/** What `\p{name}` matches; undefined for a name that is no category and no block. */
export function unicodeSet(name: string): CharacterTest | undefined {
  if (categories.has(name)) return byPattern(new RegExp(`^\\p{${name}}$`, 'u'))
  const block = Object.hasOwn(blocks, name) ? blocks[name] : undefined
  if (block === undefined) return undefined
  const [first, last] = block
  return (unit) => unit >= first && unit <= last
}

/** The unit in lower case, by the invariant culture: one unit stays one. */
export function toLowerUnit(unit: number): number {
  if (unit < 128) return unit >= 65 && unit <= 90 ? unit + 32 : unit
  return single(String.fromCharCode(unit).toLowerCase(), unit)
}

function toUpperUnit(unit: number): number {
  return single(String.fromCharCode(unit).toUpperCase(), unit)
}

function single(text: string, unit: number): number {
  return text.length === 1 ? text.charCodeAt(0) : unit
}

/** Whether any case of a character passes. */
export function ignoringCase(test: CharacterTest): CharacterTest {
  return remembered((unit) => test(unit) || test(toLowerUnit(unit)) || test(toUpperUnit(unit)))
}
