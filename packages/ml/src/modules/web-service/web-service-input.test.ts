import { createTableFromRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import { webServiceInput } from './web-service-input.ts'

describe('Web service input', () => {
  it('is called input1 when nothing is set', () => {
    expect(webServiceInput.parameters.parse({})).toEqual({ name: 'input1' })
    expect(webServiceInput.parameters.safeParse({ name: '' }).success).toBe(false)
  })

  it('knows no columns by itself, and has no rows outside of a call', () => {
    expect(webServiceInput.outputSchema({}, {}, { datasetSchema: () => undefined })).toEqual({ data: undefined })
    const context = { random: createSeededRandom(1), dataset: () => createTableFromRows([], []) }
    expect(() => webServiceInput.run({}, {}, context)).toThrow('Input "Data" is null or empty')
  })
})
