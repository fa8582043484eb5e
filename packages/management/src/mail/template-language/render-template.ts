import type { Comparison, Condition, ReferenceNode, TemplateNode } from './template-tree.ts'

/** What a template may speak of. */
export type MailValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly MailValue[]
  | { readonly [name: string]: MailValue }

export type MailValues = Readonly<Record<string, MailValue>>

export interface RenderOptions {
  /** What is done to each value before it is written. */
  readonly encode: (value: string) => string
  /** Characters; what goes beyond is left out. Default: 1 000 000. */
  readonly maxLength?: number
}

/** Steps of all loops together. */
const maxSteps = 100_000

/** Writes a template with its values. Never throws; a name that nothing has stays as it was written. */
export function renderTemplate(
  nodes: readonly TemplateNode[],
  values: MailValues,
  { encode, maxLength = 1_000_000 }: RenderOptions,
): string {
  const rendering: Rendering = { encode, room: maxLength, steps: maxSteps, pieces: [] }
  renderNodes(nodes, { values, outer: undefined }, rendering)
  return rendering.pieces.join('')
}

interface Rendering {
  readonly encode: (value: string) => string
  readonly pieces: string[]
  room: number
  steps: number
}

interface Scope {
  readonly values: MailValues
  readonly outer: Scope | undefined
}

function renderNodes(nodes: readonly TemplateNode[], scope: Scope, rendering: Rendering): void {
  for (const node of nodes) {
    if (rendering.room <= 0 || rendering.steps <= 0) return
    rendering.steps -= 1
    if (node.kind === 'text') write(node.text, rendering)
    else if (node.kind === 'reference') write(toText(node, scope, rendering), rendering)
    else if (node.kind === 'if') {
      const branch = node.branches.find(({ condition }) => condition === undefined || isTrue(condition, scope))
      renderNodes(branch?.body ?? [], scope, rendering)
    } else {
      const found = lookUp(node.list, scope)
      const list = Array.isArray(found) ? found : []
      for (const [index, item] of list.entries()) {
        if (rendering.room <= 0 || rendering.steps <= 0) return
        const foreach = { index, count: index + 1, hasNext: index + 1 < list.length }
        renderNodes(node.body, { values: { [node.variable]: item, foreach }, outer: scope }, rendering)
      }
    }
  }
}

function write(text: string, rendering: Rendering): void {
  const fitting = text.length > rendering.room ? text.slice(0, rendering.room) : text
  rendering.room -= fitting.length
  rendering.pieces.push(fitting)
}

function toText(reference: ReferenceNode, scope: Scope, { encode }: Rendering): string {
  const value = lookUp(reference, scope)
  if (value === undefined || value === null) return reference.isQuiet ? '' : reference.text
  return typeof value === 'object' ? reference.text : encode(String(value))
}

function lookUp({ path }: ReferenceNode, scope: Scope): MailValue {
  const [first = '', ...rest] = path
  let value: MailValue
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (!Object.hasOwn(at.values, first)) continue
    value = at.values[first]
    break
  }
  for (const name of rest) {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
    value = isMap && Object.hasOwn(value as MailValues, name) ? (value as MailValues)[name] : undefined
  }
  return value
}

/** As in Velocity: what is not there, false and an empty text are false; so is an empty list. */
function isTrue(condition: Condition, scope: Scope): boolean {
  const value = evaluate(condition, scope)
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && value !== null && value !== false && value !== ''
}

function evaluate(condition: Condition, scope: Scope): MailValue {
  switch (condition.kind) {
    case 'constant':
      return condition.value
    case 'reference':
      return lookUp(condition, scope)
    case 'not':
      return !isTrue(condition.term, scope)
    case 'and':
      return condition.terms.every((term) => isTrue(term, scope))
    case 'or':
      return condition.terms.some((term) => isTrue(term, scope))
    case 'compare':
      return compare(condition.operator, evaluate(condition.left, scope), evaluate(condition.right, scope))
  }
}

/** Numbers as numbers when both are, everything else as text. */
function compare(operator: Comparison, left: MailValue, right: MailValue): boolean {
  const [a, b] = [toComparable(left), toComparable(right)]
  const areNumbers = isNumber(a) && isNumber(b)
  if (operator === '==') return areNumbers ? Number(a) === Number(b) : a === b
  if (operator === '!=') return areNumbers ? Number(a) !== Number(b) : a !== b
  if (a === undefined || b === undefined) return false
  const order = areNumbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

const toComparable = (value: MailValue): string | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : String(value)

const isNumber = (text: string | undefined): boolean => text !== undefined && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)
