import { AppError, type ExperimentGraph, experimentGraph } from '@sluice/contracts'
import * as z from 'zod'
import { toColumnSchema } from '../table/column.ts'
import {
  type ModuleDescription,
  type ModuleDescriptions,
  type SchemaContext,
  toTableSchema,
} from './module-description.ts'

const columnsOf = (names: readonly string[]) => names.map((name) => toColumnSchema(name, 'String'))

/** A few modules with every kind of port, only as far as the graph sees them. */
const descriptions: readonly ModuleDescription[] = [
  {
    id: 'source',
    title: 'Source',
    inputs: {},
    outputs: { data: { type: 'table' } },
    parameters: z.strictObject({ columns: z.array(z.string()).default(['a', 'b']) }),
    outputShapes: (_, { columns }) => ({ data: columnsOf(columns as string[]) }),
  },
  {
    id: 'keep',
    title: 'Keep Column',
    inputs: { data: { type: 'table' } },
    outputs: { data: { type: 'table' } },
    parameters: z.strictObject({ column: z.string(), times: z.int().min(1).max(9).default(1) }),
    outputShapes(inputs, { column }) {
      const data = toTableSchema(inputs.data)
      if (data === undefined) return {}
      if (!data.some(({ name }) => name === column)) throw new AppError('ColumnNotFound', { column: String(column) })
      return { data: columnsOf([String(column)]) }
    },
  },
  {
    id: 'join',
    title: 'Join',
    inputs: { left: { type: 'table' }, right: { type: 'table', isOptional: true } },
    outputs: { data: { type: 'table' } },
    parameters: z.strictObject({}),
    outputShapes({ left, right }) {
      const columns = toTableSchema(left)
      return { data: columns && [...columns, ...(toTableSchema(right) ?? [])] }
    },
  },
  {
    id: 'learner',
    title: 'Learner',
    inputs: {},
    outputs: { model: { type: 'untrained-model' } },
    parameters: z.strictObject({}),
    outputShapes: () => ({}),
  },
  {
    id: 'input',
    title: 'Web service input',
    inputs: {},
    outputs: { data: { type: 'table' } },
    parameters: z.strictObject({ name: z.string().default('input1') }),
    webServicePort: 'input',
    outputShapes: () => ({}),
  },
  {
    id: 'output',
    title: 'Web service output',
    inputs: { data: { type: 'table' } },
    outputs: {},
    parameters: z.strictObject({ name: z.string().default('output1') }),
    webServicePort: 'output',
    outputShapes: () => ({}),
  },
]

export const modules: ModuleDescriptions = Object.fromEntries(descriptions.map((module) => [module.id, module]))

/** A workspace that has saved nothing. */
export const nothingSaved: SchemaContext = {
  datasetSchema: () => undefined,
  trainedModelShape: () => undefined,
  savedTransformationShape: () => undefined,
  transformedSchema: () => undefined,
  scriptColumns: () => undefined,
}

type NodeText = string | readonly [id: string, module: string, parameters?: object, links?: Record<string, string>]

/** `s: source` nodes and `s.data > k.data` edges. */
export function graphOf(
  nodes: readonly NodeText[],
  edges: readonly string[],
  webServiceParameters: object[] = [],
): ExperimentGraph {
  const port = (text: string) => {
    const [node, name] = text.trim().split('.')
    return { node, port: name }
  }
  return experimentGraph.parse({
    nodes: nodes.map((text) => {
      const [id, module, parameters = {}, links = {}] = typeof text === 'string' ? text.split(': ') : text
      return { id, module, parameters, webServiceParameters: links }
    }),
    edges: edges.map((text) => {
      const [from = '', to = ''] = text.split('>')
      return { from: port(from), to: port(to) }
    }),
    webServiceParameters,
  })
}
