import { isAppError } from '@sluice/contracts'
import {
  concatenateTables,
  createTable,
  createTableFromRows,
  sliceRows,
  type Table,
  toColumnSchema,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { columnsNamed } from '../learning/learning.fixture.ts'
import { anyParameters, anyTable } from './generated-tables.fixture.ts'
import { modules as registry } from './index.ts'
import type { Module, Modules, ParameterValues } from './module.ts'
import { createSchemaContext } from './module-context.ts'
import { isTable, type PortValue, type PortValues, type Transformation } from './port-values.ts'
import { createRunContext } from './run-module.fixture.ts'

export const modules: Modules = registry
const all = Object.values(modules)

/** Ports whose tables go through row by row. */
export const streamedPorts = ({ inputs }: Module): string[] =>
  Object.entries(inputs).flatMap(([name, { type, isStatic }]) => (type === 'table' && isStatic !== true ? [name] : []))

/** Modules that make transformations of tables alone. */
export const makers = all.filter(
  ({ transformation, inputs }) =>
    transformation !== undefined &&
    Object.values(inputs).every(({ type, isStatic, isOptional }) => isOptional || (type === 'table' && !isStatic)),
)

/** Modules that work row by row, with some parameters at least. */
export const rowWiseModules = all.filter(({ compile }) => compile !== undefined)

const trainedBy = (task: (name: string) => boolean) => all.filter(({ learner }) => learner && task(learner.task))
// Models that were trained elsewhere need a runtime that is added on demand; their own tests score with them.
const learners = trainedBy((task) => task !== 'clustering' && task !== 'foreign')
const clusterers = trainedBy((task) => task === 'clustering')

/** A module that takes part in a case, by its id: a case that fails is printed. */
interface Helper {
  readonly module: string
  readonly parameters: object
}

/** Everything of which the inputs of one module can be made. */
export interface ModuleCase {
  readonly table: Table
  readonly parameters: object
  readonly maker: Helper
  readonly learner: Helper
  readonly clusterer: Helper
  /** The words of a list that a module may take whole. */
  readonly words: readonly string[] | undefined
  /** Rows of a piece. */
  readonly size: number
}

/** A table with parameters for the module, whether they go together or not. */
export const anyDraft = (module: Module): fc.Arbitrary<ModuleCase> =>
  anyTable.chain((table) => {
    const names = table.schema.map(({ name }) => name)
    const helper = (candidates: readonly Module[]) =>
      fc
        .constantFrom(...candidates)
        .chain((one) => fc.record({ module: fc.constant(one.id), parameters: anyParameters(one, names) }))
    return fc.record({
      table: fc.constant(table),
      parameters: anyParameters(module, names),
      maker: helper(makers),
      learner: helper(learners),
      clusterer: helper(clusterers),
      words: fc.option(fc.subarray(['a', 'good', 'it', 'day']), { nil: undefined }),
      size: fc.integer({ min: 2, max: 5 }),
    })
  })

/**
 * The same, most of them going together: what is refused proves little, and some of it stays, since rows one by one must be
 * refused as all at once are.
 * @param module one that some generated table suits; for others there is no end to looking
 */
export const anyCase = (module: Module): fc.Arbitrary<ModuleCase> =>
  fc.oneof({ weight: 6, arbitrary: anyDraft(module).filter((one) => suits(module, one)) }, anyDraft(module))

/** Whether the parameters go together with the table, as far as that is known without a run. */
function suits(module: Module, { table, parameters }: ModuleCase): boolean {
  const parsed = parse(module, parameters)
  if (parsed === undefined) return false
  const shapes = Object.fromEntries(streamedPorts(module).map((port) => [port, table.schema]))
  try {
    module.outputShapes(shapes, parsed, createSchemaContext(modules, { datasetSchema: () => undefined }))
    return true
  } catch (error) {
    if (!isAppError(error)) throw error
    return false
  }
}

/** Parameters as the module's rules read them; undefined where they do not go together. */
export function parse(module: Module, parameters: object): ParameterValues | undefined {
  const parsed = module.parameters.safeParse(parameters)
  return parsed.success ? parsed.data : undefined
}

export interface Refusal {
  readonly refusedBy: string
}
export async function refusing<Result>(work: () => Result | Promise<Result>): Promise<Result | Refusal> {
  try {
    return await work()
  } catch (error) {
    if (!isAppError(error)) throw error
    return { refusedBy: error.message }
  }
}
export const isRefusal = (value: object): value is Refusal => 'refusedBy' in value

async function run(module: Module, inputs: PortValues, parameters: object): Promise<PortValues | undefined> {
  const parsed = parse(module, parameters)
  if (parsed === undefined) return undefined
  const outputs = await refusing(() => module.run(inputs, parsed, createRunContext({ modules: all })))
  return isRefusal(outputs) ? undefined : outputs
}

/** A transformation that some module made of this very table. */
export async function makeTransformation({ module: id, parameters }: Helper, table: Table) {
  const module = modules[id] as Module
  const inputs = Object.fromEntries(streamedPorts(module).map((port) => [port, table]))
  const values = Object.values((await run(module, inputs, parameters)) ?? {}).filter((value) => value !== undefined)
  const transformation = values.find(
    (value): value is Transformation => !isTable(value) && value.kind === 'transformation',
  )
  return transformation && { transformation, made: values.find(isTable) }
}

/** Values for all ports of a module; undefined where what is to be made for one does not go together with the table. */
export async function makeInputs(module: Module, one: ModuleCase): Promise<RowWiseCase['inputs'] | undefined> {
  const inputs: Record<string, PortValue> = {}
  for (const [port, { type, isStatic, isOptional }] of Object.entries(module.inputs)) {
    const value = type === 'table' && isStatic !== true ? one.table : await makeValue(type, one)
    if (value !== undefined) inputs[port] = value
    else if (isOptional !== true) return undefined
  }
  return inputs
}

/** A row-wise module with values for all its ports. */
export interface RowWiseCase {
  readonly parameters: ParameterValues
  readonly inputs: Readonly<Record<string, PortValue>>
}

/**
 * A module that learns is first run to learn, and then keeps to what it learned, as in a predictive experiment.
 * @returns undefined where its parameters, or what is to be made for its ports, do not go together with the table
 */
export async function toRowWiseCase(module: Module, one: ModuleCase): Promise<RowWiseCase | undefined> {
  const drawn = parse(module, one.parameters)
  if (drawn === undefined) return undefined
  const inputs = await makeInputs(module, one)
  if (inputs === undefined) return undefined
  if (module.isRowWise(drawn)) return { parameters: drawn, inputs }
  const later = module.whenPredicting?.(drawn)
  if (later === undefined) return undefined
  const streamed = Object.fromEntries(streamedPorts(module).map((port) => [port, one.table]))
  const learned = (await run(module, streamed, drawn))?.[later.saved.output]
  const parameters = parse(module, { ...one.parameters, ...later.parameters })
  if (learned === undefined || parameters === undefined) return undefined
  return { parameters, inputs: { ...streamed, [later.saved.input]: learned } }
}

async function makeValue(type: PortValueType, one: ModuleCase): Promise<PortValue | undefined> {
  switch (type) {
    case 'table':
      return (
        one.words &&
        createTableFromRows(
          [toColumnSchema('word', 'String')],
          one.words.map((word) => [word]),
        )
      )
    case 'transformation':
      return (await makeTransformation(one.maker, one.table))?.transformation
    case 'untrained-model':
      return makeUntrained(one.learner)
    case 'untrained-clustering-model':
      return makeUntrained(one.clusterer)
    case 'trained-model':
      return trainModel(one)
    case 'trained-clustering-model':
      return trainClusters(one)
    default:
      return undefined
  }
}
type PortValueType = Module['inputs'][string]['type']

/** Fewer rows than there are: some of what is scored did not occur in training. */
const trainingRows = (table: Table) => sliceRows(table, 0, Math.max(0, table.rowCount - 2))
const times = 4

async function makeUntrained({ module, parameters }: Helper): Promise<PortValue | undefined> {
  return (await run(modules[module] as Module, {}, parameters))?.untrainedModel
}

/** A model of the table's columns and a label that goes round. */
async function trainModel({ table, learner }: ModuleCase): Promise<PortValue | undefined> {
  const untrainedModel = await makeUntrained(learner)
  if (untrainedModel === undefined) return undefined
  const rows = trainingRows(table)
  const repeated = concatenateTables(
    Array.from({ length: times }, () => rows),
    rows.schema,
  )
  const classCount = modules[learner.module]?.learner?.task === 'two-class' ? 2 : 3
  const label = createTableFromRows(
    [toColumnSchema('label', 'Int32')],
    Array.from({ length: repeated.rowCount }, (_, row) => [row % classCount]),
  )
  const dataset = createTable(repeated.rowCount, [...repeated.parts, ...label.parts])
  const outputs = await run(
    registry['train-model'],
    { untrainedModel, dataset },
    { labelColumn: columnsNamed('label') },
  )
  return outputs?.trainedModel
}

async function trainClusters({ table, clusterer }: ModuleCase): Promise<PortValue | undefined> {
  const untrainedModel = await makeUntrained(clusterer)
  if (untrainedModel === undefined) return undefined
  return (await run(registry['train-clustering-model'], { untrainedModel, dataset: trainingRows(table) }, {}))
    ?.trainedModel
}
