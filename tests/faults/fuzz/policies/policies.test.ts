import { expect, it } from 'vitest'
import { fuzzFor } from './fuzz-for.ts'
import { fuzzTargets } from './targets.ts'

// `npm test` goes on with these beside the other tests, `npm run torture` for long, with the same code.

it.each(Object.entries(fuzzTargets))('%s survives random texts', async (name) => {
  const report = await fuzzFor(name as keyof typeof fuzzTargets, { runs: 1_000, seed: 20_260_101 })
  expect(report.fault).toBeUndefined()
  expect(report.texts).toBe(1_000)
})
