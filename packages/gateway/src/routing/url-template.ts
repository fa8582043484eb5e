import type { Fault } from '@sluice/contracts'
import { decodeUrlText, foldCase } from './fold-case.ts'
import { namesOfPattern, type TextPattern } from './text-pattern.ts'

/** A query parameter that a call must carry, whatever else it carries. */
export interface QueryRequirement {
  /** Decoded and folded: names match in any case. */
  readonly foldedName: string
  /** Undefined = any value. */
  readonly value: TextPattern | undefined
}

/** The parsed form of `/a/{x}/*?k={v}`. */
export interface UrlTemplate {
  readonly segments: readonly TextPattern[]
  /** Whether any remaining path matches, and the name by which it is known (`{*rest}`; none for `/*`). */
  readonly rest: { readonly name: string | undefined } | undefined
  readonly query: readonly QueryRequirement[]
  /** Of path and query, in the order of the template, in their own case. */
  readonly parameterNames: readonly string[]
}

export type UrlTemplateResult =
  | { readonly template: UrlTemplate; readonly faults: readonly [] }
  | { readonly template: undefined; readonly faults: readonly Fault[] }

export const maxSegmentLength = 1024

/**
 * Reads the URL template of an operation: `{name}` fills one segment or a part of one, `/*` or `{*rest}` at the end any
 * remaining path, `?name={value}` and `?name=value` are mandatory query parameters, `?*` says that any query will do.
 * Every fault is listed with its place; `target` is `properties.urlTemplate`.
 * @see reference: API Management, 2.3
 */
export function parseUrlTemplate(text: string): UrlTemplateResult {
  const faults: Fault[] = []
  const report = (position: number, message: string) => {
    faults.push({
      code: 'ValidationError',
      target: 'properties.urlTemplate',
      message: `${message} (character ${position + 1})`,
    })
  }
  const queryAt = findOutsideBraces(text, '?', 0)
  const path = parsePath(queryAt < 0 ? text : text.slice(0, queryAt), report)
  const query = queryAt < 0 ? [] : parseQuery(text, queryAt + 1, report)
  const names = [
    ...path.segments.flatMap(namesOfPattern),
    ...(path.rest?.name === undefined ? [] : [path.rest.name]),
    ...query.flatMap((requirement) => (requirement.value === undefined ? [] : namesOfPattern(requirement.value))),
  ]
  for (const name of repeated(names.map(foldCase))) report(0, `The parameter '${name}' is there more than once`)
  for (const name of repeated(query.map((requirement) => requirement.foldedName))) {
    report(queryAt, `The query parameter '${name}' is there more than once`)
  }
  if (faults.length > 0) return { template: undefined, faults }
  return { template: { ...path, query, parameterNames: names }, faults: [] }
}

type Report = (position: number, message: string) => void

function parsePath(path: string, report: Report): Pick<UrlTemplate, 'segments' | 'rest'> {
  const segments: TextPattern[] = []
  let rest: UrlTemplate['rest']
  let from = path.startsWith('/') ? 1 : 0
  while (from < path.length) {
    const slash = findOutsideBraces(path, '/', from)
    const end = slash < 0 ? path.length : slash
    const segment = path.slice(from, end)
    const isLast = end >= path.length - 1
    if (segment === '') {
      report(from, 'There is an empty segment between two slashes')
    } else if (segment === '*' || /^\{\*[^{}]*\}$/.test(segment)) {
      if (!isLast) report(from, `The wildcard '${segment}' may stand at the end only`)
      const name = segment === '*' ? undefined : segment.slice(2, -1)
      if (name !== undefined) assertName(name, from + 2, report)
      rest = { name }
    } else {
      segments.push(parsePattern(segment, from, report))
    }
    from = end + 1
  }
  return { segments, rest }
}

function parseQuery(text: string, start: number, report: Report): QueryRequirement[] {
  const requirements: QueryRequirement[] = []
  for (let from = start; from <= text.length; ) {
    const ampersand = findOutsideBraces(text, '&', from)
    const end = ampersand < 0 ? text.length : ampersand
    const part = text.slice(from, end)
    const equals = findOutsideBraces(part, '=', 0)
    const name = equals < 0 ? part : part.slice(0, equals)
    if (part === '' && text.length > start) report(from, 'There is an empty query parameter')
    else if (equals === 0) report(from, 'There is a query parameter without a name')
    else if (/[{}]/.test(name)) report(from, `The query part '${part}' has to be of the form name={value}`)
    else if (part !== '' && part !== '*') {
      const value = equals < 0 ? undefined : parsePattern(part.slice(equals + 1), from + equals + 1, report)
      requirements.push({ foldedName: foldCase(decodeUrlText(name)), value })
    }
    from = end + 1
  }
  return requirements
}

function parsePattern(text: string, offset: number, report: Report): TextPattern {
  const literals: string[] = []
  const names: string[] = []
  let from = 0
  for (;;) {
    const open = text.indexOf('{', from)
    const literal = text.slice(from, open < 0 ? text.length : open)
    if (literal.includes('}')) report(offset + from + literal.indexOf('}'), "There is a '}' without its '{'")
    if (literal.includes('*'))
      report(offset + from + literal.indexOf('*'), "A '*' has to be a whole segment at the end")
    if (literal.length > maxSegmentLength)
      report(offset + from, `A segment is longer than ${maxSegmentLength} characters`)
    if (literal === '' && names.length > 0 && open >= 0) {
      report(offset + open, 'Between two parameters there has to be some text')
    }
    literals.push(decodeUrlText(literal))
    if (open < 0) break
    const close = text.indexOf('}', open)
    if (close < 0) {
      report(offset + open, "There is a '{' without its '}'")
      break
    }
    const name = text.slice(open + 1, close)
    assertName(name, offset + open + 1, report)
    names.push(name)
    from = close + 1
  }
  const [name] = names
  if (name === undefined) return { kind: 'literal', text: literals[0] ?? '' }
  if (names.length === 1 && literals.every((literal) => literal === '')) return { kind: 'parameter', name }
  return { kind: 'mixed', literals, names }
}

function assertName(name: string, position: number, report: Report): void {
  if (name === '') report(position, 'A parameter has no name')
  else if (/[{}/?*&]/.test(name))
    report(position, `The parameter name '${name}' has a character that a name cannot have`)
}

/** Slashes, question marks and the like inside `{…}` belong to the (then faulty) name and split nothing. */
function findOutsideBraces(text: string, character: string, from: number): number {
  let depth = 0
  for (let index = from; index < text.length; index++) {
    const at = text.charAt(index)
    if (at === character && depth === 0) return index
    if (at === '{') depth = 1
    else if (at === '}') depth = 0
  }
  return -1
}

const repeated = (names: readonly string[]): Set<string> =>
  new Set(names.filter((name, index) => names.indexOf(name) !== index))
