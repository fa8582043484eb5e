import { expect, it } from 'vitest'
import { fuzzManagement } from './fuzz-management.ts'

// The long run is `npm run torture`, with the same code.

it('random requests of an administrator break nothing', { timeout: 120_000 }, async () => {
  const { faults, answers } = await fuzzManagement({ requests: 2_000, seed: 20_240_501 })
  expect(faults).toEqual([])
  // Else what is sent has come to be refused before it gets anywhere.
  const taken = (answers[200] ?? 0) + (answers[201] ?? 0) + (answers[204] ?? 0)
  expect(taken).toBeGreaterThan(500)
})
