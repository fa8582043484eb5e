import { toColumnSchema } from '@sluice/dataflow'
import { expect, it } from 'vitest'
import { describeCleaning } from './describe-cleaning.ts'

const columns = [toColumnSchema('a', 'Double'), toColumnSchema('b', 'String'), toColumnSchema('c', 'Int64')]

it('says what missing values become, and what is removed', () => {
  const numbers = Float64Array.from([2.5, 0])
  const kind = 'replace'
  expect(describeCleaning({ kind, removed: [2], cleaned: [0, 1], numbers, texts: ['', 'none'] }, columns)).toEqual([
    { column: 'c', effect: 'the column is removed' },
    { column: 'a', effect: 'missing values become 2.5' },
    { column: 'b', effect: "missing values become 'none'" },
  ])
  const whole = {
    kind,
    removed: [],
    cleaned: [2],
    numbers: Float64Array.from([0]),
    texts: ['9007199254740993'],
  } as const
  expect(describeCleaning(whole, columns)[0]?.effect).toBe('missing values become 9007199254740993')
  expect(describeCleaning({ kind: 'remove-rows', removed: [], cleaned: [1] }, columns)[0]?.effect).toBe(
    'rows in which it is missing are removed',
  )
})
