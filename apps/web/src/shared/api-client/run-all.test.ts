import { expect, it } from 'vitest'
import { runAll } from './run-all.ts'

it('goes on after a failure and tells all of them', async () => {
  const seen: number[] = []
  const failures = await runAll([1, 2, 3, 4], async (item) => {
    seen.push(item)
    if (item % 2 === 0) throw new Error(`no ${item}`)
  })
  expect(seen).toEqual([1, 2, 3, 4])
  expect(failures).toEqual([
    { item: 2, error: new Error('no 2') },
    { item: 4, error: new Error('no 4') },
  ])
})
