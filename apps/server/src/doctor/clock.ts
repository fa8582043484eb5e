import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check.ts'

const toleranceMs = 60_000
/** When this was written; a clock before it was never set. */
const earliest = Date.parse('2025-01-01T00:00:00Z')

/** Whether time goes forward: tokens, certificates and rate limits depend on it. */
export const checkClock: Check = async ({ config: { dataFolder }, now }) => {
  const remedy = 'Set the clock, and keep it by a time service (timedatectl set-ntp true).'
  const text = new Date(now).toISOString()
  if (now < earliest) return [{ state: 'fail', text: `${text} lies in the past`, remedy }]
  const newest = existsSync(dataFolder) ? Math.max(0, ...modificationTimes(dataFolder)) : 0
  if (newest <= now + toleranceMs) return [{ state: 'ok', text }]
  return [
    {
      state: 'fail',
      text: `${text} is before the data folder was last written (${new Date(newest).toISOString()})`,
      remedy,
    },
  ]
}

function modificationTimes(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false })
    return stats === undefined ? [] : [stats.mtimeMs]
  })
}
