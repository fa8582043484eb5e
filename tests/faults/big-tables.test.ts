import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faultsOf, workOnBigTable } from './big-tables.ts'

// Only Linux tells how much memory a process had.
const isMemoryKnown = existsSync('/proc/self/status')

describe('tables that are larger than the memory they may have', () => {
  it.skipIf(!isMemoryKnown)(
    'are imported, previewed, summarised, split and joined',
    async () => {
      const outcome = await workOnBigTable(60_000_000, 100_000_000)
      expect(faultsOf(outcome)).toEqual([])
      // Node itself, a row group and its copies, and what the database may have.
      expect(Math.max(...Object.values(outcome.peaks))).toBeLessThan(700_000_000)
    },
    300_000,
  )
})
