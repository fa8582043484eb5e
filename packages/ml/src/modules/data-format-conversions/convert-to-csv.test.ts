import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { tableFrom } from '../run-module.fixture.ts'
import { convertToCsv } from './convert-to-csv.ts'

const table = createTableFromRows([toColumnSchema('text', 'String')], [['a, b'], [null]])

describe('Convert to CSV', () => {
  it('gives the table as it is', async () => {
    expect(await tableFrom(convertToCsv, { dataset: table })).toEqual(table)
  })

  it('says as what it is downloaded', () => {
    const format = (parameters: object) => convertToCsv.downloadFormat?.(convertToCsv.parameters.parse(parameters))
    expect(format({})).toEqual({ format: 'csv', quotes: true })
    expect(format({ quotes: false })).toEqual({ format: 'csv', quotes: false })
  })

  it('refuses a table without columns', async () => {
    await expect(tableFrom(convertToCsv, { dataset: createTableFromRows([], []) })).rejects.toThrow(
      'Input "Dataset" is null or empty',
    )
  })
})
