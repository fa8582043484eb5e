import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import { savedDataset } from './saved-dataset.ts'

const datasetId = 'd'.repeat(32)
const table = createTableFromRows([toColumnSchema('a', 'Int32')], [[1]])

describe('Saved Dataset', () => {
  it('gives the rows of the dataset', () => {
    const context = { random: createSeededRandom(1), dataset: () => table }
    expect(savedDataset.run({}, { datasetId }, context)).toEqual({ dataset: table })
  })

  it('gives its columns without a run', () => {
    const context = { datasetSchema: (id: string) => (id === datasetId ? table.schema : undefined) }
    expect(savedDataset.outputSchema({}, { datasetId }, context)).toEqual({ dataset: table.schema })
    expect(() => savedDataset.outputSchema({}, { datasetId: '0'.repeat(32) }, context)).toThrow(
      `Input "${'0'.repeat(32)}" is null or empty`,
    )
  })

  it.each([{}, { datasetId: 'x' }, { datasetId: 'D'.repeat(32) }])('refuses %j', (parameters) => {
    expect(savedDataset.parameters.safeParse(parameters).success).toBe(false)
  })
})
