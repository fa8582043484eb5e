import { AppError, type TableSchema, type WebServiceDefinition } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { Module } from '../modules/define-module.ts'
import { readCallParameters } from './call-parameters.ts'
import { compileGraph, type ScoreGraph } from './compile-graph.ts'

/** Rows at each web-service input or output, by its name. */
export type NamedTables = Readonly<Record<string, Table>>

export interface ScorerServices {
  readonly modules: Readonly<Record<string, Module>>
  /** Rows of a saved dataset of the workspace; undefined when there is none. */
  dataset(id: string): Table | undefined
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
   * @throws AppError `UnexpectedParameter`, `MissingRequiredGlobalParameters`, `BadParameterValue`, or that of a module
   */
  score(tables: NamedTables, parameters: Readonly<Record<string, unknown>>, beforeStep?: () => void): NamedTables
}

/** So many sets of web-service parameters stay compiled; the ones used longest ago make room. */
const keptVariants = 16

/**
 * Compiles what was published. What costs is done here: modules are made ready for their schemas, and what does not
 * depend on callers' rows is run once.
 * @throws AppError `WebServicePackageInvalid`, or that of a module
 */
export function compileScorer(definition: WebServiceDefinition, services: ScorerServices): Scorer {
  const base = compileGraph(definition, services, new Map())
  const variants = new Map<string, ScoreGraph>()

  const variantFor = (parameters: Readonly<Record<string, unknown>>): ScoreGraph => {
    const { key, overrides } = readCallParameters(definition, services.modules, parameters)
    if (overrides.size === 0) return base
    const variant = variants.get(key) ?? compileGraph(definition, services, overrides)
    variants.delete(key)
    variants.set(key, variant)
    if (variants.size > keptVariants) variants.delete(variants.keys().next().value as string)
    return variant
  }

  return {
    inputs: definition.inputs,
    outputs: base.outputs,
    score(tables, parameters, beforeStep) {
      for (const { name } of definition.inputs) {
        if (!Object.hasOwn(tables, name)) throw new AppError('MissingRequestInput', {}, { target: name })
      }
      return variantFor(parameters).score(tables, beforeStep)
    },
  }
}
