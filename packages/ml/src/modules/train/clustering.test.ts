import { type Cell, createTableFromRows, sliceRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { columnsNamed } from '../../learning/learning.fixture.ts'
import { kMeansClustering } from '../initialize/k-means-clustering.ts'
import { modelAt, type RunOptions, runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { assignDataToClusters } from '../score/assign-data-to-clusters.ts'
import { trainClusteringModel } from './train-clustering-model.ts'

const modules = [kMeansClustering]
const schema = [
  toColumnSchema('x', 'Double'),
  toColumnSchema('y', 'Int32'),
  { ...toColumnSchema('kind', 'String'), roles: ['label' as const] },
]
const table = createTableFromRows(schema, [
  [0, 0, 'low'],
  [1, 0, null],
  [9, 10, 'high'],
  [10, 10, 'top'],
  [11, 10, 'high'],
])

async function train(dataset: Table, settings: object = {}, parameters: object = {}, options: RunOptions = {}) {
  const untrainedModel = modelAt(
    await runModule(kMeansClustering, {}, { initialization: 'evenly', ...settings }),
    'untrainedModel',
  )
  return runModule(trainClusteringModel, { untrainedModel, dataset }, parameters, { modules, ...options })
}
const rowsAt = (outputs: Awaited<ReturnType<typeof train>>) => toRows(outputs.resultsDataset as Table)
const column = (rows: readonly (readonly Cell[])[], index: number) => rows.map((row) => row[index])
const namesOf = (found: Table) => found.schema.map(({ name }) => name)

describe('K-Means Clustering', () => {
  it('gives an untrained model with the settings of the documentation', async () => {
    const model = modelAt(await runModule(kMeansClustering, {}), 'untrainedModel')
    expect(model.shape).toEqual({ kind: 'model', learner: 'k-means-clustering', task: 'clustering' })
    expect(model.parameters).toMatchObject({
      clusterCount: 2,
      initialization: 'k-means-plus-plus',
      metric: 'euclidean',
      iterations: 100,
      assignLabelMode: 'ignore',
    })
    expect(shapesFrom(kMeansClustering, {})).toEqual({ untrainedModel: model.shape })
    expect(kMeansClustering.parameters.safeParse({ clusterCount: 1 }).success).toBe(false)
  })
})

describe('Train Clustering Model', () => {
  it('finds clusters, and appends assignments and distances', async () => {
    const outputs = await train(table)
    const results = outputs.resultsDataset as Table
    expect(results.schema.slice(3)).toEqual([
      { ...toColumnSchema('Assignments', 'Int32'), roles: ['score'] },
      { ...toColumnSchema('DistancesToClusterCenter no.0', 'Double'), roles: ['score'] },
      { ...toColumnSchema('DistancesToClusterCenter no.1', 'Double'), roles: ['score'] },
    ])
    const far = Math.hypot(9.5, 10)
    expect(toRows(results)[0]).toEqual([0, 0, 'low', 0, 0.5, Math.hypot(10, 10)])
    expect(toRows(results)[3]).toEqual([10, 10, 'top', 1, expect.closeTo(far, 10), 0])
    expect(modelAt(outputs, 'trainedModel').shape.training).toEqual({ features: schema.slice(0, 2) })
  })

  it('gives the results only, if so wished', async () => {
    const outputs = await train(table, {}, { appends: false })
    expect(namesOf(outputs.resultsDataset as Table)[0]).toBe('Assignments')
    expect(column(rowsAt(outputs), 0)).toEqual([0, 0, 1, 1, 1])
  })

  it('looks at the selected columns alone', async () => {
    const outputs = await train(table, {}, { columnSet: columnsNamed('y') })
    expect(modelAt(outputs, 'trainedModel').shape.training?.features.map(({ name }) => name)).toEqual(['y'])
    await expect(train(table, {}, { columnSet: columnsNamed('kind') })).rejects.toThrow('Column Set')
  })

  it('puts the most frequent label of the cluster where a label is missing', async () => {
    const outputs = await train(table, { assignLabelMode: 'fill-missing-values' })
    expect(column(rowsAt(outputs), 2)).toEqual(['low', 'low', 'high', 'top', 'high'])
  })

  it('overwrites labels by that of the row closest to the center', async () => {
    const outputs = await train(table, { assignLabelMode: 'overwrite-from-closest' })
    expect(column(rowsAt(outputs), 2)).toEqual(['low', 'low', 'top', 'top', 'top'])
  })

  it('begins at the means of the labels', async () => {
    const outputs = await train(table, { initialization: 'use-label-column', clusterCount: 3 })
    expect(column(rowsAt(outputs), 3)).toEqual([1, 1, 0, 2, 0].map(() => expect.any(Number)))
    const unlabelled = createTableFromRows(schema.slice(0, 1), [[1], [2]])
    await expect(train(unlabelled, { initialization: 'use-label-column' })).rejects.toThrow('There is no label column')
  })

  it('gives the same model for the same seed', async () => {
    const random = { initialization: 'random', randomSeed: 7 }
    expect(await train(table, random, {}, { seed: 1 })).toEqual(await train(table, random, {}, { seed: 2 }))
  })

  it('refuses fewer rows than clusters, and infinite numbers', async () => {
    await expect(train(table, { clusterCount: 6 })).rejects.toThrow('minimum of 6 row(s)')
    const infinite = createTableFromRows(schema.slice(0, 1), [[1], [Number.POSITIVE_INFINITY]])
    await expect(train(infinite)).rejects.toThrow('infinite')
  })

  it('knows no columns before it is run', () => {
    expect(shapesFrom(trainClusteringModel, { dataset: schema })).toEqual({})
  })
})

describe('Assign Data to Clusters', () => {
  it('gives what training gave, row by row and all at once', async () => {
    const outputs = await train(table)
    const trainedModel = modelAt(outputs, 'trainedModel')
    const assign = (dataset: Table) => tableFrom(assignDataToClusters, { trainedModel, dataset }, {}, { modules })
    expect(await assign(table)).toEqual(outputs.resultsDataset)
    for (let row = 0; row < 5; row += 1) {
      expect(toRows(await assign(sliceRows(table, row, row + 1)))).toEqual([rowsAt(outputs)[row]])
    }
  })

  it('takes the place of an earlier assignment', async () => {
    const outputs = await train(table)
    const trainedModel = modelAt(outputs, 'trainedModel')
    const dataset = outputs.resultsDataset as Table
    expect(await tableFrom(assignDataToClusters, { trainedModel, dataset }, {}, { modules })).toEqual(dataset)
  })

  it('gives the assignments only, if so wished, and misses columns by name', async () => {
    const trainedModel = modelAt(await train(table), 'trainedModel')
    const dataset = createTableFromRows([...schema.slice(0, 2)].reverse(), [[10, 9]])
    const results = await tableFrom(assignDataToClusters, { trainedModel, dataset }, { appends: false }, { modules })
    expect(toRows(results)).toEqual([[1, expect.any(Number), 1]])
    const other = createTableFromRows(schema.slice(0, 1), [[1]])
    await expect(tableFrom(assignDataToClusters, { trainedModel, dataset: other }, {}, { modules })).rejects.toThrow(
      'Column with name or index "y" not found',
    )
  })

  it('refuses a model that was not trained', async () => {
    const trainedModel = modelAt(await runModule(kMeansClustering, {}), 'untrainedModel')
    await expect(tableFrom(assignDataToClusters, { trainedModel, dataset: table }, {}, { modules })).rejects.toThrow(
      'untrained model',
    )
  })
})
