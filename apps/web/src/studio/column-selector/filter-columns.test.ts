import { describe, expect, it } from 'vitest'
import { columns } from './columns.fixture.ts'
import { filterColumns, splitColumns, typesOf } from './filter-columns.ts'

const notes = { unknownType: 'unknown', notThere: 'not there' }

describe('the two lists', () => {
  it('have each column once, and the chosen ones in their order', () => {
    const { available, chosen } = splitColumns(columns, ['Col3', 'Col1'], notes)
    expect(available).toEqual([{ place: 0, name: 'Col2', type: 'String' }])
    expect(chosen.map(({ name }) => name)).toEqual(['Col3', 'Col1'])
  })

  it('keep names that the dataset does not have, and say so', () => {
    const { chosen } = splitColumns([{ name: 'x', type: 'unknown' }], ['x', 'y'], notes)
    expect(chosen.map(({ note }) => note)).toEqual(['unknown', 'not there'])
  })

  it('are filtered by text and type', () => {
    const { available } = splitColumns(columns, [], notes)
    expect(typesOf(available)).toEqual(['Double', 'Int32', 'String'])
    expect(filterColumns(available, { text: 'COL', type: 'String' }).map(({ name }) => name)).toEqual(['Col2'])
    expect(filterColumns(available, { text: '9', type: '' })).toEqual([])
  })
})
