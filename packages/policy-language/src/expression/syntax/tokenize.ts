import { readInterpolated } from './read-interpolated.ts'
import { readCharacter, readNumber, readRegularString, readVerbatimString } from './read-literal.ts'
import { ExpressionFault } from './syntax-fault.ts'
import type { LiteralSyntax } from './syntax-tree.ts'
import { maxDepth } from './token-reader.ts'

/** One word of C#. `>` always stands alone, since `>>` may end two lists of type arguments. */
export type Token =
  | { readonly kind: 'symbol' | 'keyword' | 'end'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'identifier'
      readonly text: string
      readonly start: number
      readonly end: number
      /** Written `@name`: never a contextual keyword. */
      readonly isVerbatim: boolean
    }
  | {
      readonly kind: 'literal'
      readonly text: string
      readonly literal: LiteralSyntax
      readonly start: number
      readonly end: number
    }
  | {
      readonly kind: 'interpolated'
      readonly text: string
      readonly parts: readonly InterpolatedTokens[]
      readonly start: number
      readonly end: number
    }

export type InterpolatedTokens =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hole'
      readonly expression: readonly Token[]
      readonly alignment: readonly Token[] | undefined
      readonly format: string | undefined
    }

const keywords: ReadonlySet<string> = new Set(
  `abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else
  enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long
  namespace new null object operator out override params private protected public readonly ref return sbyte sealed short
  sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual
  void volatile while`.split(/\s+/),
)

const symbols = [
  ...['??=', '<<=', '...', '=>', '==', '!=', '<=', '&&', '||', '??', '++', '--', '+=', '-=', '*=', '/=', '%=', '&='],
  ...['|=', '^=', '::', '->', '<<', '..'],
]
const singles = '(){}[];,.:?=<>+-*/%&|^!~'

const identifierStart = /[\p{L}\p{Nl}_]/u
const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]*/uy

/**
 * @param stops ends before one of these outside of all brackets: the end of a hole of an interpolated string
 * @param level how many interpolated strings it stands in
 * @throws ExpressionFault
 */
export function tokenize(
  text: string,
  from: number,
  stops = '',
  level = 0,
): { readonly tokens: readonly Token[]; readonly end: number } {
  const tokens: Token[] = []
  let depth = 0
  let at = from
  for (;;) {
    at = skipSpace(text, at)
    const char = text.charAt(at)
    if (char === '') break
    if (depth === 0 && stops.includes(char) && !(char === ':' && text.charAt(at + 1) === ':')) break
    const token = readToken(text, at, level)
    if (token.text === '(' || token.text === '[' || token.text === '{') depth++
    else if (token.text === ')' || token.text === ']' || token.text === '}') depth--
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', text: '', start: at, end: at })
  return { tokens, end: at }
}

function readToken(text: string, start: number, level: number): Token {
  const char = text.charAt(start)
  const next = text.charAt(start + 1)
  const afterNext = text.charAt(start + 2)
  if (char === '"') return literal(text, start, readRegularString(text, start))
  if (char === "'") return literal(text, start, readCharacter(text, start))
  if (char === '@' && next === '"') return literal(text, start, readVerbatimString(text, start + 1))
  if (char === '$' && next === '"') return interpolated(text, { start, contentStart: start + 2 }, false, level)
  if ((char === '$' && next === '@' && afterNext === '"') || (char === '@' && next === '$' && afterNext === '"')) {
    return interpolated(text, { start, contentStart: start + 3 }, true, level)
  }
  if (/[0-9]/.test(char) || (char === '.' && /[0-9]/.test(next))) return literal(text, start, readNumber(text, start))
  const isVerbatim = char === '@'
  const nameStart = isVerbatim ? start + 1 : start
  if (identifierStart.test(String.fromCodePoint(text.codePointAt(nameStart) ?? 0))) {
    identifier.lastIndex = nameStart
    const name = identifier.exec(text)?.[0] ?? ''
    const end = nameStart + name.length
    if (!isVerbatim && keywords.has(name)) return { kind: 'keyword', text: name, start, end }
    return { kind: 'identifier', text: name, start, end, isVerbatim }
  }
  const symbol =
    symbols.find((candidate) => text.startsWith(candidate, start)) ?? (singles.includes(char) ? char : undefined)
  if (symbol === undefined) {
    throw new ExpressionFault(`The character '${char}' does not belong here.`, { start, end: start + 1 })
  }
  // `>=` is one symbol unless it ends a list of type arguments, which nothing in a policy does before `=`.
  if (symbol === '>' && next === '=') return { kind: 'symbol', text: '>=', start, end: start + 2 }
  return { kind: 'symbol', text: symbol, start, end: start + symbol.length }
}

const literal = (
  text: string,
  start: number,
  read: { readonly literal: LiteralSyntax; readonly end: number },
): Token => ({
  kind: 'literal',
  text: text.slice(start, read.end),
  literal: read.literal,
  start,
  end: read.end,
})

function interpolated(
  text: string,
  { start, contentStart }: { readonly start: number; readonly contentStart: number },
  isVerbatim: boolean,
  level: number,
): Token {
  if (level >= maxDepth) {
    throw new ExpressionFault(`The strings are nested more than ${maxDepth} levels deep.`, { start, end: contentStart })
  }
  const readHole = (from: number, stops: string) => tokenize(text, from, stops, level + 1)
  const { parts, end } = readInterpolated(text, contentStart, isVerbatim, readHole)
  return { kind: 'interpolated', text: text.slice(start, end), parts, start, end }
}

/** Behind white space and comments. */
function skipSpace(text: string, from: number): number {
  let at = from
  for (;;) {
    if (/\s/.test(text.charAt(at))) at++
    else if (text.startsWith('//', at)) {
      while (at < text.length && !/[\n\r\u2028\u2029\u0085]/.test(text.charAt(at))) at++
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      if (end < 0) throw new ExpressionFault("The comment is never closed by '*/'.", { start: at, end: text.length })
      at = end + 2
    } else return at
  }
}
