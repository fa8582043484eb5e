import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { runModule, shapesFrom } from '../run-module.fixture.ts'
import { savedDataset } from './saved-dataset.ts'

const datasetId = 'd'.repeat(32)
const table = createTableFromRows([toColumnSchema('a', 'Int32')], [[1]])

describe('Saved Dataset', () => {
  it('gives the rows of the dataset', async () => {
    const context = { dataset: () => table }
    expect(await runModule(savedDataset, {}, { datasetId }, { context })).toEqual({ dataset: table })
  })

  it('gives its columns without a run', () => {
    const saved = { datasetSchema: (id: string) => (id === datasetId ? table.schema : undefined) }
    expect(shapesFrom(savedDataset, {}, { datasetId }, { saved })).toEqual({ dataset: table.schema })
    expect(() => shapesFrom(savedDataset, {}, { datasetId: '0'.repeat(32) }, { saved })).toThrow(
      `Input "${'0'.repeat(32)}" is null or empty`,
    )
  })

  it.each([{}, { datasetId: 'x' }, { datasetId: 'D'.repeat(32) }])('refuses %j', (parameters) => {
    expect(savedDataset.parameters.safeParse(parameters).success).toBe(false)
  })
})
