import { toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { enterDataManually } from './enter-data-manually.ts'

const run = (parameters: object) => tableFrom(enterDataManually, {}, parameters)

describe('Enter Data Manually', () => {
  it('reads comma-separated values with a header when nothing else is set', async () => {
    const table = await run({ data: 'text,count\nhello,1\nworld,2\n' })
    expect(table.schema).toEqual([
      { name: 'text', type: 'String', isCategorical: false, roles: ['feature'] },
      { name: 'count', type: 'Int32', isCategorical: false, roles: ['feature'] },
    ])
    expect(toRows(table)).toEqual([
      ['hello', 1],
      ['world', 2],
    ])
  })

  it.each([
    [{ dataFormat: 'csv', hasHeader: false, data: 'a,1' }, ['Col1', 'Col2'], [['a', 1]]],
    [{ dataFormat: 'tsv', data: 'x\ty\n1\ttrue' }, ['x', 'y'], [[1, true]]],
    [{ dataFormat: 'arff', data: '@attribute x numeric\n@data\n5' }, ['x'], [[5]]],
    [{ dataFormat: 'svm-light', data: '1 2:7' }, ['Label', 'Col1', 'Col2'], [[1, 0, 7]]],
  ])('reads %j', async (parameters, names, rows) => {
    const table = await run(parameters)
    expect(table.schema.map(({ name }) => name)).toEqual(names)
    expect(toRows(table)).toEqual(rows)
  })

  it('gives no columns when nothing was typed in', async () => {
    expect((await run({})).schema).toEqual([])
  })

  it('knows its columns without a run', () => {
    expect(shapesFrom(enterDataManually, {}, { data: 'a\n0.5' })).toEqual({
      dataset: [{ name: 'a', type: 'Double', isCategorical: false, roles: ['feature'] }],
    })
  })

  it('says where the text is at fault', async () => {
    await expect(run({ data: 'a,b\n1,2,3' })).rejects.toThrow(
      'Error while parsing the file: line 2 has 3 fields, but there are 2 columns.',
    )
  })
})
