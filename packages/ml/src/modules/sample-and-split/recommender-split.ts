import { columnAt, createRowKeys, createTable, type RowKeys, type Table } from '@sluice/dataflow'
import { createDealer, rowsOfShare, sizesOfShares } from '../../algorithms/sampling/deal-rows.ts'
import { rowsByBin } from '../../algorithms/sampling/deal-table.ts'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import type { RowSelection } from '../row-selection.ts'

export interface RecommenderSplit {
  readonly trainingOnlyUsers: number
  readonly testRatingsForTraining: number
  readonly coldUsers: number
  readonly coldItems: number
  readonly ignoredUsers: number
  readonly ignoredItems: number
  readonly removesColdItems: boolean
  readonly seed: number
}

const use = { test: 0, trainingOnly: 1, cold: 2, ignored: 3 } as const
const nowhere = -1
const open = 2

/**
 * Splits ratings, user and item in the first two columns. Users and items are dealt their uses by chance: what is
 * ignored is in no output; what is cold is in the second only; users for training only are in the first only. Of the
 * ratings of each other user a share goes to the first output, the rest to the second.
 */
export function selectRatings(options: RecommenderSplit): RowSelection {
  const users = createRowKeys()
  const items = createRowKeys()
  let useOfUser: Int8Array = new Int8Array(0)
  let useOfItem: Int8Array = new Int8Array(0)
  /** Of each user how many ratings are free to go to either output. */
  let openRatings = new Int32Array(0)
  let dealt: ((user: number) => number) | undefined
  let trainedItems = new Uint8Array(0)

  const random = (part: number) => createSeededRandom(options.seed * 4 + part)
  const createDealt = () => {
    const sizes = Array.from(openRatings, (count) => {
      const first = rowsOfShare(count, options.testRatingsForTraining)
      return [first, count - first]
    })
    return createDealer(sizes, 'random', random(3))
  }
  /** 0, 1, nowhere, or open where it is left to the deal. */
  const fixedPlace = (user: number, item: number): number => {
    const ofUser = useOfUser[user]
    const ofItem = useOfItem[item]
    if (ofUser === use.ignored || ofItem === use.ignored) return nowhere
    if (ofUser === use.trainingOnly) return ofItem === use.cold ? nowhere : 0
    return ofUser === use.cold || ofItem === use.cold ? 1 : open
  }
  const eachRating = (piece: Table, visit: (user: number, item: number, row: number) => void) => {
    const ofUsers = numbersOf(users, piece, 0)
    const ofItems = numbersOf(items, piece, 1)
    for (let row = 0; row < piece.rowCount; row += 1) visit(ofUsers[row] as number, ofItems[row] as number, row)
  }

  const observers: ((piece: Table) => void)[] = [
    (piece) => eachRating(piece, () => {}),
    (piece) => {
      if (openRatings.length === 0) {
        const { trainingOnlyUsers, coldUsers, ignoredUsers, coldItems, ignoredItems } = options
        useOfUser = dealUses(users.count, [trainingOnlyUsers, coldUsers, ignoredUsers], random(1))
        useOfItem = dealUses(items.count, [0, coldItems, ignoredItems], random(2))
        openRatings = new Int32Array(users.count)
      }
      eachRating(piece, (user, item) => {
        if (fixedPlace(user, item) === open) openRatings[user] = (openRatings[user] as number) + 1
      })
    },
  ]
  const placeBy = (deal: (user: number) => number, user: number, item: number) => {
    const fixed = fixedPlace(user, item)
    return fixed === open ? deal(user) : fixed
  }
  if (options.removesColdItems) {
    let rehearsal: ((user: number) => number) | undefined
    observers.push((piece) => {
      rehearsal ??= createDealt()
      if (trainedItems.length === 0) trainedItems = new Uint8Array(items.count)
      const deal = rehearsal
      eachRating(piece, (user, item) => {
        if (placeBy(deal, user, item) === 0) trainedItems[item] = 1
      })
    })
  }

  return {
    observers,
    take(piece) {
      dealt ??= createDealt()
      const deal = dealt
      const places = new Int32Array(piece.rowCount)
      eachRating(piece, (user, item, row) => {
        const place = placeBy(deal, user, item)
        const isColdByChance =
          options.removesColdItems && useOfItem[item] !== use.cold && trainedItems[item] === 0 && place === 1
        places[row] = isColdByChance ? nowhere : place
      })
      return rowsByBin(piece, places, 2)
    },
  }
}

const numbersOf = (keys: RowKeys, piece: Table, column: number): Int32Array =>
  keys.numbersOf(createTable(piece.rowCount, [columnAt(piece, column)]))

/** Uses by their shares; what is left over is for the test. */
function dealUses(count: number, shares: readonly [number, number, number], random: () => number): Int8Array {
  const rest = Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0))
  const deal = createDealer([sizesOfShares(count, [rest, ...shares])], 'random', random)
  return Int8Array.from({ length: count }, () => deal(0))
}
