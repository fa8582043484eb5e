import { type ModuleErrorCode, moduleErrors } from '@sluice/contracts'
import type { InputPort, OutputPort } from '@sluice/dataflow'
import * as z from 'zod'
import type { Module, Modules } from './module.ts'

/** What palette, property form and reference pages are drawn from; plain JSON. */
export interface CatalogueEntry {
  readonly id: string
  readonly title: string
  /** Places in the palette, the outer first. */
  readonly category: readonly string[]
  readonly summary: string
  /** In paragraphs. */
  readonly remarks: readonly string[]
  /** Whether rows can be taken one by one, with the parameters as they are when nothing is set. */
  readonly rowWise: boolean
  readonly inputs: readonly ({ readonly name: string } & InputPort)[]
  readonly outputs: readonly ({ readonly name: string } & OutputPort)[]
  readonly parameters: readonly CatalogueParameter[]
  readonly errors: readonly CatalogueError[]
}

export interface CatalogueParameter {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly isRequired: boolean
  readonly default?: unknown
  /** Shown, and of effect, only while other parameters have one of these values. */
  readonly visibleWhen?: Readonly<Record<string, readonly (string | number | boolean)[]>>
  /** Titles of the values of an enumeration. */
  readonly valueTitles?: Readonly<Record<string, string>>
  /** Input port whose columns a column selection speaks of. */
  readonly columnsOf?: string
  readonly editor:
    | 'checkbox'
    | 'choice'
    | 'column-selection'
    | 'list'
    | 'number'
    | 'secret'
    | 'sql'
    | 'text'
    | 'text-line'
    | 'json'
  /** JSON Schema of one value, with ranges. */
  readonly schema: Readonly<Record<string, unknown>>
}

export interface CatalogueError {
  /** As users know it: `0001`. */
  readonly number: string
  readonly code: ModuleErrorCode
  /** What is filled in stands in braces. */
  readonly message: string
  readonly remedy: string
}

/** Every module, in order of category and title. */
export const describeModules = (modules: Modules): CatalogueEntry[] =>
  Object.values(modules)
    .map(describeModule)
    .sort((a, b) => compare(a.category.join('/'), b.category.join('/')) || compare(a.title, b.title))

export function describeModule(module: Module): CatalogueEntry {
  const defaults = module.parameters.safeParse({})
  return {
    id: module.id,
    title: module.title,
    category: module.category.split(' / '),
    summary: module.summary,
    remarks: module.remarks?.split('\n\n') ?? [],
    rowWise: module.isRowWise(defaults.data ?? {}),
    inputs: Object.entries(module.inputs).map(([name, port]) => ({ name, ...port })),
    outputs: Object.entries(module.outputs).map(([name, port]) => ({ name, ...port })),
    parameters: describeParameters(module),
    errors: [...new Set(module.errors)].map(describeError).sort((a, b) => compare(a.number, b.number)),
  }
}

// By code units, so that the order is the same on every machine.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function describeParameters(module: Module): CatalogueParameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(module.parameters, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, property]) => {
    const {
      title,
      description,
      default: initial,
      visibleWhen,
      valueTitles,
      columnsOf,
      editor,
      ...schema
    } = property as Property
    const isSelection = schema.properties !== undefined && 'beginWith' in schema.properties
    return {
      name,
      title: title ?? name,
      description: description ?? '',
      isRequired: required.includes(name),
      ...(initial !== undefined && { default: initial }),
      ...(visibleWhen && { visibleWhen }),
      ...(valueTitles && { valueTitles }),
      ...(isSelection && { columnsOf: columnsOf ?? Object.keys(module.inputs)[0] ?? '' }),
      editor: editor ?? editorFor(schema, isSelection),
      schema,
    }
  })
}

interface Property extends z.GlobalMeta {
  readonly default?: unknown
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly properties?: object
}

function editorFor({ type, enum: values }: Property, isSelection: boolean): CatalogueParameter['editor'] {
  if (isSelection) return 'column-selection'
  if (values !== undefined) return 'choice'
  if (type === 'boolean') return 'checkbox'
  if (type === 'number' || type === 'integer') return 'number'
  return type === 'string' ? 'text-line' : 'json'
}

function describeError(code: ModuleErrorCode): CatalogueError {
  const { detailCode, message, remedy } = moduleErrors[code]
  return { number: detailCode, code, message: (message as (parameters: unknown) => string)(placeholders), remedy }
}

/** Stands in for the parameters of any message: each gives its own name in braces. */
const placeholders: unknown = new Proxy({}, { get: (_, name) => `{${String(name)}}` })
