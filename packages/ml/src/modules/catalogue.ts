import { type ModuleErrorCode, moduleErrors } from '@sluice/contracts'
import type { CatalogueEntry, CatalogueError, CatalogueParameter } from '@sluice/dataflow'
import * as z from 'zod'
import type { Module, Modules } from './module.ts'

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
    ...(module.webServicePort && { webServicePort: module.webServicePort }),
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
      isSingleColumn,
      orderedBy,
      effect,
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
      ...(isSingleColumn && { isSingleColumn }),
      ...(orderedBy && { orderedBy }),
      ...(effect && { effect }),
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
