import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { tableFrom } from '../run-module.fixture.ts'
import { convertToTsv } from './convert-to-tsv.ts'

const table = createTableFromRows([toColumnSchema('text', 'String')], [['a\tb'], [null]])

describe('Convert to TSV', () => {
  it('gives the table as it is', async () => {
    expect(await tableFrom(convertToTsv, { dataset: table })).toEqual(table)
  })

  it('says as what it is downloaded', () => {
    const format = (parameters: object) => convertToTsv.downloadFormat?.(convertToTsv.parameters.parse(parameters))
    expect(format({})).toEqual({ format: 'tsv', quotes: true })
    expect(format({ quotes: false })).toEqual({ format: 'tsv', quotes: false })
  })

  it('refuses a table without columns', async () => {
    await expect(tableFrom(convertToTsv, { dataset: createTableFromRows([], []) })).rejects.toThrow(
      'Input "Dataset" is null or empty',
    )
  })
})
