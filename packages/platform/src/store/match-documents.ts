import type {
  ComparisonOperator,
  DocumentCondition,
  DocumentField,
  DocumentOrder,
  DocumentQuery,
  FoundDocuments,
  TextTest,
} from './document-query.ts'
import { compareFolded, foldText } from './fold-text.ts'
import type { JsonValue, StoredDocument } from './store.ts'

/** The page of a query over the documents of its source. */
export function pageOfDocuments(source: readonly StoredDocument[], query: Omit<DocumentQuery, 'from'>): FoundDocuments {
  const { where, orderBy = [], offset = 0, limit = Number.POSITIVE_INFINITY } = query
  const matching = where === undefined ? source : source.filter((document) => matches(document, where))
  const sorted = [...matching].sort((a, b) => compareDocuments(a, b, orderBy))
  return { documents: sorted.slice(offset, offset + limit), count: matching.length }
}

function matches(document: StoredDocument, condition: DocumentCondition): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.terms.every((term) => matches(document, term))
    case 'or':
      return condition.terms.some((term) => matches(document, term))
    case 'not':
      return !matches(document, condition.term)
    case 'compare':
      return compares(readField(document, condition.field), condition.operator, condition.value)
    case 'text': {
      const value = readField(document, condition.field)
      return typeof value === 'string' && tests[condition.test](foldText(value), foldText(condition.value))
    }
  }
}

const tests: Record<TextTest, (text: string, part: string) => boolean> = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
}

function compares(left: JsonValue, operator: ComparisonOperator, right: string | number | boolean | null): boolean {
  const order = left === null || right === null || typeof left !== typeof right ? undefined : orderOf(left, right)
  const isEqual = order === undefined ? left === null && right === null : order === 0
  switch (operator) {
    case 'eq':
      return isEqual
    case 'ne':
      return !isEqual
    case 'gt':
      return order !== undefined && order > 0
    case 'ge':
      return order !== undefined && order >= 0
    case 'lt':
      return order !== undefined && order < 0
    case 'le':
      return order !== undefined && order <= 0
  }
}

/** Of two values of one type; lists and objects have none. */
const orderOf = (a: JsonValue, b: JsonValue): number =>
  typeof a === 'string' && typeof b === 'string' ? compareFolded(foldText(a), foldText(b)) : Number(a) - Number(b)

function compareDocuments(a: StoredDocument, b: StoredDocument, orderBy: readonly DocumentOrder[]): number {
  for (const { field, isDescending } of orderBy) {
    const [left, right] = [readField(a, field), readField(b, field)]
    const order = rankOf(left) - rankOf(right) || (rankOf(left) === 0 ? 0 : orderOf(left, right))
    if (order !== 0) return isDescending ? -order : order
  }
  return a.ordinal - b.ordinal
}

function rankOf(value: JsonValue): number {
  const rank = ['boolean', 'number', 'string'].indexOf(typeof value)
  return rank + 1
}

/** Missing is null. */
function readField(document: StoredDocument, field: DocumentField): JsonValue {
  if (field.kind === 'name') return document.key.slice(document.key.lastIndexOf('/') + 1)
  let value: JsonValue = document.body
  for (const member of field.path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, member))
      return null
    value = (value as { readonly [name: string]: JsonValue })[member] ?? null
  }
  return value
}
