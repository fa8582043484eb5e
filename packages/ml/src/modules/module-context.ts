import {
  AppError,
  type ColumnSchema,
  type ModelShape,
  type TableSchema,
  type TransformationShape,
} from '@sluice/contracts'
import { findModule, type SchemaContext } from '@sluice/dataflow'
import type { SqlScripts } from '@sluice/platform'
import type { Module, ModuleContext, Modules } from './module.ts'

/** What modules may ask of one another, answered by the registry. */
export const createModuleContext = (modules: Modules): ModuleContext => ({
  learner(id) {
    const learner = (findModule(modules, id) as Module | undefined)?.learner
    if (learner === undefined)
      throw new AppError('LearnerInvalid', { learner: id, expected: 'a learner of this installation' })
    return learner
  },
  transformation(id) {
    const code = (findModule(modules, id) as Module | undefined)?.transformation
    if (code === undefined) throw new AppError('LibraryException', { details: `There is no transformation '${id}'.` })
    return code
  },
})

/** What is known of the things that a workspace has saved. */
export interface SavedShapes {
  datasetSchema(id: string): TableSchema | undefined
  trainedModelShape?(id: string): ModelShape | undefined
  savedTransformationShape?(id: string): TransformationShape | undefined
}

/** @param sql absent: nothing is known of what scripts give */
export function createSchemaContext(
  modules: Modules,
  saved: SavedShapes,
  sql?: Pick<SqlScripts, 'describe'>,
): SchemaContext {
  const context = createModuleContext(modules)
  return {
    datasetSchema: (id) => saved.datasetSchema(id),
    trainedModelShape: (id) => saved.trainedModelShape?.(id),
    savedTransformationShape: (id) => saved.savedTransformationShape?.(id),
    scriptColumns(script, tables) {
      const columns = sql?.describe(script, tables)
      if (columns === undefined) return undefined
      const known = columns.flatMap(({ name, source }): ColumnSchema[] => (source ? [{ ...source, name }] : []))
      if (known.length === columns.length) return known
      return {
        kind: 'partly-known-table',
        columns: columns.map(({ name, source }) => (source ? { ...source, name } : { name, type: 'unknown' })),
      }
    },
    transformedSchema: (shape, dataset) => context.transformation(shape.module).outputSchema(shape, dataset),
  }
}
