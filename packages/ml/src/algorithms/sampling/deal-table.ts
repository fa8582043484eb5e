import { columnAt, createRowKeys, createTable, selectRows, type Table } from '@sluice/dataflow'
import { createSeededRandom } from '../seeded-random.ts'
import { createDealer, type Dealer, type DealOrder, sizesByStratum } from './deal-rows.ts'

/** Counts the strata of a dataset that passes piece by piece, and tells them when it passes again. */
export interface Strata {
  /** Undefined where nothing has to be counted. */
  readonly observe: ((piece: Table) => void) | undefined
  /** How many rows each has. */
  readonly counts: readonly number[]
  /** The stratum of each row. */
  of(piece: Table): Int32Array
}

/** @param key place of the column whose values are the strata; undefined: all rows are alike */
export function createStrata(rowCount: number, key: number | undefined): Strata {
  if (key === undefined) {
    return { observe: undefined, counts: [rowCount], of: (piece) => new Int32Array(piece.rowCount) }
  }
  const keys = createRowKeys()
  const counts: number[] = []
  const strataOf = (piece: Table) => keys.numbersOf(createTable(piece.rowCount, [columnAt(piece, key)]))
  return {
    observe(piece) {
      for (const stratum of strataOf(piece)) counts[stratum] = (counts[stratum] ?? 0) + 1
    },
    counts,
    of: strataOf,
  }
}

export interface DealOptions {
  /** How many rows each bin gets. */
  readonly bins: readonly number[]
  readonly order: DealOrder
  readonly seed: number
  readonly strata: Strata
}

/** The bin of each row; pieces come in the order in which they were observed. */
export function createTableDeal({ bins, order, seed, strata }: DealOptions): (piece: Table) => Int32Array {
  let dealer: Dealer | undefined
  return (piece) => {
    dealer ??= createDealer(sizesByStratum(strata.counts, bins), order, createSeededRandom(seed))
    return strata.of(piece).map(dealer)
  }
}

/** For each bin its rows, in order; rows of other bins are left out. */
export function rowsByBin(table: Table, bins: Int32Array, binCount: number): Table[] {
  return Array.from({ length: binCount }, (_, bin) => {
    let count = 0
    for (const own of bins) if (own === bin) count += 1
    const rows = new Int32Array(count)
    let place = 0
    for (let row = 0; row < bins.length; row += 1) {
      if (bins[row] !== bin) continue
      rows[place] = row
      place += 1
    }
    return selectRows(table, rows)
  })
}
