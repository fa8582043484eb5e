import { createTableFromRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import { webServiceOutput } from './web-service-output.ts'

describe('Web service output', () => {
  it('is called output1 when nothing is set', () => {
    expect(webServiceOutput.parameters.parse({})).toEqual({ name: 'output1' })
  })

  it('is an end: it gives nothing to other modules', () => {
    const table = createTableFromRows([], [])
    const context = { random: createSeededRandom(1), dataset: () => table }
    expect(webServiceOutput.outputs).toEqual({})
    expect(webServiceOutput.outputSchema({ data: [] }, {}, { datasetSchema: () => undefined })).toEqual({})
    expect(webServiceOutput.run({ data: table }, {}, context)).toEqual({})
  })
})
