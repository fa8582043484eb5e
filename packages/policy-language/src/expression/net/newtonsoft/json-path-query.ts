import { compileRegex } from '../regex/compile-regex.ts'
import { regexOptions } from '../regex/regex-options.ts'
import { type CountSteps, selectFiltered } from './json-path.ts'
import { comparePrimitives, valueEquals } from './json-tree.ts'
import type { Comparison, Operand, Query } from './parse-json-path-query.ts'
import { type JToken, JValue } from './token.ts'
import { tokenType } from './token-type.ts'
import { valueText } from './write-json.ts'

/** Whether an item is what a query asks for. */
export function matchesQuery(query: Query, root: JToken, item: JToken, step: CountSteps): boolean {
  step(1)
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => matchesQuery(part, root, item, step))
    case 'or':
      return query.parts.some((part) => matchesQuery(part, root, item, step))
    case 'exists':
      return evaluate(query.operand, root, item, step).length > 0
    case 'compare': {
      const left = evaluate(query.left, root, item, step)
      const right = evaluate(query.right, root, item, step)
      return left.some((a) => right.some((b) => compare(query.operator, a, b, step)))
    }
  }
}

function evaluate(operand: Operand, root: JToken, item: JToken, step: CountSteps): readonly JToken[] {
  if (operand.kind === 'constant') return [operand.value]
  return selectFiltered(operand.filters, root, operand.from === 'item' ? item : root, step)
}

function compare(operator: Comparison, a: JToken, b: JToken, step: CountSteps): boolean {
  if (!(a instanceof JValue) || !(b instanceof JValue)) {
    // Containers are only ever unequal to something.
    return operator === '!=' || operator === '!=='
  }
  switch (operator) {
    case '==':
      return looselyEqual(a, b)
    case '!=':
      return !looselyEqual(a, b)
    case '===':
      return valueEquals(a, b)
    case '!==':
      return !valueEquals(a, b)
    case '=~':
      return matchesExpression(a, b, step)
    default:
      return inOrder(operator, a, b)
  }
}

/** Dates, Guids and the like equal their text. */
function looselyEqual(a: JValue, b: JValue): boolean {
  if (valueEquals(a, b)) return true
  if (b.type !== tokenType.String || a.value === null) return false
  const isTextual = a.type === tokenType.Guid || a.type === tokenType.Uri || a.type === tokenType.TimeSpan
  return isTextual && valueText(a) === b.value
}

function inOrder(operator: Comparison, a: JValue, b: JValue): boolean {
  if (a.value === null || b.value === null) return false
  const order = comparePrimitives(a.value, b.value)
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

function matchesExpression(a: JValue, b: JValue, step: CountSteps): boolean {
  if (typeof a.value !== 'string' || typeof b.value !== 'string') return false
  const end = b.value.lastIndexOf('/')
  let options = 0
  for (const letter of b.value.slice(end + 1)) {
    if (letter === 'i') options |= regexOptions.IgnoreCase
    else if (letter === 'm') options |= regexOptions.Multiline
    else if (letter === 's') options |= regexOptions.Singleline
    else if (letter === 'x') options |= regexOptions.ExplicitCapture
  }
  return compileRegex(b.value.slice(1, end), options).match(a.value, 0, step) !== undefined
}
