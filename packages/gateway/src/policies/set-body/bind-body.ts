import { AppError } from '@sluice/contracts/errors'
import { findDate, formatDateTime, type NetDateTime } from '@sluice/policy-language/expression'
import { Drop } from 'liquidjs'
import { parseXmlTree, type XmlNodeOf } from '../../pipeline/xml-tree.ts'

export interface BodyForm {
  readonly isXml: boolean
  readonly nilIsNull: boolean
  readonly parsesDates: boolean
}

/** A date inside a body: written in the invariant form, given on as a date to the filter Date. */
export class DateValue extends Drop {
  readonly date: NetDateTime

  constructor(date: NetDateTime) {
    super()
    this.date = date
  }

  override toString(): string {
    return formatDateTime(this.date)
  }
}

/** A body as templates walk through it. @throws AppError `BodyNotConvertible` */
export function bindBody(text: string, form: BodyForm): unknown {
  const refuse = (error: unknown) =>
    new AppError(
      'BodyNotConvertible',
      { policy: 'set-body', reason: error instanceof Error ? error.message : String(error) },
      { cause: error },
    )
  try {
    if (form.isXml) return bindElements([parseXmlTree(text)], form)
    return bindJson(JSON.parse(text), form)
  } catch (error) {
    throw refuse(error)
  }
}

function bindJson(value: unknown, form: BodyForm): unknown {
  if (typeof value === 'string') return bindText(value, form)
  if (Array.isArray(value)) return value.map((item) => bindJson(item, form))
  if (typeof value !== 'object' || value === null) return value
  const bound: Record<string, unknown> = Object.create(null)
  for (const [name, member] of Object.entries(value)) bound[name] = bindJson(member, form)
  return bound
}

function bindText(text: string, { parsesDates }: BodyForm): unknown {
  const date = parsesDates ? findDate(text) : undefined
  return date === undefined ? text : new DateValue(date)
}

/** Elements by their local names, in any case; those that repeat are a list. */
class ElementDrop extends Drop {
  readonly #members: ReadonlyMap<string, unknown>

  constructor(members: ReadonlyMap<string, unknown>) {
    super()
    this.#members = members
  }

  override liquidMethodMissing(key: string | number): unknown {
    return this.#members.get(String(key).toLowerCase())
  }
}

function bindElements(elements: readonly XmlNodeOf<'element'>[], form: BodyForm): ElementDrop {
  const members = new Map<string, unknown>()
  for (const element of elements) {
    const name = localName(element.name).toLowerCase()
    const bound = bindElement(element, form)
    const before = members.get(name)
    if (before === undefined) members.set(name, bound)
    else if (Array.isArray(before)) before.push(bound)
    else members.set(name, [before, bound])
  }
  return new ElementDrop(members)
}

function bindElement(element: XmlNodeOf<'element'>, form: BodyForm): unknown {
  const nil = element.attributes.find(({ name }) => localName(name) === 'nil' && name.includes(':'))
  if (nil !== undefined && (nil.value === 'true' || nil.value === '1')) return form.nilIsNull ? null : ''
  const children = element.children.filter((child) => child.kind === 'element')
  if (children.length > 0) return bindElements(children, form)
  const text = element.children.map((child) => (child.kind === 'text' || child.kind === 'cdata' ? child.text : ''))
  return bindText(text.join(''), form)
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
