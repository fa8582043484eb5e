import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { columnsNamed } from '../../learning/learning.fixture.ts'
import { modelAt, shapesFrom } from '../run-module.fixture.ts'
import { column, namesOf, rowsAt, schema, table, train } from './clustering.fixture.ts'
import { trainClusteringModel } from './train-clustering-model.ts'

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
