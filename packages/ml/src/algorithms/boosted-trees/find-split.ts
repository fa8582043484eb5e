import type { PairScale } from './row-pairs.ts'
import { type PlacedFeature, pairWords, type TrainingMemory, zeroBinOf } from './training-memory.ts'

/** Sums over rows, in the units of the pairs. */
export interface Sums {
  readonly gradient: number
  readonly curvature: number
  readonly count: number
}

/** Rows up to a bin go left, and missing values where they fit better. */
export interface Split {
  readonly feature: PlacedFeature
  readonly lastLeftBin: number
  readonly missingGoesLeft: boolean
  /** By how much the loss falls, twice, in the unit of the loss. */
  readonly gain: number
  readonly left: Sums
  readonly right: Sums
}

export interface SplitRules {
  readonly minRowsPerLeaf: number
  /** In the unit of the loss; below it a leaf has nothing to say. */
  readonly minCurvaturePerLeaf: number
}

const twoTo32 = 2 ** 32

/** Writes the sums of rows that sparse features do not list: what the others leave of the total. */
export function completeZeroBins(memory: TrainingMemory, histogram: number, total: Sums): void {
  const { words, signedWords, features, denseCount } = memory
  for (let index = denseCount; index < features.length; index += 1) {
    const feature = features[index] as PlacedFeature
    const zeroAt = histogram / 4 + (feature.offset + zeroBinOf(feature)) * pairWords
    let { gradient, curvature, count } = total
    let at = histogram / 4 + feature.offset * pairWords
    for (let bin = 0; bin < feature.binCount; bin += 1) {
      if (at !== zeroAt) {
        gradient -= (signedWords[at + 1] as number) * twoTo32 + (words[at] as number)
        curvature -= words[at + 2] as number
        count -= words[at + 3] as number
      }
      at += pairWords
    }
    const high = Math.floor(gradient / twoTo32)
    words[zeroAt] = gradient - high * twoTo32
    signedWords[zeroAt + 1] = high
    words[zeroAt + 2] = curvature
    words[zeroAt + 3] = count
  }
}

/** The sums over all rows of a histogram, read off its first dense feature or given by the sparse ones' completion. */
export function sumRows({ words, signedWords, addresses, rowCount }: TrainingMemory): Sums {
  let gradient = 0
  let curvature = 0
  let at = addresses.pairs / 4
  for (let row = 0; row < rowCount; row += 1) {
    gradient += (signedWords[at + 1] as number) * twoTo32 + (words[at] as number)
    curvature += words[at + 2] as number
    at += pairWords
  }
  return { gradient, curvature, count: rowCount }
}

/** The split of a leaf that lowers the loss most; the first of equal ones. */
export function findSplit(
  memory: TrainingMemory,
  histogram: number,
  total: Sums,
  scale: PairScale,
  rules: SplitRules,
): Split | undefined {
  const { words, signedWords, features } = memory
  const minRows = rules.minRowsPerLeaf
  const minCurvature = Math.max(1, rules.minCurvaturePerLeaf * scale.curvature)
  const parent = (total.gradient * total.gradient) / total.curvature
  // What is left of the loss by rounding is no gain.
  let best = parent * (1 + 1e-12)
  let bestFeature: PlacedFeature | undefined
  let bestBin = 0
  let bestMissingLeft = false
  let bestGradient = 0
  let bestCurvature = 0
  let bestCount = 0
  for (let index = 0; index < features.length; index += 1) {
    const feature = features[index] as PlacedFeature
    const start = histogram / 4 + feature.offset * pairWords
    const valueBins = feature.binCount - (feature.hasMissing ? 1 : 0)
    const missingAt = start + valueBins * pairWords
    const missingCount = feature.hasMissing ? (words[missingAt + 3] as number) : 0
    // Missing values on the right, then on the left. Without any, the second pass would find what the first did.
    for (let pass = 0; pass < (missingCount === 0 ? 1 : 2); pass += 1) {
      let gradient = 0
      let curvature = 0
      let count = 0
      if (pass === 1) {
        gradient = (signedWords[missingAt + 1] as number) * twoTo32 + (words[missingAt] as number)
        curvature = words[missingAt + 2] as number
        count = missingCount
      }
      const binLimit = pass === 0 && missingCount > 0 ? valueBins : valueBins - 1
      let at = start
      for (let bin = 0; bin < binLimit; bin += 1, at += pairWords) {
        const binCount = words[at + 3] as number
        if (binCount === 0) continue
        gradient += (signedWords[at + 1] as number) * twoTo32 + (words[at] as number)
        curvature += words[at + 2] as number
        count += binCount
        if (count < minRows || curvature < minCurvature) continue
        const otherCurvature = total.curvature - curvature
        if (total.count - count < minRows || otherCurvature < minCurvature) break
        const otherGradient = total.gradient - gradient
        // Compared without dividing, which would take longer than all else here.
        const scaled = gradient * gradient * otherCurvature + otherGradient * otherGradient * curvature
        const divisor = curvature * otherCurvature
        if (scaled > best * divisor) {
          best = scaled / divisor
          bestFeature = feature
          bestBin = bin
          bestMissingLeft = pass === 1
          bestGradient = gradient
          bestCurvature = curvature
          bestCount = count
        }
      }
    }
  }
  if (bestFeature === undefined) return undefined
  const left = { gradient: bestGradient, curvature: bestCurvature, count: bestCount }
  const right = {
    gradient: total.gradient - bestGradient,
    curvature: total.curvature - bestCurvature,
    count: total.count - bestCount,
  }
  const isMissingSeen = bestFeature.hasMissing && missingCountOf(memory, histogram, bestFeature) > 0
  return {
    feature: bestFeature,
    lastLeftBin: bestBin,
    // Values that were never missing here go where most rows went.
    missingGoesLeft: isMissingSeen ? bestMissingLeft : left.count >= right.count,
    gain: ((best - parent) * scale.curvature) / (scale.gradient * scale.gradient),
    left,
    right,
  }
}

const missingCountOf = ({ words }: TrainingMemory, histogram: number, { offset, binCount }: PlacedFeature): number =>
  words[histogram / 4 + (offset + binCount - 1) * pairWords + 3] as number
