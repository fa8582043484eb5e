/** The values that are there, in ascending order. @param numbers NaN = missing */
export const sortedValues = (numbers: Float64Array): Float64Array =>
  numbers.filter((value) => !Number.isNaN(value)).sort()

/** Sums with the lost low digits kept, so that a million small values count beside a large one (Neumaier). */
export function exactSum(numbers: Iterable<number>): number {
  let sum = 0
  let lost = 0
  for (const value of numbers) {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return Number.isFinite(sum) ? sum + lost : sum
}

export const meanOf = (values: Float64Array): number => exactSum(values) / values.length

/**
 * The value below which this share of the values lies, between two neighbours linearly (type 7 of Hyndman and Fan, the
 * rule of NumPy, R and Excel). NaN when there are none.
 */
export function quantileOf(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number
  // Equal neighbours may both be infinite.
  return low === high ? low : low + (high - low) * (place - below)
}

/** The most frequent value, the smallest of several; NaN when there are none. */
export function modeOf(sorted: Float64Array): number {
  let best = Number.NaN
  let bestCount = 0
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1
    while (end < sorted.length && sorted[end] === sorted[start]) end += 1
    if (end - start > bestCount) {
      bestCount = end - start
      best = sorted[start] as number
    }
    start = end
  }
  return best
}

/** The most frequent of some texts or whole numbers, the first in order of several; undefined when there are none. */
export function mostFrequent<Value extends string | bigint>(values: Iterable<Value>): Value | undefined {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: Value | undefined
  let bestCount = 0
  for (const [value, count] of counts) {
    if (count < bestCount || (count === bestCount && best !== undefined && value > best)) continue
    best = value
    bestCount = count
  }
  return best
}
