import type { ColumnSchema, UploadGuessAnswer } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { doubleName, nothingChosen, toGuessOptions, toReadOptions, withChoices, withWish } from './read-choices.ts'

const column = (name: string): ColumnSchema => ({ name, type: 'String', isCategorical: false, roles: ['feature'] })
const guess: UploadGuessAnswer = {
  format: 'csv',
  hasHeader: true,
  delimiter: ',',
  encoding: 'utf-8',
  rowCount: 2,
  badRowCount: 0,
  columns: [
    { ...column('a'), reason: 'Text.' },
    { ...column('b'), reason: 'Text.' },
  ],
  sampleRows: [['1', '2']],
}
const wishFor = (index: number, wish: object, before = nothingChosen) =>
  withWish(before, { index, guessed: guess.columns[index] as ColumnSchema, wish })

it('sends only what was chosen, a wish for each column where there is one', () => {
  expect(toReadOptions(nothingChosen, 2)).toEqual({})
  const chosen = wishFor(1, { type: 'Int32' }, { ...nothingChosen, hasHeader: false })
  expect(toReadOptions(chosen, 2)).toEqual({ hasHeader: false, columns: [{}, { type: 'Int32' }] })
  expect(toGuessOptions(chosen)).toEqual({ hasHeader: false })
})

it('shows what was chosen in place of the guess, and why only for what was guessed', () => {
  const [first, second] = withChoices(guess, wishFor(1, { name: 'B', type: 'Int32' }))
  expect(first).toMatchObject({ name: 'a', reason: 'Text.' })
  expect(second).toMatchObject({ name: 'B', type: 'Int32', reason: undefined })
})

it('forgets a wish that is what was guessed', () => {
  const chosen = wishFor(0, { roles: ['label'] })
  expect(wishFor(0, { roles: ['feature'] }, chosen)).toEqual(nothingChosen)
})

it('finds a name that stands twice', () => {
  expect(doubleName([column('a'), column('b'), column('a')])).toBe('a')
  expect(doubleName([column('a'), column('b')])).toBeUndefined()
})
