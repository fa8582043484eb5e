import { AppError } from '@sluice/contracts'
import type { DocumentCondition, DocumentField } from '@sluice/platform'
import type { ResourceDeclaration } from './define-resource.ts'

/** Where a field of a filter is kept. */
export interface FilterField {
  /** Below the body: `['properties', 'ownerId']`. */
  readonly path: readonly string[]
  /** What a text of the expression is compared as. */
  readonly toStored?: (value: string) => string
}

export interface FilterOptions {
  /** Names that this list can be filtered by, as clients write them, with or without `properties/`. */
  readonly fields: readonly string[]
  /** Where those are kept which are not the property of their name. */
  readonly places?: Readonly<Record<string, FilterField>>
  /** What every text of the expression is compared as. */
  readonly toStored?: (value: string) => string
}

/** A field of documents, and what a text is compared with it as. */
export interface NamedField {
  readonly field: DocumentField
  readonly toKept: (value: string) => string
}

/** Fields of `$filter` that a list of these resources has. */
export const filterableFields = ({ filterable = ['name'] }: Pick<ResourceDeclaration, 'filterable'>) => filterable

/** What a name in an expression stands for, in whatever case and with or without `properties/`. */
export function fieldNamed(
  text: string,
  fields: readonly string[],
  places: FilterOptions['places'] = {},
): NamedField | undefined {
  const name = text.toLowerCase().replace(/^properties\//, '')
  const found = fields.find((field) => field.toLowerCase() === name)
  if (found === undefined) return undefined
  const place = places[found]
  if (found === 'name' && place === undefined) return { field: { kind: 'name' }, toKept: (value) => value }
  const { path, toStored: toKept = (value: string) => value } = place ?? { path: ['properties', found] }
  return { field: { kind: 'body', path }, toKept }
}

type Value = string | number | boolean | null
type Token = { readonly kind: 'word' | 'text' | 'number' | 'sign'; readonly text: string; readonly at: number }

const operators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
type Operator = (typeof operators)[number]

type TextTest = (DocumentCondition & { kind: 'text' })['test']
const functions: Readonly<Record<string, { readonly test: TextTest; readonly isFieldLast?: true }>> = {
  contains: { test: 'contains' },
  startswith: { test: 'startsWith' },
  endswith: { test: 'endsWith' },
  // The old form names what is sought first.
  substringof: { test: 'contains', isFieldLast: true },
}

const maxDepth = 50

/**
 * Reads a `$filter`: comparisons, `contains`, `startswith`, `endswith`, `substringof`, `and`, `or`, `not`, parentheses.
 * Texts compare without regard to case.
 * @throws AppError `InvalidQueryParameter` with the position
 * @see reference: API Management, 4.2
 */
export function parseFilter(text: string, { fields, places = {}, toStored }: FilterOptions): DocumentCondition {
  const tokens = tokenize(text)
  let next = 0
  let depth = 0
  const refuse = (reason: string, at: number): never => {
    throw new AppError('InvalidQueryParameter', { name: '$filter', reason: `${reason} at position ${at + 1}.` })
  }
  const peek = () => tokens[next]
  const take = (): Token => tokens[next++] ?? refuse('the expression ends too early', text.length)
  const expectSign = (sign: string) => {
    const token = take()
    if (token.kind !== 'sign' || token.text !== sign)
      refuse(`'${sign}' is expected instead of '${token.text}'`, token.at)
  }
  const isWord = (token: Token | undefined, word: string) => token?.kind === 'word' && token.text.toLowerCase() === word

  const parseOr = (): DocumentCondition => parseChain('or', parseAnd)
  const parseAnd = (): DocumentCondition => parseChain('and', parseTerm)
  const parseChain = (word: 'or' | 'and', parsePart: () => DocumentCondition): DocumentCondition => {
    const first = parsePart()
    if (!isWord(peek(), word)) return first
    const terms = [first]
    while (isWord(peek(), word)) {
      next += 1
      terms.push(parsePart())
    }
    return { kind: word, terms }
  }
  const parseTerm = (): DocumentCondition => {
    depth += 1
    if (depth > maxDepth) refuse(`more than ${maxDepth} levels are nested`, peek()?.at ?? text.length)
    const term = parseTermAt(take())
    depth -= 1
    return term
  }
  const parseTermAt = (token: Token): DocumentCondition => {
    if (isWord(token, 'not')) return { kind: 'not', term: parseTerm() }
    if (token.kind === 'sign' && token.text === '(') {
      const term = parseOr()
      expectSign(')')
      return term
    }
    const called = token.kind === 'word' ? functions[token.text.toLowerCase()] : undefined
    return called === undefined ? parseComparison(token) : parseFunction(called)
  }
  const parseFunction = ({ test, isFieldLast }: { test: TextTest; isFieldLast?: true }): DocumentCondition => {
    expectSign('(')
    const first = take()
    expectSign(',')
    const second = take()
    expectSign(')')
    const { field } = readField(isFieldLast ? second : first)
    const value = String(readValue(isFieldLast ? first : second))
    const held: DocumentCondition = { kind: 'text', field, test, value }
    const following = peek()
    if (!isWord(following, 'eq') && !isWord(following, 'ne')) return held
    const isEqual = isWord(take(), 'eq')
    return readValue(take()) === isEqual ? held : { kind: 'not', term: held }
  }
  const parseComparison = (token: Token): DocumentCondition => {
    const { field, toKept } = readField(token)
    const { text: word, at } = take()
    const operator = operators.find((known) => known === word.toLowerCase())
    if (operator === undefined) return refuse(`'${word}' is none of ${operators.join(', ')}`, at)
    const value = readValue(take())
    return compare(field, operator, typeof value === 'string' ? toKept(value) : value)
  }
  const readField = (token: Token): NamedField =>
    (token.kind === 'word' ? fieldNamed(token.text, fields, places) : undefined) ??
    refuse(`'${token.text}' is not a field to filter by (${fields.join(', ')})`, token.at)
  const readValue = (token: Token): Value => {
    if (token.kind === 'text') return toComparable(toStored?.(token.text) ?? token.text)
    if (token.kind === 'number') return Number(token.text)
    const word = token.text.toLowerCase()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (word === 'datetime' && peek()?.kind === 'text') return toComparable(take().text)
    return refuse(`a value is expected instead of '${token.text}'`, token.at)
  }

  const filter = parseOr()
  const rest = peek()
  if (rest !== undefined) refuse(`'${rest.text}' is not expected`, rest.at)
  return filter
}

const compare = (field: DocumentField, operator: Operator, value: Value): DocumentCondition => ({
  kind: 'compare',
  field,
  operator,
  value,
})

/**
 * Times are kept in UTC with milliseconds, so that they compare as texts; a filter may write them otherwise, and without
 * a zone, which then is UTC too.
 */
function toComparable(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return text
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`
  return Number.isNaN(Date.parse(zoned)) ? text : new Date(zoned).toISOString()
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w-])|([A-Za-z_][\w/.-]*)|([(),]))/y
  while (pattern.lastIndex < text.trimEnd().length) {
    const from = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) {
      const at = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0)
      throw new AppError('InvalidQueryParameter', {
        name: '$filter',
        reason: `'${text.slice(at, at + 10)}' cannot be read at position ${at + 1}.`,
      })
    }
    const [whole, quoted, number, word, sign] = match
    const at = from + whole.length - whole.trimStart().length
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'"), at })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
    else tokens.push({ kind: 'sign', text: sign ?? '', at })
  }
  return tokens
}
