import { expect, it } from 'vitest'
import { formatsOf } from './formats.ts'

it('writes durations in their two largest units', () => {
  const { duration } = formatsOf('en')
  expect([-3, 12.4, 1_234, 45_600, 125_000, 3_780_000].map(duration)).toEqual([
    '0 ms',
    '12 ms',
    '1.2 s',
    '46 s',
    '2 min 5 s',
    '1 h 3 min',
  ])
  expect(formatsOf('nl').duration(1_234)).toBe('1,2 s')
})
