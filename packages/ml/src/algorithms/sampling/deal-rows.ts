/** Which bin the next row of a stratum goes to. */
export type Dealer = (stratum: number) => number

/**
 * How rows are dealt to bins: by chance; in turn, as cards are dealt; or in blocks, the first rows to the first bin.
 * In each case a bin gets exactly as many rows of a stratum as `sizes` says.
 */
export type DealOrder = 'random' | 'in-turn' | 'blocks'

/** Whole rows of a share, rounded down; what only the binary form of the fraction takes away is given back. */
export const rowsOfShare = (rowCount: number, share: number): number =>
  Math.floor(Number((rowCount * share).toPrecision(12)))

/** Sizes of bins that have these shares of the rows: whole rows first, then one each to the largest remainders. */
export function sizesOfShares(rowCount: number, shares: readonly number[]): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return distribute(
    rowCount,
    shares.map((share) => (rowCount * share) / whole),
  )
}

/**
 * Rows that each bin gets of each stratum, so that each bin has as many rows as it should and of each stratum its
 * share, up to one row.
 * @param strata how many rows each has
 * @param bins how many rows each should get; together as many as the strata have
 */
export function sizesByStratum(strata: readonly number[], bins: readonly number[]): number[][] {
  const left = [...strata]
  let rowsLeft = strata.reduce((sum, size) => sum + size, 0)
  const byBin = bins.map((size) => {
    const taken = distribute(
      size,
      left.map((rows) => (rowsLeft === 0 ? 0 : (rows * size) / rowsLeft)),
    )
    for (const [stratum, rows] of taken.entries()) left[stratum] = (left[stratum] as number) - rows
    rowsLeft -= size
    return taken
  })
  return strata.map((_, stratum) => byBin.map((taken) => taken[stratum] as number))
}

/** Whole numbers near the quotas, of this sum; the larger remainder goes first, of equal ones the earlier. */
function distribute(total: number, quotas: readonly number[]): number[] {
  const exact = quotas.map((quota) => Number(quota.toPrecision(12)))
  const sizes = exact.map(Math.floor)
  const left = total - sizes.reduce((sum, size) => sum + size, 0)
  const byRemainder = exact
    .map((quota, place) => ({ place, remainder: quota - Math.floor(quota) }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place)
  for (const { place } of byRemainder.slice(0, left)) sizes[place] = (sizes[place] as number) + 1
  return sizes
}

/**
 * Deals rows one after another without knowing them, so that any number of rows can be dealt in little memory. By
 * chance, a row goes to a bin with the probability of the places left there: each choice of rows is equally likely.
 * @param sizes of each stratum, how many rows each bin gets
 * @see Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S
 */
export function createDealer(sizes: readonly (readonly number[])[], order: DealOrder, random: () => number): Dealer {
  const left = sizes.map((bins) => [...bins])
  const rowsLeft = sizes.map((bins) => bins.reduce((sum, size) => sum + size, 0))
  const rows = [...rowsLeft]

  const choose: { readonly [Order in DealOrder]: (stratum: number, bins: readonly number[]) => number } = {
    random(stratum, bins) {
      let place = random() * (rowsLeft[stratum] as number)
      for (let bin = 0; bin < bins.length; bin += 1) {
        place -= bins[bin] as number
        if (place < 0) return bin
      }
      return bins.findLastIndex((size) => size > 0)
    },
    blocks: (_, bins) => bins.findIndex((size) => size > 0),
    'in-turn'(stratum, bins) {
      const total = rows[stratum] as number
      const share = (total - (rowsLeft[stratum] as number) + 1) / total
      let chosen = -1
      let largest = Number.NEGATIVE_INFINITY
      for (const [bin, size] of bins.entries()) {
        const whole = sizes[stratum]?.[bin] as number
        const behind = whole * share - (whole - size)
        if (size > 0 && behind > largest + 1e-9) {
          chosen = bin
          largest = behind
        }
      }
      return chosen
    },
  }

  return (stratum) => {
    const bins = left[stratum]
    if (bins === undefined || rowsLeft[stratum] === 0) throw new RangeError('There are more rows than were counted.')
    const bin = choose[order](stratum, bins)
    bins[bin] = (bins[bin] as number) - 1
    rowsLeft[stratum] = (rowsLeft[stratum] as number) - 1
    return bin
  }
}
