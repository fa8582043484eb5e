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
export const quantileOf = (sorted: Float64Array, share: number): number =>
  quantileBetween(sorted.length, share, (place) => sorted[place] as number)

/** @param valueAt the value at a place in ascending order */
export function quantileBetween(count: number, share: number, valueAt: (place: number) => number): number {
  if (count === 0) return Number.NaN
  const place = share * (count - 1)
  const below = Math.floor(place)
  const low = valueAt(below)
  const high = valueAt(Math.min(below + 1, count - 1))
  // Equal neighbours may both be infinite.
  return low === high ? low : low + (high - low) * (place - below)
}

/** Different values in ascending order, and how often each stands there. */
export interface ValueCounts {
  readonly values: Float64Array
  readonly counts: Float64Array
}

/** @param sorted ascending, without NaN */
export function countValues(sorted: Float64Array): ValueCounts {
  const values: number[] = []
  const counts: number[] = []
  for (const value of sorted) {
    if (value === values.at(-1)) counts[counts.length - 1] = (counts.at(-1) as number) + 1
    else {
      values.push(value)
      counts.push(1)
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts) }
}

/** The most frequent value, the smallest of several; NaN when there are none. */
export function modeOf({ values, counts }: ValueCounts): number {
  let best = -1
  for (let index = 0; index < counts.length; index += 1) {
    if (best < 0 || (counts[index] as number) > (counts[best] as number)) best = index
  }
  return values[best] ?? Number.NaN
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
