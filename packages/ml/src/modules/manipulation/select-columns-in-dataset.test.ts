import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { selectColumnsInDataset } from './select-columns-in-dataset.ts'

const people = createTableFromRows(
  [toColumnSchema('name', 'String'), toColumnSchema('age', 'Int32'), toColumnSchema('town', 'String')],
  [
    ['Ada', 36, 'London'],
    ['Blaise', null, 'Paris'],
  ],
)

const run = (dataset: Table, parameters: object) => tableFrom(selectColumnsInDataset, { dataset }, parameters)

const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })

describe('Select Columns in Dataset', () => {
  it('keeps the order of the dataset', async () => {
    const table = await run(people, { columns: names('town', 'name') })
    expect(table.schema.map(({ name }) => name)).toEqual(['name', 'town'])
    expect(toRows(table)).toEqual([
      ['Ada', 'London'],
      ['Blaise', 'Paris'],
    ])
  })

  it('keeps the order of the selection when told so, and numbers what is selected again', async () => {
    const table = await run(people, { columns: names('town', 'age', 'town'), keepsOrderAndDuplicates: true })
    expect(table.schema.map(({ name }) => name)).toEqual(['town', 'age', 'town (1)'])
    expect(table.parts.map((part) => (part.kind === 'column' ? part.name : ''))).toEqual(['town', 'age', 'town (1)'])
    expect(toRows(table)).toEqual([
      ['London', 36, 'London'],
      ['Paris', null, 'Paris'],
    ])
  })

  it('says without a run which columns it gives', () => {
    const parameters = { columns: names('age') }
    expect(shapesFrom(selectColumnsInDataset, { dataset: people.schema }, parameters)).toEqual({
      resultsDataset: [toColumnSchema('age', 'Int32')],
    })
    expect(shapesFrom(selectColumnsInDataset, { dataset: undefined }, parameters)).toEqual({})
  })

  it('refuses to select nothing, and to select from nothing', async () => {
    await expect(run(people, {})).rejects.toThrow(
      'Specified column set "Select columns" does not apply to any of dataset columns.',
    )
    await expect(run(createTableFromRows([], []), { columns: names('a') })).rejects.toThrow(
      'Input "Dataset" is null or empty',
    )
  })
})
