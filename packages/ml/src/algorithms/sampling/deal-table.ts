import { columnAt, createRowKeys, createTable, selectRows, type Table } from '@sluice/dataflow'
import { createSeededRandom } from '../seeded-random.ts'
import { createDealer, type Dealer, type DealOrder, sizesByStratum } from './deal-rows.ts'

export interface DealOptions {
  /** How many rows each bin gets, from how many there are. */
  sizesOf(rowCount: number): readonly number[]
  readonly order: DealOrder
  readonly seed: number
  readonly rowCount: number
  /** Place of the column whose values each bin has in the same shares; undefined: all rows are alike. */
  readonly key: number | undefined
}

/** Deals the rows of a dataset that passes piece by piece: where it has strata first to be counted, then to be dealt. */
export interface TableDeal {
  /** Undefined where nothing has to be counted. */
  readonly observe: ((piece: Table) => void) | undefined
  /** The bin of each row of the piece; pieces come in the order in which they were observed. */
  deal(piece: Table): Int32Array
}

export function createTableDeal({ sizesOf, order, seed, rowCount, key }: DealOptions): TableDeal {
  const keys = createRowKeys()
  const counts: number[] = key === undefined ? [rowCount] : []
  let dealer: Dealer | undefined
  const strataOf = (piece: Table): Int32Array => {
    if (key === undefined) return new Int32Array(piece.rowCount)
    return keys.numbersOf(createTable(piece.rowCount, [columnAt(piece, key)]))
  }
  const createOwnDealer = () => {
    return createDealer(sizesByStratum(counts, sizesOf(rowCount)), order, createSeededRandom(seed))
  }
  return {
    observe:
      key === undefined
        ? undefined
        : (piece) => {
            for (const stratum of strataOf(piece)) counts[stratum] = (counts[stratum] ?? 0) + 1
          },
    deal(piece) {
      dealer ??= createOwnDealer()
      return strataOf(piece).map(dealer)
    },
  }
}

/** For each bin its rows, in order; rows of other bins are left out. */
export function rowsByBin(table: Table, bins: Int32Array, binCount: number): Table[] {
  return Array.from({ length: binCount }, (_, bin) =>
    selectRows(
      table,
      Int32Array.from(bins.keys()).filter((row) => bins[row] === bin),
    ),
  )
}
