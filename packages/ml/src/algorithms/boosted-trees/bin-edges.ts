/** Most bins of values a feature may have, so that with the one for missing values a bin fits a byte. */
export const maxBins = 255

/**
 * Cuts numbers into bins of about equal size. Equal numbers share a bin; where there is room, each has one of its own.
 * @param numbers without NaN, in any order
 * @param limit on the bins
 * @returns the greatest number of every bin but the last, ascending; none where all numbers are equal
 */
export function findBinEdges(numbers: Float64Array, limit = maxBins): Float64Array {
  const distinct = fewDistinct(numbers, limit)
  if (distinct !== undefined) return between(distinct)
  const ranks = Array.from({ length: limit - 1 }, (_, index) => Math.floor(((index + 1) * numbers.length) / limit))
  const numberAt = rankReader(numbers, ranks)
  const edges: number[] = []
  const largest = numberAt(numbers.length - 1)
  for (const rank of ranks) {
    const edge = midpoint(numberAt(rank - 1), numberAt(rank))
    if (edge < largest && edge > (edges.at(-1) ?? Number.NEGATIVE_INFINITY)) edges.push(edge)
  }
  return Float64Array.from(edges)
}

/** Ascending; undefined when there are more than fit. */
function fewDistinct(numbers: Float64Array, limit: number): Float64Array | undefined {
  const seen = new Set<number>()
  for (let index = 0; index < numbers.length; index += 1) {
    seen.add(numbers[index] as number)
    if (seen.size > limit) return undefined
  }
  return Float64Array.from(seen).sort()
}

const between = (sorted: Float64Array): Float64Array =>
  Float64Array.from({ length: Math.max(0, sorted.length - 1) }, (_, index) =>
    midpoint(sorted[index] as number, sorted[index + 1] as number),
  )

/** Between two numbers; never reaches the greater one, whatever rounding and infinities do. */
export function midpoint(lower: number, greater: number): number {
  const middle = lower + (greater - lower) / 2
  return middle >= lower && middle < greater ? middle : lower
}

/**
 * Reads the numbers at some ranks, and just before these and at the end, as if all were sorted. To sort all would take
 * longer than many trees, so they are dealt out by size and only those near a rank are sorted.
 */
function rankReader(numbers: Float64Array, ranks: readonly number[]): (rank: number) => number {
  const boxCount = 1 << 14
  let least = Number.POSITIVE_INFINITY
  let greatest = Number.NEGATIVE_INFINITY
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] as number
    if (number < least) least = number
    if (number > greatest) greatest = number
  }
  const scale = (boxCount - 1) / (greatest - least)
  if (!(scale > 0 && Number.isFinite(scale))) return sortedReader(numbers)
  const starts = new Uint32Array(boxCount + 1)
  for (let index = 0; index < numbers.length; index += 1) {
    const box = ((numbers[index] as number) - least) * scale
    starts[(box >>> 0) + 1] = (starts[(box >>> 0) + 1] as number) + 1
  }
  let fullest = 0
  for (let box = 0; box < boxCount; box += 1) {
    fullest = Math.max(fullest, starts[box + 1] as number)
    starts[box + 1] = (starts[box] as number) + (starts[box + 1] as number)
  }
  // Most of them lie close together, a few far away: there is nothing to gain.
  if (fullest * ranks.length > numbers.length * 16) return sortedReader(numbers)
  const dealt = new Float64Array(numbers.length)
  const next = starts.slice()
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] as number
    const box = ((number - least) * scale) >>> 0
    const place = next[box] as number
    dealt[place] = number
    next[box] = place + 1
  }
  const isSorted = new Uint8Array(boxCount)
  return (rank) => {
    const box = (((dealt[rank] as number) - least) * scale) >>> 0
    if (isSorted[box] === 0) {
      dealt.subarray(starts[box], starts[box + 1]).sort()
      isSorted[box] = 1
    }
    return dealt[rank] as number
  }
}

function sortedReader(numbers: Float64Array): (rank: number) => number {
  const sorted = numbers.slice().sort()
  return (rank) => sorted[rank] as number
}
