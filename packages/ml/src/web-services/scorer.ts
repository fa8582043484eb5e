import {
  AppError,
  type ExperimentGraph,
  type ModelShape,
  type TableSchema,
  type TransformationShape,
  type WebServiceDefinition,
} from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { Modules, RunContext } from '../modules/module.ts'
import type { PortValue } from '../modules/port-values.ts'
import { type ParameterOverrides, readCallParameters } from './call-parameters.ts'
import { compileGraph, type ScoreGraph } from './compile-graph.ts'
import { toNameList } from './name-list.ts'

/** Rows at each web-service input or output, by its name. */
export type NamedTables = Readonly<Record<string, Table>>
/** The same where models may be among the outputs. */
export type NamedValues = Readonly<Record<string, PortValue>>

export interface ScorerServices {
  readonly modules: Modules
  /** The graph with its secrets in clear. */
  openGraph(graph: ExperimentGraph): ExperimentGraph
  /** Columns of a saved dataset; undefined when there is none. */
  datasetSchema(id: string): TableSchema | undefined
  trainedModelShape?(id: string): ModelShape | undefined
  savedTransformationShape?(id: string): TransformationShape | undefined
  readonly dataset: RunContext['dataset']
  readonly trainedModel: RunContext['trainedModel']
  readonly savedTransformation: RunContext['savedTransformation']
  readonly outgoing: RunContext['outgoing']
  readonly blobs: RunContext['blobs']
  readonly sql: RunContext['sql']
}

/** A web service ready to score: request-response and batch execution are two edges on it. */
export interface Scorer {
  readonly inputs: readonly { readonly name: string; readonly schema: TableSchema }[]
  /** `schema` is undefined where it depends on the rows. */
  readonly outputs: readonly { readonly name: string; readonly schema: TableSchema | undefined }[]
  /** Outputs that give a trained model: with one of these, only `run` can be used. */
  readonly modelOutputs: readonly string[]
  /** What these web-service parameters make of it. @throws AppError like `score` */
  describe(parameters: Readonly<Record<string, unknown>>): Promise<{
    readonly outputs: Scorer['outputs']
    /** Every output row follows from one row of the only input, so that rows may be scored in any pieces. */
    readonly isRowWise: boolean
  }>
  /**
   * Scores rows that have the schemas of the inputs.
   * @param parameters web-service parameters as the caller sent them
   * @param beforeStep called before each module with its title; what it throws ends the call
   * @returns a promise only where a module works asynchronously, or where parameters must first be compiled
   * @throws AppError `UnexpectedParameter`, `MissingRequiredGlobalParameters`, `BadParameterValue`,
   * `WebServiceIsBatchOnly`, or that of a module
   */
  score(
    tables: NamedTables,
    parameters: Readonly<Record<string, unknown>>,
    beforeStep?: (module: string) => void,
  ): NamedTables | Promise<NamedTables>
  /** The same where models may come out, which takes as long as training takes. */
  run(
    tables: NamedTables,
    parameters: Readonly<Record<string, unknown>>,
    beforeStep?: (module: string) => void,
  ): NamedValues | Promise<NamedValues>
}

/** So many sets of web-service parameters stay compiled; the ones used longest ago make room. */
const keptVariants = 16

/**
 * Compiles what was published. What costs is done here: modules are made ready for their schemas, and what does not
 * depend on callers' rows is run once.
 * @throws AppError `WebServicePackageInvalid`, or that of a module
 */
export async function compileScorer(published: WebServiceDefinition, services: ScorerServices): Promise<Scorer> {
  const definition = openDefinition(published, services)
  const base = await compileGraph(definition, services, new Map())
  const variants = new Map<string, ScoreGraph | Promise<ScoreGraph>>()

  const variantFor = (parameters: Readonly<Record<string, unknown>>): ScoreGraph | Promise<ScoreGraph> => {
    const { key, overrides } = readCallParameters(definition, services.modules, parameters)
    if (overrides.size === 0) return base
    const variant = variants.get(key) ?? compileVariant(key, overrides)
    variants.delete(key)
    variants.set(key, variant)
    if (variants.size > keptVariants) variants.delete(variants.keys().next().value as string)
    return variant
  }

  const compileVariant = (key: string, overrides: ParameterOverrides): Promise<ScoreGraph> => {
    const compiling = compileGraph(definition, services, overrides)
    compiling.then(
      (variant) => {
        if (variants.get(key) === compiling) variants.set(key, variant)
      },
      () => {
        // The call that waits for it gets the error; the next one tries again.
        if (variants.get(key) === compiling) variants.delete(key)
      },
    )
    return compiling
  }

  const run: Scorer['run'] = (tables, parameters, beforeStep) => {
    for (const { name } of definition.inputs) {
      if (!Object.hasOwn(tables, name)) throw new AppError('MissingRequestInput', {}, { target: name })
    }
    const variant = variantFor(parameters)
    return variant instanceof Promise
      ? variant.then(({ score }) => score(tables, beforeStep))
      : variant.score(tables, beforeStep)
  }
  const modelOutputs = definition.outputs.filter(({ kind }) => kind === 'model').map(({ name }) => name)
  return {
    inputs: definition.inputs,
    outputs: base.outputs,
    modelOutputs,
    async describe(parameters) {
      const { outputs, isRowWise } = await variantFor(parameters)
      return { outputs, isRowWise: isRowWise && modelOutputs.length === 0 }
    },
    run,
    score(tables, parameters, beforeStep) {
      if (modelOutputs.length > 0) throw new AppError('WebServiceIsBatchOnly', { outputs: toNameList(modelOutputs) })
      // All outputs are tables: what goes through their ports was checked when it was published.
      return run(tables, parameters, beforeStep) as NamedTables | Promise<NamedTables>
    },
  }
}

/** With the secrets that were published sealed; the defaults of web-service parameters may be such, too. */
function openDefinition(definition: WebServiceDefinition, { openGraph }: ScorerServices): WebServiceDefinition {
  const graph = openGraph(definition.graph)
  const parameters = definition.parameters.map((parameter) => {
    const defaultValue = graph.webServiceParameters.find(({ name }) => name === parameter.name)?.defaultValue
    return defaultValue === undefined ? parameter : { ...parameter, defaultValue }
  })
  return { ...definition, graph, parameters }
}
