import { AppError } from '@sluice/contracts'

export type FilterValue = string | number | boolean | null | undefined
export type FieldReader = (field: string) => FilterValue
export type Filter = (read: FieldReader) => boolean

type Token = { readonly kind: 'word' | 'text' | 'number' | 'sign'; readonly text: string; readonly at: number }

const comparisons: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
}

const functions: Record<
  string,
  { readonly test: (value: string, part: string) => boolean; readonly isFieldLast?: true }
> = {
  contains: { test: (value, part) => value.includes(part) },
  startswith: { test: (value, part) => value.startsWith(part) },
  endswith: { test: (value, part) => value.endsWith(part) },
  // The old form names what is sought first.
  substringof: { test: (value, part) => value.includes(part), isFieldLast: true },
}

const maxDepth = 50

/**
 * Compiles a `$filter`: comparisons, `contains`, `startswith`, `endswith`, `substringof`, `and`, `or`, `not`,
 * parentheses. Texts compare without regard to case.
 * @param fields names that this list can be filtered by, as clients write them, with or without `properties/`
 * @param toStored what a text of the expression is compared as
 * @throws AppError `InvalidQueryParameter` with the position
 * @see reference: API Management, 4.2
 */
export function compileFilter(
  text: string,
  fields: readonly string[],
  toStored: (value: string) => string = (value) => value,
): Filter {
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

  const parseOr = (): Filter => {
    let left = parseAnd()
    while (isWord(peek(), 'or')) {
      next += 1
      const first = left
      const second = parseAnd()
      left = (read) => first(read) || second(read)
    }
    return left
  }
  const parseAnd = (): Filter => {
    let left = parseTerm()
    while (isWord(peek(), 'and')) {
      next += 1
      const first = left
      const second = parseTerm()
      left = (read) => first(read) && second(read)
    }
    return left
  }
  const parseTerm = (): Filter => {
    depth += 1
    if (depth > maxDepth) refuse(`more than ${maxDepth} levels are nested`, peek()?.at ?? text.length)
    const token = take()
    let term: Filter
    if (isWord(token, 'not')) {
      const inner = parseTerm()
      term = (read) => !inner(read)
    } else if (token.kind === 'sign' && token.text === '(') {
      term = parseOr()
      expectSign(')')
    } else if (token.kind === 'word' && functions[token.text.toLowerCase()] !== undefined) {
      term = parseFunction(token.text.toLowerCase())
    } else {
      term = parseComparison(token)
    }
    depth -= 1
    return term
  }
  const parseFunction = (name: string): Filter => {
    const { test, isFieldLast } = functions[name] as (typeof functions)[string]
    expectSign('(')
    const first = take()
    expectSign(',')
    const second = take()
    expectSign(')')
    const field = readField(isFieldLast ? second : first)
    const part = String(readValue(isFieldLast ? first : second)).toLowerCase()
    const isHeld: Filter = (read) => test(String(read(field) ?? '').toLowerCase(), part)
    const following = peek()
    if (!isWord(following, 'eq') && !isWord(following, 'ne')) return isHeld
    const isEqual = isWord(take(), 'eq')
    const wanted = readValue(take()) === isEqual
    return (read) => isHeld(read) === wanted
  }
  const parseComparison = (token: Token): Filter => {
    const field = readField(token)
    const operator = take()
    const matches = comparisons[operator.text.toLowerCase()]
    if (matches === undefined) {
      return refuse(`'${operator.text}' is none of ${Object.keys(comparisons).join(', ')}`, operator.at)
    }
    const value = readValue(take())
    return (read) => {
      const order = compare(read(field), value)
      return order === undefined ? operator.text.toLowerCase() === 'ne' : matches(order)
    }
  }
  const readField = (token: Token): string => {
    const name = token.text.toLowerCase().replace(/^properties\//, '')
    const found = fields.find((field) => field.toLowerCase() === name)
    if (token.kind === 'word' && found !== undefined) return found
    return refuse(`'${token.text}' is not a field to filter by (${fields.join(', ')})`, token.at)
  }
  const readValue = (token: Token): string | number | boolean | null => {
    if (token.kind === 'text') return toStored(token.text)
    if (token.kind === 'number') return Number(token.text)
    const word = token.text.toLowerCase()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (word === 'datetime' && peek()?.kind === 'text') return take().text
    return refuse(`a value is expected instead of '${token.text}'`, token.at)
  }

  const filter = parseOr()
  const rest = peek()
  if (rest !== undefined) refuse(`'${rest.text}' is not expected`, rest.at)
  return filter
}

/** undefined = not to be compared. */
function compare(held: FilterValue, wanted: string | number | boolean | null): number | undefined {
  if (held === undefined || held === null || wanted === null) return (held ?? null) === wanted ? 0 : undefined
  if (typeof held === 'number' && typeof wanted === 'number') return held - wanted
  if (typeof held === 'boolean' || typeof wanted === 'boolean') {
    return String(held).toLowerCase() === String(wanted).toLowerCase() ? 0 : 1
  }
  const a = String(held)
  const b = String(wanted)
  if (isDate(a) && isDate(b)) return Date.parse(a) - Date.parse(b)
  return a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0
}

const isDate = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))

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
