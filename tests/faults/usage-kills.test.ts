import { expect, it } from 'vitest'
import { killDuringUsage } from './kill-during-usage.ts'

// The long run is `npm run torture -- --only usage`, with the same code.

it('reports tell of every call once, whatever is killed; a killed gateway loses what it had not written yet', async () => {
  const outcome = await killDuringUsage({ rounds: 4, callsPerRound: 2_500, callers: 12 })
  expect(outcome.faults).toEqual([])
  expect(outcome.kills).toBe(2)
  expect(outcome.calls).toBe(10_000)
  expect(outcome.broken).toBeGreaterThan(0)
})
