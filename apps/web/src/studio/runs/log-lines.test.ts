import { expect, it } from 'vitest'
import { lastLines } from './log-lines.ts'

it('shows the last lines of a log and counts those before', () => {
  expect(lastLines('one\ntwo\n')).toEqual({ lines: ['one', 'two'], leftOut: 0 })
  const long = lastLines(`${Array.from({ length: 5_002 }, (_, line) => line).join('\n')}\n`)
  expect([long.lines.length, long.lines[0], long.leftOut]).toEqual([5_000, '2', 2])
})
