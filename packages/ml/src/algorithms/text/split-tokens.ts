export type TokenKind = 'word' | 'number' | 'email' | 'url' | 'sign'

export interface Token {
  readonly text: string
  readonly kind: TokenKind
  /** Whether white space, or the text's beginning, stands before it. */
  readonly isApart: boolean
  /** Where it begins, counted in characters (UTF-16) that are no white space. */
  readonly offset: number
}

const beginsAddress = /^[("'<[]*(?:https?:\/\/|ftp:\/\/|www\.)/iu
const email = /^[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u
/** Longer ones are no addresses; to look for them would take time that grows with the square of the length. */
const longestEmail = 320

/** A number; an article before an apostrophe; a word; any other sign. */
const withElisions =
  /(\p{N}+(?:[.,:]\p{N}+)*(?![\p{L}\p{M}]))|([\p{L}\p{M}]{1,5}['’](?=\p{L})|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*)|\S/gsu
const withContractions =
  /(\p{N}+(?:[.,:]\p{N}+)*(?![\p{L}\p{M}]))|([\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*)|\S/gsu
/** For what is no language: in time linear in its length. */
const plain = /(\p{N}+)|([\p{L}\p{M}]+)|\S/gsu
const longestRun = 1000

/**
 * Splits a text into words, numbers, addresses and other signs, in time linear in its length.
 * @param hasElisions `l'homme` is an article and a word, as in French and Italian
 */
export function splitTokens(text: string, hasElisions = false): Token[] {
  const tokens: Token[] = []
  let offset = 0
  for (const [run] of text.matchAll(/\S+/gu)) {
    const first = tokens.length
    for (const { text: own, kind } of splitRun(run, hasElisions)) {
      tokens.push({ text: own, kind, isApart: tokens.length === first, offset })
      offset += own.length
    }
  }
  return tokens
}

interface Piece {
  readonly text: string
  readonly kind: TokenKind
}

function splitRun(run: string, hasElisions: boolean): Piece[] {
  if (beginsAddress.test(run)) {
    const start = run.search(/[a-z]/iu)
    // Signs behind an address belong to the sentence.
    let end = run.length
    while (end > start && /[.,;:!?)\]}>"'…]/u.test(run[end - 1] as string)) end -= 1
    return [
      ...splitWords(run.slice(0, start), hasElisions),
      { text: run.slice(start, end), kind: 'url' },
      ...splitWords(run.slice(end), hasElisions),
    ]
  }
  const at = run.indexOf('@')
  if (at > 0 && run.length <= longestEmail) {
    const start = run.search(/[\p{L}\p{N}]/u)
    const found = start < 0 ? null : email.exec(run.slice(start))
    if (found !== null) {
      const [address] = found
      return [
        ...splitWords(run.slice(0, start), hasElisions),
        { text: address, kind: 'email' },
        ...splitWords(run.slice(start + address.length), hasElisions),
      ]
    }
  }
  return splitWords(run, hasElisions)
}

function splitWords(run: string, hasElisions: boolean): Piece[] {
  const pattern = run.length > longestRun ? plain : hasElisions ? withElisions : withContractions
  return Array.from(run.matchAll(pattern), ([text, number, word]) => ({
    text,
    kind: number !== undefined ? 'number' : word !== undefined ? 'word' : 'sign',
  }))
}
