import {
  AppError,
  type ModelShape,
  type TableSchema,
  type TransformationShape,
  type WebServiceDefinition,
} from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { Modules, RunContext } from '../modules/module.ts'
import { type ParameterOverrides, readCallParameters } from './call-parameters.ts'
import { compileGraph, type ScoreGraph } from './compile-graph.ts'

/** Rows at each web-service input or output, by its name. */
export type NamedTables = Readonly<Record<string, Table>>

export interface ScorerServices {
  readonly modules: Modules
  /** Columns of a saved dataset; undefined when there is none. */
  datasetSchema(id: string): TableSchema | undefined
  trainedModelShape?(id: string): ModelShape | undefined
  savedTransformationShape?(id: string): TransformationShape | undefined
  readonly dataset: RunContext['dataset']
  readonly trainedModel: RunContext['trainedModel']
  readonly savedTransformation: RunContext['savedTransformation']
  readonly outgoing: RunContext['outgoing']
}

/** A web service ready to score: request-response and batch execution are two edges on it. */
export interface Scorer {
  readonly inputs: readonly { readonly name: string; readonly schema: TableSchema }[]
  /** `schema` is undefined where it depends on the rows. */
  readonly outputs: readonly { readonly name: string; readonly schema: TableSchema | undefined }[]
  /**
   * Scores rows that have the schemas of the inputs.
   * @param parameters web-service parameters as the caller sent them
   * @param beforeStep called between modules; what it throws ends the call
   * @returns a promise only where a module works asynchronously, or where parameters must first be compiled
   * @throws AppError `UnexpectedParameter`, `MissingRequiredGlobalParameters`, `BadParameterValue`, or that of a module
   */
  score(
    tables: NamedTables,
    parameters: Readonly<Record<string, unknown>>,
    beforeStep?: () => void,
  ): NamedTables | Promise<NamedTables>
}

/** So many sets of web-service parameters stay compiled; the ones used longest ago make room. */
const keptVariants = 16

/**
 * Compiles what was published. What costs is done here: modules are made ready for their schemas, and what does not
 * depend on callers' rows is run once.
 * @throws AppError `WebServicePackageInvalid`, or that of a module
 */
export async function compileScorer(definition: WebServiceDefinition, services: ScorerServices): Promise<Scorer> {
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

  return {
    inputs: definition.inputs,
    outputs: base.outputs,
    score(tables, parameters, beforeStep) {
      for (const { name } of definition.inputs) {
        if (!Object.hasOwn(tables, name)) throw new AppError('MissingRequestInput', {}, { target: name })
      }
      const variant = variantFor(parameters)
      return variant instanceof Promise
        ? variant.then(({ score }) => score(tables, beforeStep))
        : variant.score(tables, beforeStep)
    },
  }
}
