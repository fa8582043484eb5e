import { type Cell, createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { kMeansClustering } from '../initialize/k-means-clustering.ts'
import { modelAt, type RunOptions, runModule } from '../run-module.fixture.ts'
import { trainClusteringModel } from './train-clustering-model.ts'

export const modules = [kMeansClustering]
/** Two features and a label. */
export const schema = [
  toColumnSchema('x', 'Double'),
  toColumnSchema('y', 'Int32'),
  { ...toColumnSchema('kind', 'String'), roles: ['label' as const] },
]
/** Two rows near 0 and three near 10. */
export const table = createTableFromRows(schema, [
  [0, 0, 'low'],
  [1, 0, null],
  [9, 10, 'high'],
  [10, 10, 'top'],
  [11, 10, 'high'],
])

/** Trains k-means, begun evenly. */
export async function train(dataset: Table, settings: object = {}, parameters: object = {}, options: RunOptions = {}) {
  const untrainedModel = modelAt(
    await runModule(kMeansClustering, {}, { initialization: 'evenly', ...settings }),
    'untrainedModel',
  )
  return runModule(trainClusteringModel, { untrainedModel, dataset }, parameters, { modules, ...options })
}
export const rowsAt = (outputs: Awaited<ReturnType<typeof train>>) => toRows(outputs.resultsDataset as Table)
export const column = (rows: readonly (readonly Cell[])[], index: number) => rows.map((row) => row[index])
export const namesOf = (found: Table) => found.schema.map(({ name }) => name)
