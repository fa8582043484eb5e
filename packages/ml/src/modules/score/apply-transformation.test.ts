import { createTableFromRows, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { cleanMissingData } from '../manipulation/clean-missing-data/clean-missing-data.ts'
import type { PortValue } from '../port-values.ts'
import { runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { normalizeData } from '../scale-and-reduce/normalize-data.ts'
import { applyTransformation } from './apply-transformation.ts'

const modules = [normalizeData, cleanMissingData]
const training = createTableFromRows(
  [toColumnSchema('a', 'Double'), toColumnSchema('b', 'Int32')],
  [
    [1, 5],
    [3, null],
    [null, 7],
  ],
)

describe('Apply Transformation', () => {
  it.each([
    [normalizeData, {}],
    [normalizeData, { method: 'min-max' }],
    [cleanMissingData, { mode: 'mean' }],
    [cleanMissingData, { mode: 'mice' }],
    [cleanMissingData, { mode: 'probabilistic-pca' }],
    [cleanMissingData, { mode: 'remove-row' }],
    [cleanMissingData, { mode: 'remove-column', minimumRatio: 0.1 }],
  ])('gives for the data that it was made from what the making module gave (%#)', async (module, parameters) => {
    const [table, transformation] = Object.values(await runModule(module, { dataset: training }, parameters))
    const inputs = { transformation: transformation as PortValue, dataset: training }
    expect(await tableFrom(applyTransformation, inputs, {}, { modules })).toEqual(table)
  })

  it('leaves other columns as they are', async () => {
    const { transformationFunction } = await runModule(normalizeData, { dataset: training }, { method: 'min-max' })
    const dataset = createTableFromRows(
      ['z', 'b', 'a'].map((name) => toColumnSchema(name, name === 'a' ? 'Double' : 'Int32')),
      [[1, 6, 2]],
    )
    const inputs = { transformation: transformationFunction as PortValue, dataset }
    const table = await tableFrom(applyTransformation, inputs, {}, { modules })
    expect(toRows(table)).toEqual([[1, 0.5, 0.5]])
  })

  it('knows its columns without a run', () => {
    const made = shapesFrom(normalizeData, { dataset: training.schema })
    const shapes = { transformation: made.transformationFunction, dataset: training.schema }
    expect(shapesFrom(applyTransformation, shapes, {}, { modules })).toEqual({
      transformedDataset: made.transformedDataset,
    })
    expect(shapesFrom(applyTransformation, { dataset: training.schema }, {}, { modules })).toEqual({
      transformedDataset: undefined,
    })
  })

  it('refuses data without a column that was transformed', async () => {
    const { transformationFunction } = await runModule(normalizeData, { dataset: training })
    const dataset = createTableFromRows([toColumnSchema('a', 'Double')], [[1]])
    const inputs = { transformation: transformationFunction as PortValue, dataset }
    await expect(tableFrom(applyTransformation, inputs, {}, { modules })).rejects.toThrow(
      'Schema of "Dataset" does not match. It has no column "b".',
    )
  })
})
