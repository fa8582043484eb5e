import type { FeatureScorer, SparseFeature } from './sparse-feature.ts'

/** The class of each row, from 0. */
export interface TargetClasses {
  readonly classes: Int32Array
  readonly count: number
}

/** How much the means of the classes differ, measured by the spread within them: Σ n(μₖ-μ)² ÷ Σ nσₖ². */
export function fisherScorer(target: TargetClasses): FeatureScorer {
  const sizes = classSizes(target)
  const rowCount = target.classes.length
  return (feature) => {
    const sums = sumByClass(target, feature, (value) => value)
    const mean = total(sums) / rowCount
    let between = 0
    for (const [index, size] of sizes.entries()) between += size * ((sums[index] as number) / size - mean) ** 2
    // Around the means, not as a difference of squares, so that nothing cancels out.
    const means = sums.map((sum, index) => sum / (sizes[index] as number))
    const spreads = sumByClass(target, feature, (value, index) => (value - (means[index] as number)) ** 2)
    const filled = sumByClass(target, feature, () => 1)
    let within = total(spreads)
    for (const [index, size] of sizes.entries()) {
      within += (size - (filled[index] as number)) * (means[index] as number) ** 2
    }
    // What is left of rounding where all values are alike is neither a difference nor a spread.
    const noise = 1e-24 * total(sumByClass(target, feature, (value) => value * value))
    if (between <= noise) return 0
    return within <= noise ? Number.POSITIVE_INFINITY : between / within
  }
}

/** Pearson's χ² of the sums of a feature in each class against those that the sizes of the classes make expect. */
export function chiSquaredScorer(target: TargetClasses): FeatureScorer {
  const sizes = classSizes(target)
  const rowCount = target.classes.length
  return (feature) => {
    const sums = sumByClass(target, feature, (value) => value)
    const all = total(sums)
    if (all === 0) return 0
    let score = 0
    for (const [index, size] of sizes.entries()) {
      const expected = (all * size) / rowCount
      score += ((sums[index] as number) - expected) ** 2 / expected
    }
    return score
  }
}

/** What is known of the class when it is known whether the feature is 0, in nats. */
export function mutualInformationScorer(target: TargetClasses): FeatureScorer {
  const sizes = classSizes(target)
  const rowCount = target.classes.length
  return (feature) => {
    const filled = sumByClass(target, feature, (value) => (value === 0 ? 0 : 1))
    const present = total(filled)
    let score = 0
    const add = (both: number, ofFeature: number, ofClass: number) => {
      if (both > 0) score += (both / rowCount) * Math.log((both * rowCount) / (ofFeature * ofClass))
    }
    for (const [index, size] of sizes.entries()) {
      const both = filled[index] as number
      add(both, present, size)
      add(size - both, rowCount - present, size)
    }
    return Math.max(0, score)
  }
}

function classSizes({ classes, count }: TargetClasses): Float64Array {
  const sizes = new Float64Array(count)
  for (const index of classes) sizes[index] = (sizes[index] as number) + 1
  return sizes
}

function sumByClass(
  { classes, count }: TargetClasses,
  { rows, values }: SparseFeature,
  termOf: (value: number, classIndex: number) => number,
): Float64Array {
  const sums = new Float64Array(count)
  for (let at = 0; at < rows.length; at += 1) {
    const index = classes[rows[at] as number] as number
    sums[index] = (sums[index] as number) + termOf(values[at] as number, index)
  }
  return sums
}

const total = (numbers: Float64Array): number => numbers.reduce((sum, number) => sum + number, 0)
