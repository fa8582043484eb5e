import type { FeatureScorer, SparseFeature } from './sparse-feature.ts'

/** |r| of the values. A feature or target that never changes scores 0. */
export function pearsonScorer(target: Float64Array): FeatureScorer {
  const centered = centeredOf(target)
  const spread = withoutNoise(sumOfSquares(centered), sumOfSquares(target))
  return ({ rows, values }) => {
    const rowCount = target.length
    let sum = 0
    for (let at = 0; at < rows.length; at += 1) sum += values[at] as number
    const mean = sum / rowCount
    let products = 0
    // Rows that are 0 lie at -mean.
    let featureSpread = (rowCount - rows.length) * mean * mean
    let squares = 0
    for (let at = 0; at < rows.length; at += 1) {
      const value = values[at] as number
      products += value * (centered[rows[at] as number] as number)
      featureSpread += (value - mean) ** 2
      squares += value * value
    }
    return correlation(products, withoutNoise(featureSpread, squares), spread)
  }
}

/** |ρ|: Pearson's r of the ranks, equal values sharing the mean of theirs. */
export function spearmanScorer(target: Float64Array): FeatureScorer {
  const ofRanks = pearsonScorer(midRanks(target))
  return (feature) => ofRanks(shiftedRanks(feature, target.length))
}

/** |τ-b|: the share of pairs of rows in one order less those in the other, ties taken out. */
export function kendallScorer(target: Float64Array): FeatureScorer {
  const ordered = Float64Array.from(new Set(target)).sort()
  const placeOf = new Map([...ordered].map((value, place) => [value, place]))
  const places = Int32Array.from(target, (value) => placeOf.get(value) as number)
  const sizes = new Float64Array(ordered.length)
  for (const place of places) sizes[place] = (sizes[place] as number) + 1
  const allPairs = pairsOf(target.length)
  const targetPairs = allPairs - sizes.reduce((ties, size) => ties + pairsOf(size), 0)
  return (feature) => {
    const groups = groupsByValue(feature)
    let ties = 0
    let difference = 0
    const before = createPrefixSums(ordered.length)
    const zeros = sizes.slice()
    for (const row of Array.from(feature.rows)) {
      const place = places[row] as number
      zeros[place] = (zeros[place] as number) - 1
    }
    let seen = 0
    const meet = (rows: readonly number[]) => {
      for (const row of rows) {
        const place = places[row] as number
        difference += before.upTo(place - 1) - (seen - before.upTo(place))
      }
      for (const row of rows) before.add(places[row] as number, 1)
      seen += rows.length
      ties += pairsOf(rows.length)
    }
    // All rows that are 0 come in between as one group, counted by their target and never walked through.
    const meetZeros = () => {
      const zeroCount = target.length - feature.rows.length
      if (seen > 0) {
        for (const [place, size] of zeros.entries()) {
          if (size > 0) difference += size * (before.upTo(place - 1) - (seen - before.upTo(place)))
        }
      }
      for (const [place, size] of zeros.entries()) if (size > 0) before.add(place, size)
      seen += zeroCount
      ties += pairsOf(zeroCount)
    }
    let metZeros = false
    for (const { value, rows } of groups) {
      if (value > 0 && !metZeros) {
        meetZeros()
        metZeros = true
      }
      meet(rows)
    }
    if (!metZeros) meetZeros()
    return correlation(difference, allPairs - ties, targetPairs)
  }
}

/** What is left of rounding where all values are alike is no spread. */
const withoutNoise = (spread: number, squares: number): number => (spread <= 1e-24 * squares ? 0 : spread)

const correlation = (products: number, first: number, second: number): number =>
  first <= 0 || second <= 0 ? 0 : Math.min(1, Math.abs(products) / Math.sqrt(first) / Math.sqrt(second))

const pairsOf = (count: number): number => (count * (count - 1)) / 2

function centeredOf(numbers: Float64Array): Float64Array {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  return numbers.map((number) => number - mean)
}

const sumOfSquares = (numbers: Float64Array): number => numbers.reduce((sum, number) => sum + number * number, 0)

/** Ranks from 1. */
function midRanks(numbers: Float64Array): Float64Array {
  const order = Array.from(numbers, (_, row) => row).sort((a, b) => (numbers[a] as number) - (numbers[b] as number))
  const ranks = new Float64Array(numbers.length)
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && numbers[order[end] as number] === numbers[order[start] as number]) end += 1
    for (let at = start; at < end; at += 1) ranks[order[at] as number] = (start + end + 1) / 2
    start = end
  }
  return ranks
}

/** Ranks of the rows that are not 0, less the rank of those that are: correlation does not see the shift. */
function shiftedRanks(feature: SparseFeature, rowCount: number): SparseFeature {
  const zeroCount = rowCount - feature.rows.length
  const groups = groupsByValue(feature)
  const below = groups.reduce((count, { value, rows }) => count + (value < 0 ? rows.length : 0), 0)
  const zeroRank = below + (zeroCount + 1) / 2
  const rows: number[] = []
  const values: number[] = []
  let before = 0
  for (const group of groups) {
    const place = before + (group.value > 0 ? zeroCount : 0)
    const rank = place + (group.rows.length + 1) / 2
    for (const row of group.rows) {
      rows.push(row)
      values.push(zeroCount === 0 ? rank : rank - zeroRank)
    }
    before += group.rows.length
  }
  return { rows, values }
}

/** Rows with equal values, the least value first. */
function groupsByValue({ rows, values }: SparseFeature): { readonly value: number; readonly rows: number[] }[] {
  const groups = new Map<number, number[]>()
  for (let at = 0; at < rows.length; at += 1) {
    const value = values[at] as number
    const group = groups.get(value)
    if (group === undefined) groups.set(value, [rows[at] as number])
    else group.push(rows[at] as number)
  }
  return [...groups].map(([value, members]) => ({ value, rows: members })).sort((a, b) => a.value - b.value)
}

/** Sums of everything up to a place, in logarithmic time (a Fenwick tree). */
function createPrefixSums(size: number) {
  const tree = new Float64Array(size + 1)
  return {
    add(place: number, amount: number): void {
      for (let at = place + 1; at <= size; at += at & -at) tree[at] = (tree[at] as number) + amount
    },
    upTo(place: number): number {
      let sum = 0
      for (let at = place + 1; at > 0; at -= at & -at) sum += tree[at] as number
      return sum
    },
  }
}
