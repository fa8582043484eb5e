import { columnAt, createRowKeys, createTable, type Table } from '@sluice/dataflow'
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

/** For each bin the places of its rows. */
export function placesByBin(bins: Int32Array, binCount: number): Int32Array[] {
  const sizes = new Int32Array(binCount)
  for (const bin of bins) if (bin >= 0 && bin < binCount) sizes[bin] = (sizes[bin] as number) + 1
  const places = Array.from(sizes, (size) => new Int32Array(size))
  sizes.fill(0)
  for (const [row, bin] of bins.entries()) {
    if (bin < 0 || bin >= binCount) continue
    const own = places[bin] as Int32Array
    own[sizes[bin] as number] = row
    sizes[bin] = (sizes[bin] as number) + 1
  }
  return places
}
