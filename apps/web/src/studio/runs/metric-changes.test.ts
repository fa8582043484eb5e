import type { RowsAnswer } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { metricChanges } from './metric-changes.ts'

const table = (names: readonly string[], ...rows: RowsAnswer['rows']): RowsAnswer => ({
  rowCount: rows.length,
  columnCount: names.length,
  schema: names.map((name) => ({
    name,
    type: name === 'Result Description' ? 'String' : 'Double',
    isCategorical: false,
    roles: ['feature'],
  })),
  rows,
})

it('sets figures of two runs against one another', () => {
  expect(metricChanges(table(['Accuracy', 'AUC'], [0.5, null]), table(['Accuracy', 'AUC'], [0.75, 1]))).toEqual([
    { name: 'Accuracy', row: undefined, before: 0.5, after: 0.75, change: 0.25 },
    { name: 'AUC', row: undefined, before: undefined, after: 1, change: undefined },
  ])
})

it('numbers rows where there are several, and knows runs that have no table', () => {
  expect(metricChanges(undefined, table(['Result Description', 'Points'], ['all', 3], ['first', 1]))).toEqual([
    { name: 'Points', row: 1, before: undefined, after: 3, change: undefined },
    { name: 'Points', row: 2, before: undefined, after: 1, change: undefined },
  ])
  expect(metricChanges(undefined, undefined)).toEqual([])
})
