import { tmpdir } from 'node:os'
import { AppError } from '@sluice/contracts'
import type { PortShapes, Table } from '@sluice/dataflow'
import { createLocalSqlScripts, createMemoryBlobs, createTableFiles } from '@sluice/platform'
import type { Module, Modules, RunContext } from './module.ts'
import { createModuleContext, createSchemaContext, type SavedShapes } from './module-context.ts'
import { isTable, type Model, type PortValue, type PortValues, type Transformation } from './port-values.ts'

export interface RunOptions {
  /** Modules whose learners and transformations may be asked for. */
  readonly modules?: readonly Module[]
  readonly seed?: number
  readonly signal?: AbortSignal
  readonly context?: Partial<RunContext>
  /** Filled with what the module reported. */
  readonly progress?: { fraction: number; text: string | undefined }[]
  readonly log?: string[]
}

const sql = createLocalSqlScripts({ tableFiles: createTableFiles({ temporaryFolder: tmpdir() }) })

const registryOf = (modules: readonly Module[] = []): Modules => Object.fromEntries(modules.map((one) => [one.id, one]))

const refuseCall = async (url: string | URL) => {
  throw new AppError('OutgoingCallFailed', { url: String(url), reason: 'nothing is reachable in this test' })
}

/** What a module meets in a run, with nothing saved and nothing reachable unless `options` say so. */
export function createRunContext(options: RunOptions = {}): RunContext {
  const nothing = (id: string) => {
    throw new AppError('DatasetNotFound', { dataset: id })
  }
  return {
    ...createModuleContext(registryOf(options.modules)),
    seed: options.seed ?? 1,
    signal: options.signal ?? new AbortController().signal,
    progress: (fraction, text) => options.progress?.push({ fraction, text }),
    log: (line) => options.log?.push(line),
    dataset: nothing,
    trainedModel: async (id) => nothing(id),
    savedTransformation: async (id) => nothing(id),
    outgoing: { fetch: refuseCall, stream: refuseCall },
    blobs: createMemoryBlobs({ containers: [] }),
    sql,
    ...options.context,
  }
}

/** Runs a module as the studio would, its parameters read by its own rules. */
export async function runModule(
  module: Module,
  inputs: PortValues,
  parameters: object = {},
  options: RunOptions = {},
): Promise<Readonly<Record<string, PortValue>>> {
  const outputs = await module.run(inputs, module.parameters.parse(parameters), createRunContext(options))
  return outputs as Readonly<Record<string, PortValue>>
}

/** The table at a port of `runModule`'s result. */
export async function tableFrom(
  module: Module,
  inputs: PortValues,
  parameters: object = {},
  options: RunOptions & { readonly port?: string } = {},
): Promise<Table> {
  const outputs = await runModule(module, inputs, parameters, options)
  const value = outputs[options.port ?? (Object.keys(module.outputs)[0] as string)]
  if (value === undefined || !isTable(value)) throw new Error('There is no table.')
  return value
}

/** The model or transformation at a port. */
export function modelAt(outputs: Readonly<Record<string, PortValue>>, port: string): Model {
  const value = outputs[port]
  if (value === undefined || isTable(value) || value.kind !== 'model') throw new Error(`There is no model at ${port}.`)
  return value
}
export function transformationAt(outputs: Readonly<Record<string, PortValue>>, port: string): Transformation {
  const value = outputs[port]
  if (value === undefined || isTable(value) || value.kind !== 'transformation') {
    throw new Error(`There is no transformation at ${port}.`)
  }
  return value
}

/** What is known without a run. */
export const shapesFrom = (
  module: Module,
  inputs: PortShapes,
  parameters: object = {},
  options: { readonly modules?: readonly Module[]; readonly saved?: Partial<SavedShapes> } = {},
): PortShapes =>
  module.outputShapes(
    inputs,
    module.parameters.parse(parameters),
    createSchemaContext(registryOf(options.modules), { datasetSchema: () => undefined, ...options.saved }, sql),
  )
