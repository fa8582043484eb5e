/** The words of the invariant culture. @see https://learn.microsoft.com/dotnet/api/system.globalization.cultureinfo.invariantculture */
export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Short names are the first three letters. */
export const shortName = (name: string) => name.slice(0, 3)

const patterns: Record<string, string> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
}

/**
 * The custom pattern behind a standard format of one letter; undefined for a letter that is none.
 * @see https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings
 */
export function standardDatePattern(letter: string): string | undefined {
  return Object.hasOwn(patterns, letter) ? patterns[letter] : undefined
}

/** One part of a custom pattern: a letter and how often it stands there, or text that stands for itself. */
export type DatePatternPart = { readonly letter: string; readonly count: number } | { readonly text: string }

/** The parts of a custom pattern; undefined when a quote or an escape is not ended. */
export function readDatePattern(pattern: string, letters: string): DatePatternPart[] | undefined {
  const parts: DatePatternPart[] = []
  for (let at = 0; at < pattern.length; ) {
    const character = pattern[at] ?? ''
    if (letters.includes(character)) {
      let end = at + 1
      while (pattern[end] === character) end++
      parts.push({ letter: character, count: end - at })
      at = end
    } else if (character === "'" || character === '"') {
      let text = ''
      for (at++; pattern[at] !== character; at++) {
        if (at >= pattern.length) return undefined
        if (pattern[at] === '\\') at++
        text += pattern[at] ?? ''
      }
      parts.push({ text })
      at++
    } else if (character === '\\') {
      if (at + 1 >= pattern.length) return undefined
      parts.push({ text: pattern[at + 1] ?? '' })
      at += 2
    } else if (character === '%') {
      // Makes a custom pattern of a single letter.
      if (at + 1 >= pattern.length || pattern[at + 1] === '%') return undefined
      at++
    } else {
      parts.push({ text: character })
      at++
    }
  }
  return parts
}
