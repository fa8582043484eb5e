import { expect, it } from 'vitest'
import { tryLimits } from './exact-limits.ts'

// The long run is `npm run torture`, with the same code.

it('four workers let through exactly what rates and quotas allow, at the edges of their periods too', async () => {
  const outcome = await tryLimits({ calls: 72_000, callers: 2, seed: 20_240_501 })
  expect(outcome.faults).toEqual([])
  const { calls, admitted, refusedByRate, refusedByQuota } = outcome
  expect(admitted + refusedByRate + refusedByQuota).toBe(calls)
  for (const count of [admitted, refusedByRate, refusedByQuota]) expect(count).toBeGreaterThan(calls / 20)
})
