import type { UsageCell } from '@sluice/contracts'
import {
  addCells,
  allocateUsageTable,
  createUsageReader,
  mergeCells,
  type TakenUsage,
  type UsageReader,
  usageKeyOf,
} from '@sluice/gateway'
import type { Log } from '@sluice/platform'
import { coarsen, isEmptyPart, mergeParts, type UsagePart } from './usage-part.ts'
import type { UsageSpool } from './usage-spool.ts'

/** What a kill may lose is what was counted for so long. */
const intervalMs = 1_000
/** Records that wait to be written; more of them are left out. */
const maxPendingBytes = 8 * 1_048_576

/** Sums that wait in memory because the disk takes nothing; beyond it their minutes become hours. */
const maxPendingCells = 100_000

/** What was counted since the start of this process, for those who watch it. */
export interface UsageReading {
  /** By service, API, operation, backend, status and cache; their minute is 0. */
  readonly cells: readonly UsageCell[]
  readonly recordsLeftOut: number
  readonly callsFolded: number
  /** On disk because management has not taken it yet. */
  readonly waitingBytes: number
}

/** Brings together what the workers count. */
export interface UsageCollector {
  /** Memory for the table of a worker that starts. */
  open(): SharedArrayBuffer
  /** The worker with this table is no more; what it counted is taken. */
  end(table: SharedArrayBuffer): void
  /** Records of single calls from a worker, each as JSON. */
  keepRecords(records: readonly string[]): void
  readUsage(): UsageReading
  /** Takes what there is, now: for the end, when the workers are gone. */
  flush(): void
  close(): void
}

/** @param onAdded is told that there is something to post */
export function collectUsage(options: {
  readonly spool: UsageSpool
  readonly log: Log
  readonly onAdded: () => void
}): UsageCollector {
  const { spool, log, onAdded } = options
  const readers = new Map<SharedArrayBuffer, UsageReader>()
  const totals = new Map<string, UsageCell>()
  let totalLeftOut = 0
  let totalFolded = 0
  /** Not on disk yet: since the last flush, or since the disk took nothing more. */
  let pending: UsagePart = nothing
  let records: string[] = []
  let recordBytes = 0
  let leftOut = 0
  let isFailing = false

  function take(taken: readonly TakenUsage[]): void {
    const part: UsagePart = {
      cells: mergeCells(taken.flatMap(({ cells }) => cells)),
      records: [],
      recordsLeftOut: taken.reduce((sum, { recordsLeftOut }) => sum + recordsLeftOut, 0),
      callsFolded: taken.reduce((sum, { callsFolded }) => sum + callsFolded, 0),
    }
    if (isEmptyPart(part)) return
    for (const cell of part.cells) addToTotals(cell)
    totalLeftOut += part.recordsLeftOut
    totalFolded += part.callsFolded
    pending = isEmptyPart(pending) ? part : mergeParts([pending, part])
  }

  function addToTotals({ product, subscription, user, ...cell }: UsageCell): void {
    const coarse = { ...cell, minute: 0 }
    const key = usageKeyOf(coarse)
    const before = totals.get(key)
    totals.set(key, before === undefined ? coarse : addCells(before, coarse))
  }

  function flush(): void {
    // One that is in the middle of a call is looked at the next time.
    take([...readers.values()].flatMap((reader) => reader.take() ?? []))
    const part: UsagePart = { ...pending, records, recordsLeftOut: pending.recordsLeftOut + leftOut }
    if (isEmptyPart(part)) return
    try {
      spool.add(part)
      pending = nothing
      records = []
      recordBytes = 0
      leftOut = 0
      isFailing = false
      onAdded()
    } catch (error) {
      if (!isFailing)
        log.error('What calls were counted cannot be written; it is kept in memory until it can.', { error })
      isFailing = true
      if (pending.cells.length > maxPendingCells) pending = coarsen(pending, 'hour')
    }
  }

  const timer = setInterval(flush, intervalMs)
  timer.unref()
  return {
    open() {
      const table = allocateUsageTable()
      readers.set(table, createUsageReader(table))
      return table
    },
    end(table) {
      const reader = readers.get(table)
      readers.delete(table)
      if (reader !== undefined) take([reader.takeLast()])
    },
    keepRecords(given) {
      for (const record of given) {
        if (recordBytes + record.length > maxPendingBytes) {
          leftOut += 1
          totalLeftOut += 1
          continue
        }
        records.push(record)
        recordBytes += record.length
      }
    },
    readUsage: () => ({
      cells: [...totals.values()],
      recordsLeftOut: totalLeftOut,
      callsFolded: totalFolded,
      waitingBytes: spool.waitingBytes,
    }),
    flush,
    close: () => clearInterval(timer),
  }
}

const nothing: UsagePart = { cells: [], records: [], recordsLeftOut: 0, callsFolded: 0 }
