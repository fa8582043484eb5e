import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { binFeatures } from './bin-features.ts'
import { type GrownLeaf, growTree } from './grow-tree.ts'
import type { BoostingLoss } from './losses.ts'
import { writePairs } from './row-pairs.ts'
import { createTrainingMemory, type TrainingMemory } from './training-memory.ts'
import { createTreeBuilder } from './tree-builder.ts'
import type { TreeEnsemble } from './tree-ensemble.ts'

export interface BoostingSettings {
  readonly loss: BoostingLoss
  readonly treeCount: number
  readonly maxLeaves: number
  readonly minRowsPerLeaf: number
  /** What part of its step each tree takes. */
  readonly learningRate: number
}

export interface BoostingExamples {
  readonly matrix: FeatureMatrix
  readonly labels: Float64Array
  readonly weights: Float64Array | undefined
}

export interface BoostingStep {
  readonly treeCount: number
  /** Mean over the training rows, before this tree. */
  readonly loss: number
}

export interface BoostedTrees {
  readonly ensemble: TreeEnsemble
  /** Mean over the training rows before each tree, and after the last. */
  readonly losses: Float64Array
}

/** As much as rounding leaves of a difference between numbers of the size of 1. */
const rounding = 1e-14

/**
 * Adds tree after tree, each fitted to where the loss still falls; stops early where no split lowers it.
 * Yields before each tree, so that whoever trains can stop, report, or let others work.
 * Memory: for each row one byte a dense feature and 9 bytes an entry of a sparse one, and 90 bytes more; histograms of
 * 256 MB at most.
 * @throws RangeError when that does not fit into 4 GB
 */
export function* boostTrees(
  { matrix, labels, weights }: BoostingExamples,
  settings: BoostingSettings,
): Generator<BoostingStep, BoostedTrees> {
  const { loss, learningRate, minRowsPerLeaf, maxLeaves } = settings
  const memory = createTrainingMemory(binFeatures(matrix, minRowsPerLeaf), matrix.rowCount, maxLeaves)
  const base = loss.base(labels, weights)
  const predictions = new Float64Array(matrix.rowCount).fill(base)
  const slopes = new Float64Array(matrix.rowCount)
  const curvatures = new Float64Array(matrix.rowCount)
  const builder = createTreeBuilder()
  const losses: number[] = []
  const rules = {
    maxLeaves,
    minRowsPerLeaf,
    minCurvaturePerLeaf: 1e-3 * meanWeight(weights),
    leafValue: (gradient: number, curvature: number) =>
      curvature === 0 ? 0 : learningRate * Math.max(-loss.maxStep, Math.min(loss.maxStep, -gradient / curvature)),
  }
  const size = labels.reduce((most, label) => Math.max(most, Math.abs(label)), 0)
  const measure = () => loss.differentiate(predictions, labels, weights, slopes, curvatures)
  losses.push(measure())
  for (let treeCount = 0; treeCount < settings.treeCount; treeCount += 1) {
    yield { treeCount, loss: losses[treeCount] as number }
    if (slopes.every((slope) => Math.abs(slope) <= rounding * size)) break
    const leaves = growTree(memory, writePairs(memory, slopes, curvatures), rules, builder)
    addValues(memory, leaves, predictions)
    losses.push(measure())
    if (leaves.length === 1) break
  }
  return { ensemble: builder.toEnsemble(base), losses: Float64Array.from(losses) }
}

function meanWeight(weights: Float64Array | undefined): number {
  if (weights === undefined || weights.length === 0) return 1
  return weights.reduce((sum, weight) => sum + weight, 0) / weights.length
}

function addValues({ words, addresses }: TrainingMemory, leaves: readonly GrownLeaf[], predictions: Float64Array) {
  for (const { start, count, value } of leaves) {
    const first = addresses.rows / 4 + start
    for (let place = first; place < first + count; place += 1) {
      const row = words[place] as number
      predictions[row] = (predictions[row] as number) + value
    }
  }
}
