/** Whether a text is one that quotes over several lines hold as it is: no control characters but line feeds and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const isPlainText = (text: string): boolean => !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)

/** In the quotes that need no escapes, where there are such; else in the usual ones. */
export function quoteLightly(text: string, usual: '"' | "'"): string {
  const other = usual === '"' ? "'" : '"'
  return quoteWithEscapes(text, text.includes(usual) && !text.includes(other) ? other : usual)
}

const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** In quotes of a language that escapes as C does, control characters by their number. */
export function quoteWithEscapes(text: string, quote: '"' | "'"): string {
  const escaped = text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
    /[\\"'\u0000-\u001f\u007f\u2028\u2029]/g,
    (character) => {
      if (character === '"' || character === "'") return character === quote ? `\\${quote}` : character
      return named[character] ?? unicodeEscape(character)
    },
  )
  return `${quote}${escaped}${quote}`
}

export const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
