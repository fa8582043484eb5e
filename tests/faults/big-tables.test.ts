import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faultsOf, workOnBigTable } from './big-tables.ts'

const reason = existsSync('/proc/self/status') ? undefined : 'only Linux tells how much memory a process had'

describe('tables that are larger than the memory they may have', () => {
  const run = reason === undefined ? it : it.skip
  run(
    `are imported, previewed, summarised, split and joined${reason === undefined ? '' : ` (${reason})`}`,
    async () => {
      const outcome = await workOnBigTable(60_000_000, 100_000_000)
      expect(faultsOf(outcome)).toEqual([])
      // Node itself, one row group and its copies, and what the database may have.
      expect(Math.max(...Object.values(outcome.peaks))).toBeLessThan(700_000_000)
    },
    300_000,
  )
})
