import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import { selectColumnsInDataset } from './select-columns-in-dataset.ts'

const context = { random: createSeededRandom(1), dataset: () => createTableFromRows([], []) }

const people = createTableFromRows(
  [toColumnSchema('name', 'String'), toColumnSchema('age', 'Int32'), toColumnSchema('town', 'String')],
  [
    ['Ada', 36, 'London'],
    ['Blaise', null, 'Paris'],
  ],
)

function run(table: Table, parameters: object): Table {
  const parsed = selectColumnsInDataset.parameters.parse(parameters)
  const result = selectColumnsInDataset.run({ dataset: table }, parsed, context)
  if (result.resultsDataset === undefined) throw new Error('There is no table.')
  return result.resultsDataset
}

const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })

describe('Select Columns in Dataset', () => {
  it('keeps the order of the dataset', () => {
    const table = run(people, { columns: names('town', 'name') })
    expect(table.schema.map(({ name }) => name)).toEqual(['name', 'town'])
    expect(toRows(table)).toEqual([
      ['Ada', 'London'],
      ['Blaise', 'Paris'],
    ])
  })

  it('keeps the order of the selection when told so, and numbers what is selected again', () => {
    const table = run(people, { columns: names('town', 'age', 'town'), keepsOrderAndDuplicates: true })
    expect(table.schema.map(({ name }) => name)).toEqual(['town', 'age', 'town (1)'])
    expect(table.parts.map((part) => (part.kind === 'column' ? part.name : ''))).toEqual(['town', 'age', 'town (1)'])
    expect(toRows(table)).toEqual([
      ['London', 36, 'London'],
      ['Paris', null, 'Paris'],
    ])
  })

  it('says without a run which columns it gives', () => {
    const parameters = selectColumnsInDataset.parameters.parse({ columns: names('age') })
    const context = { datasetSchema: () => undefined }
    expect(selectColumnsInDataset.outputSchema({ dataset: people.schema }, parameters, context)).toEqual({
      resultsDataset: [toColumnSchema('age', 'Int32')],
    })
    expect(selectColumnsInDataset.outputSchema({ dataset: undefined }, parameters, context)).toEqual({})
  })

  it('refuses to select nothing, and to select from nothing', () => {
    expect(() => run(people, {})).toThrow(
      'Specified column set "Select columns" does not apply to any of dataset columns.',
    )
    expect(() => run(createTableFromRows([], []), { columns: names('a') })).toThrow('Input "Dataset" is null or empty')
  })
})
