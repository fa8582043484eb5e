import { expect, it } from 'vitest'
import { killDuringImports } from './kill-during-imports.ts'
import { killDuringRuns } from './kill-during-runs.ts'
import { killStorage } from './kill-storage.ts'

// The long runs are `npm run torture`, with the same code. In a file of its own, so that two processes share the kills.

it('runs whose role or processes are killed end as they should, with right results', { timeout: 300_000 }, async () => {
  const result = await killDuringRuns({ kills: 3, seed: 20_240_502 })
  expect(result.faults).toEqual([])
  expect(result.comparedResults).toBeGreaterThanOrEqual(7)
})

it('uploads and imports whose role or reader is killed lose nothing that was acknowledged', {
  timeout: 300_000,
}, async () => {
  const result = await killDuringImports({ kills: 4, seed: 20_240_503 })
  expect(result.faults).toEqual([])
  expect(result.comparedDatasets).toBeGreaterThan(0)
  // Whether a kill meets an upload is chance; the full trial of `npm run torture` tells how many were gone on with.
})

it('a storage that is killed again and again keeps what it acknowledged, byte for byte', {
  timeout: 300_000,
}, async () => {
  const result = await killStorage({ kills: 5, seed: 20_240_503 })
  expect(result.faults).toEqual([])
  expect(result.integrity).toBe('ok')
  expect(result.acknowledgedPuts + result.acknowledgedLists).toBeGreaterThan(30)
})
