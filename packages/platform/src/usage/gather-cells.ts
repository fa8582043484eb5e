import { addSpreads, addSums, outcomeOfStatus, type Spread, type UsageCell, type UsageSums } from '@sluice/contracts'
import { type KeptFrom, type UsageLevel, usageLevels } from './usage-levels.ts'
import { type Subject, subjectsOf } from './usage-subjects.ts'

/** What is to be added to one row of a table. */
export interface UsageAddition {
  readonly level: UsageLevel
  readonly subject: Subject
  /** Number of the level. */
  readonly time: number
  readonly sums: UsageSums
  readonly spread: Spread
}

/** Sums up cells by subject, level and time. What is older than all that a level keeps is left out of it. */
export function gatherCells(cells: readonly UsageCell[], keptFrom: KeptFrom): UsageAddition[] {
  const additions = new Map<string, UsageAddition>()
  const oldest = keptFrom.day
  const subjects = new Map<string, readonly Subject[]>()
  for (const cell of cells) {
    if (cell.minute < oldest) continue
    const sums = toCellSums(cell)
    const spread = toCellSpread(cell)
    const key = JSON.stringify([cell.service, cell.api, cell.operation, cell.product, cell.subscription, cell.user])
    const counted = subjects.get(key) ?? subjectsOf(cell)
    subjects.set(key, counted)
    for (const subject of counted) {
      for (const level of usageLevels) {
        if (cell.minute < keptFrom[level.name]) continue
        const time = Math.floor(cell.minute / level.minutes)
        const place = `${level.name} ${time} ${subject.key}`
        const known = additions.get(place)
        additions.set(
          place,
          known === undefined
            ? { level, subject, time, sums, spread }
            : { ...known, sums: addSums(known.sums, sums), spread: addSpreads(known.spread, spread) },
        )
      }
    }
  }
  return [...additions.values()]
}

function toCellSums({ status, cache, calls, bytesIn, bytesOut, apiTime, serviceTime }: UsageCell): UsageSums {
  const outcome = outcomeOfStatus(status)
  return {
    success: outcome === 'success' ? calls : 0,
    blocked: outcome === 'blocked' ? calls : 0,
    failed: outcome === 'failed' ? calls : 0,
    other: outcome === 'other' ? calls : 0,
    hits: cache === 'hit' ? calls : 0,
    misses: cache === 'miss' ? calls : 0,
    bytesIn,
    bytesOut,
    apiCount: apiTime.count,
    apiSum: apiTime.sum,
    apiMin: apiTime.min,
    apiMax: apiTime.max,
    serviceCount: serviceTime.count,
    serviceSum: serviceTime.sum,
    serviceMin: serviceTime.min,
    serviceMax: serviceTime.max,
  }
}

const toCellSpread = ({ status, calls, apiTime, serviceTime }: UsageCell): Spread => ({
  statuses: [status, calls],
  api: apiTime.buckets,
  service: serviceTime.buckets,
})
