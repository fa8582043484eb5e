import type { CacheUse, LatencySummary, UsageCell } from '@sluice/contracts/usage'
import {
  activeWord,
  blocksPerCell,
  blocksPerHistogram,
  bucketsPerBlock,
  foldedCalls,
  histogramsPerCell,
  leftOutRecords,
  openUsageTable,
  statusBits,
  sums,
  sumsPerCell,
  textLengthWord,
  textOffsetWord,
  turnWord,
  type UsageHalf,
  usedBlocks,
  usedCells,
  usedText,
  wordsPerCell,
} from './usage-table.ts'

/** What was counted since the last look. */
export interface TakenUsage {
  readonly cells: readonly UsageCell[]
  /** Calls whose cells lack dimensions. */
  readonly callsFolded: number
  /** Calls that should have been kept as records. */
  readonly recordsLeftOut: number
}

/** The only one who takes from a table. */
export interface UsageReader {
  /**
   * Everything that the worker counted until now and that was not taken before; the table is empty of it then.
   * @returns undefined while the worker is in the middle of a call's counting: ask again soon
   */
  take(): TakenUsage | undefined
  /** The same when the worker writes no more, whatever it was about to do. */
  takeLast(): TakenUsage
}

/** Counting takes less than a microsecond; a worker that is longer about it waits for a core. */
const looks = 1_000

const cacheUses: readonly CacheUse[] = ['none', 'miss', 'hit']

/** @param buffer of `allocateUsageTable` */
export function createUsageReader(buffer: SharedArrayBuffer): UsageReader {
  const { control, halves } = openUsageTable(buffer)
  /** That is written to no more and still to be read. */
  let left: 0 | 1 | undefined

  return {
    take() {
      if (left === undefined) {
        left = Atomics.load(control, activeWord) as 0 | 1
        Atomics.store(control, activeWord, 1 - left)
      }
      // Whoever began to count before the halves were changed may still write to this one.
      const turn = Atomics.load(control, turnWord)
      for (let look = 0; turn % 2 !== 0 && Atomics.load(control, turnWord) === turn; look += 1) {
        if (look === looks) return undefined
      }
      const taken = empty(halves[left])
      left = undefined
      return taken
    },
    takeLast() {
      const [first, second] = halves.map(empty) as [TakenUsage, TakenUsage]
      left = undefined
      return {
        cells: [...first.cells, ...second.cells],
        callsFolded: first.callsFolded + second.callsFolded,
        recordsLeftOut: first.recordsLeftOut + second.recordsLeftOut,
      }
    },
  }
}

const nothing: TakenUsage = { cells: [], callsFolded: 0, recordsLeftOut: 0 }

function empty(half: UsageHalf): TakenUsage {
  const { header, index, blockOf, counts } = half
  const count = header[usedCells] as number
  if (count === 0) return nothing
  const cells = Array.from({ length: count }, (_, cell) => readCell(half, cell))
  const taken = { cells, callsFolded: header[foldedCalls] as number, recordsLeftOut: header[leftOutRecords] as number }
  index.fill(0)
  blockOf.fill(0, 0, count * blocksPerCell)
  counts.fill(0, 0, count * histogramsPerCell * bucketsPerBlock)
  const pool = (blockOf.length / blocksPerHistogram) * bucketsPerBlock
  counts.fill(0, pool, pool + (header[usedBlocks] as number) * bucketsPerBlock)
  header[usedCells] = 0
  header[usedBlocks] = 0
  header[usedText] = 0
  header[foldedCalls] = 0
  header[leftOutRecords] = 0
  return taken
}

function readCell(half: UsageHalf, cell: number): UsageCell {
  const { keys, sums: values } = half
  const at = cell * wordsPerCell
  const offset = keys[at + textOffsetWord] as number
  const text = String.fromCharCode(...half.text.subarray(offset, offset + (keys[at + textLengthWord] as number)))
  const [service = '', api, operation, product, subscription, user, backend] = text.split('\n')
  const statusAndCache = keys[at + 5] as number
  const sumOf = (name: keyof typeof sums) => values[cell * sumsPerCell + sums[name]] as number
  const calls = sumOf('calls')
  const serviceCount = sumOf('serviceCount')
  const first = cell * blocksPerCell
  return {
    minute: keys[at + 6] as number,
    service,
    ...(api ? { api } : {}),
    ...(operation ? { operation } : {}),
    ...(product ? { product } : {}),
    ...(subscription ? { subscription } : {}),
    ...(user ? { user } : {}),
    ...(backend ? { backend } : {}),
    status: statusAndCache & (2 ** statusBits - 1),
    cache: cacheUses[statusAndCache >> statusBits] ?? 'none',
    calls,
    bytesIn: sumOf('bytesIn'),
    bytesOut: sumOf('bytesOut'),
    apiTime: summaryOf(calls, { sum: sumOf('apiSum'), min: sumOf('apiMin'), max: sumOf('apiMax') }, half, first),
    serviceTime: summaryOf(
      serviceCount,
      { sum: sumOf('serviceSum'), min: sumOf('serviceMin'), max: sumOf('serviceMax') },
      half,
      first + blocksPerHistogram,
    ),
  }
}

function summaryOf(
  count: number,
  { sum, min, max }: { readonly sum: number; readonly min: number; readonly max: number },
  { blockOf, counts }: UsageHalf,
  first: number,
): LatencySummary {
  const buckets: number[] = []
  for (let part = 0; part < blocksPerHistogram; part += 1) {
    const block = blockOf[first + part] as number
    if (block === 0) continue
    const from = (block - 1) * bucketsPerBlock
    for (let bucket = 0; bucket < bucketsPerBlock; bucket += 1) {
      const hits = counts[from + bucket] as number
      if (hits > 0) buckets.push(part * bucketsPerBlock + bucket, hits)
    }
  }
  return { count, sum, min: count === 0 ? 0 : min, max, buckets }
}
