import { pairWords, type TrainingMemory } from './training-memory.ts'

/** What the whole numbers of a histogram are worth. */
export interface PairScale {
  readonly gradient: number
  readonly curvature: number
}

const twoTo32 = 2 ** 32

/**
 * Writes gradients and curvatures into the pairs of the rows, as whole numbers as large as their sums allow.
 * Whole numbers add up to the same in every order, so histograms can be subtracted from one another, and divided
 * among threads or taken in another order of rows, without a trace in the model.
 */
export function writePairs(
  { words, signedWords, addresses, rowCount }: TrainingMemory,
  gradients: Float64Array,
  curvatures: Float64Array,
): PairScale {
  const gradientScale = powerOfTwoBelow(2 ** 52 / (rowCount * largest(gradients)))
  const curvatureScale = scaleForSum(curvatures, twoTo32 - 1 - rowCount)
  let at = addresses.pairs / 4
  for (let row = 0; row < rowCount; row += 1) {
    const gradient = Math.floor((gradients[row] as number) * gradientScale + 0.5)
    const high = Math.floor(gradient / twoTo32)
    words[at] = gradient - high * twoTo32
    signedWords[at + 1] = high
    words[at + 2] = (curvatures[row] as number) * curvatureScale + 0.5
    words[at + 3] = 1
    at += pairWords
  }
  return { gradient: gradientScale, curvature: curvatureScale }
}

function largest(numbers: Float64Array): number {
  let most = 0
  for (let index = 0; index < numbers.length; index += 1) most = Math.max(most, Math.abs(numbers[index] as number))
  return most
}

/** 1 where there is nothing to scale. */
const powerOfTwoBelow = (number: number): number =>
  Number.isFinite(number) && number > 0 ? 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(number)))) : 1

/** Such that the rounded numbers add up to no more than the limit; whole where that is possible, so that 1 stays exact. */
function scaleForSum(numbers: Float64Array, limit: number): number {
  const most = largest(numbers)
  if (most === 0) return 1
  // A sum of whole numbers too: one of fractions would depend on the order of rows.
  const fine = powerOfTwoBelow(2 ** 52 / (numbers.length * most))
  let sum = 0
  for (let index = 0; index < numbers.length; index += 1) sum += Math.ceil((numbers[index] as number) * fine)
  const scale = (limit / sum) * fine
  return scale >= 1 ? Math.floor(scale) : scale
}
