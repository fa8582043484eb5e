import { expect, it } from 'vitest'
import { shareOf } from './job-state.ts'

const at = (state: 'running' | 'finished', bytesRead: number, totalBytes?: number) =>
  shareOf({ state, progress: { bytesRead, rows: 0, badRows: 0, ...(totalBytes === undefined ? {} : { totalBytes }) } })

it('tells how much of the input is done, as far as that is known', () => {
  expect(at('running', 25, 100)).toBe(0.25)
  expect(at('running', 120, 100)).toBe(1)
  expect(at('running', 5)).toBeUndefined()
  expect(at('running', 0, 0)).toBeUndefined()
  expect(at('finished', 0)).toBe(1)
})
