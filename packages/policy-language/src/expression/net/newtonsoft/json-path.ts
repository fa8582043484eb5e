import { jsonException } from './json-failures.ts'
import { matchesQuery } from './json-path-query.ts'
import { childrenOf, descendants } from './json-tree.ts'
import { type PathFilter, parseJsonPath } from './parse-json-path.ts'
import { classNameOf, JArray, JConstructor, JObject, JProperty, type JToken } from './token.ts'

/** Counts work, so that a query over a large tree ends with the expression's limit. */
export type CountSteps = (count: number) => void

/**
 * `SelectTokens`: all tokens a JSONPath leads to.
 * @see https://www.newtonsoft.com/json/help/html/QueryJsonSelectTokenJsonPath.htm
 * @throws Newtonsoft.Json.JsonException for a bad path, and for no match when `mustMatch`
 */
export function selectTokens(token: JToken, path: string, mustMatch: boolean, step: CountSteps): JToken[] {
  return walk(parseJsonPath(path), token, token, mustMatch, step)
}

/** All tokens that steps lead to from `from`; `root` is what `$` in their queries means. */
export function selectFiltered(
  filters: readonly PathFilter[],
  root: JToken,
  from: JToken,
  step: CountSteps,
): readonly JToken[] {
  return walk(filters, root, from, false, step)
}

function walk(
  filters: readonly PathFilter[],
  root: JToken,
  from: JToken,
  mustMatch: boolean,
  step: CountSteps,
): JToken[] {
  let current = [from]
  for (const filter of filters) {
    const next: JToken[] = []
    for (const found of current) apply(filter, root, found, mustMatch, step, next)
    current = next
  }
  return current
}

/** `SelectToken`: the only match, null without one. @throws Newtonsoft.Json.JsonException for more than one */
export function selectToken(token: JToken, path: string, mustMatch: boolean, step: CountSteps): JToken | null {
  const found = selectTokens(token, path, mustMatch, step)
  if (found.length > 1) throw jsonException('Path returned multiple tokens.')
  return found[0] ?? null
}

function apply(
  filter: PathFilter,
  root: JToken,
  at: JToken,
  mustMatch: boolean,
  step: CountSteps,
  into: JToken[],
): void {
  step(1)
  switch (filter.kind) {
    case 'name':
      applyName(filter.names, at, mustMatch, into)
      return
    case 'anyName':
      if (at instanceof JObject) for (const property of at.children) into.push(property.value)
      else if (mustMatch && !(at instanceof JArray)) throw jsonException(`Property '*' not valid on ${shortName(at)}.`)
      return
    case 'index':
      applyIndex(filter.indexes, at, mustMatch, into)
      return
    case 'anyIndex':
      if (at instanceof JArray || at instanceof JConstructor) into.push(...at.children)
      else if (at instanceof JObject) for (const property of at.children) into.push(property.value)
      else if (mustMatch) throw jsonException(`Index * not valid on ${shortName(at)}.`)
      return
    case 'slice':
      if (at instanceof JArray) into.push(...slice(at.children, filter))
      else if (mustMatch) throw jsonException(`Array slice is not valid on ${shortName(at)}.`)
      return
    case 'scan':
      for (const token of withDescendants(at, step)) {
        if (filter.names === undefined) {
          if (!(token instanceof JProperty)) into.push(token)
        } else if (token instanceof JProperty && filter.names.includes(token.name)) into.push(token.value)
      }
      return
    case 'query': {
      for (const item of filter.isDeep ? withDescendants(at, step) : childrenOf(at))
        if (matchesQuery(filter.query, root, item, step)) into.push(item)
    }
  }
}

/** The token and all below it, properties among them. */
function* withDescendants(token: JToken, step: CountSteps): Generator<JToken> {
  yield token
  for (const below of descendants(token)) {
    step(1)
    yield below
  }
}

function applyName(names: readonly string[], at: JToken, mustMatch: boolean, into: JToken[]): void {
  if (!(at instanceof JObject)) {
    if (mustMatch) throw jsonException(`Property '${names[0]}' not valid on ${shortName(at)}.`)
    return
  }
  for (const name of names) {
    const value = at.get(name)
    if (value !== undefined) into.push(value)
    else if (mustMatch) throw jsonException(`Property '${name}' does not exist on JObject.`)
  }
}

function applyIndex(indexes: readonly number[], at: JToken, mustMatch: boolean, into: JToken[]): void {
  for (const index of indexes) {
    if (!(at instanceof JArray) && !(at instanceof JConstructor)) {
      if (mustMatch) throw jsonException(`Index ${index} not valid on ${shortName(at)}.`)
      continue
    }
    const item = at.children[index]
    if (item !== undefined) into.push(item)
    else if (mustMatch) throw jsonException(`Index ${index} outside the bounds of ${shortName(at)}.`)
  }
}

function slice(
  items: readonly JToken[],
  filter: { readonly start: number | undefined; readonly end: number | undefined; readonly step: number | undefined },
): JToken[] {
  const { step = 1 } = filter
  if (step === 0) throw jsonException('Step cannot be zero.')
  const length = items.length
  const fromEnd = (index: number) => (index < 0 ? length + index : index)
  let start = fromEnd(filter.start ?? (step > 0 ? 0 : length - 1))
  let end = filter.end === undefined ? (step > 0 ? length : -1) : fromEnd(filter.end)
  start = Math.min(Math.max(start, step > 0 ? 0 : Number.MIN_SAFE_INTEGER), step > 0 ? length : length - 1)
  end = Math.min(Math.max(end, -1), length)
  const found: JToken[] = []
  for (let at = start; step > 0 ? at < end : at > end; at += step) {
    const item = items[at]
    if (item !== undefined) found.push(item)
  }
  return found
}

function shortName(token: JToken): string {
  return classNameOf(token).slice('Newtonsoft.Json.Linq.'.length)
}
