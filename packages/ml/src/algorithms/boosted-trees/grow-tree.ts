import { completeZeroBins, findSplit, type Split, type SplitRules, type Sums, sumRows } from './find-split.ts'
import type { FourFeatures } from './histogram-kernel.ts'
import type { PairScale } from './row-pairs.ts'
import { type PlacedFeature, pairBytes, spreadBins, type TrainingMemory } from './training-memory.ts'
import type { TreeBuilder } from './tree-builder.ts'

export interface TreeRules extends SplitRules {
  readonly maxLeaves: number
  /** Of the sums of a leaf, in the unit of the loss. */
  leafValue(gradient: number, curvature: number): number
}

/** Rows of the training data that came to one leaf, and what they are to be given. */
export interface GrownLeaf {
  /** Place among the rows in the memory, which stand in the order of the leaves. */
  readonly start: number
  readonly count: number
  readonly value: number
}

interface OpenLeaf {
  readonly node: number
  readonly start: number
  readonly sums: Sums
  /** Address; of leaves that may be split, where histograms are kept. */
  histogram: number | undefined
  split: Split | undefined
}

/**
 * Grows one tree from the pairs of the rows, always at the leaf where it helps most.
 * Only the smaller child's histogram is added up: the other's is what it leaves of the parent's.
 */
export function growTree(
  memory: TrainingMemory,
  scale: PairScale,
  rules: TreeRules,
  builder: TreeBuilder,
): readonly GrownLeaf[] {
  const { rowCount, histograms } = memory
  const areKept = histograms.length > 1 || rules.maxLeaves === 1
  const free = [...histograms]
  const isSplittable = ({ count }: Sums) => count >= 2 * rules.minRowsPerLeaf
  const search = (leaf: OpenLeaf, histogram: number) => {
    leaf.split = findSplit(memory, histogram, leaf.sums, scale, rules)
    if (leaf.split !== undefined && areKept) leaf.histogram = histogram
    else free.push(histogram)
  }

  fillRows(memory)
  const root: OpenLeaf = {
    node: builder.beginTree(rowCount),
    start: 0,
    sums: sumRows(memory),
    histogram: undefined,
    split: undefined,
  }
  const leaves = [root]
  if (rules.maxLeaves > 1 && isSplittable(root.sums)) search(root, addUp(memory, root, free.pop() as number))

  while (leaves.length < rules.maxLeaves) {
    const at = bestLeaf(leaves)
    if (at === -1) break
    const parent = leaves[at] as OpenLeaf
    const split = parent.split as Split
    const [left, right] = divide(memory, parent, split, builder)
    leaves[at] = left
    leaves.push(right)
    const hasRoom = leaves.length < rules.maxLeaves
    const [smaller, larger] = left.sums.count <= right.sums.count ? [left, right] : [right, left]
    if (!hasRoom || !isSplittable(larger.sums)) {
      if (parent.histogram !== undefined) free.push(parent.histogram)
      continue
    }
    if (parent.histogram === undefined) {
      for (const child of [left, right]) {
        if (isSplittable(child.sums)) search(child, addUp(memory, child, free.pop() as number))
      }
      continue
    }
    const histogram = addUp(memory, smaller, free.pop() as number)
    memory.kernel.subtract(parent.histogram, histogram, memory.pairsPerHistogram)
    search(larger, parent.histogram)
    if (isSplittable(smaller.sums)) search(smaller, histogram)
    else free.push(histogram)
  }

  return leaves.map(({ node, start, sums }) => {
    const value = rules.leafValue(sums.gradient / scale.gradient, sums.curvature / scale.curvature)
    builder.setValue(node, value)
    return { start, count: sums.count, value }
  })
}

function fillRows({ words, addresses, rowCount }: TrainingMemory): void {
  const first = addresses.rows / 4
  for (let row = 0; row < rowCount; row += 1) words[first + row] = row
}

function bestLeaf(leaves: readonly OpenLeaf[]): number {
  let best = -1
  let gain = 0
  for (const [index, { split }] of leaves.entries()) {
    if (split !== undefined && split.gain > gain) {
      best = index
      gain = split.gain
    }
  }
  return best
}

/** @returns the histogram's address */
function addUp(memory: TrainingMemory, { start, sums }: OpenLeaf, histogram: number): number {
  const { kernel, addresses, features, denseCount, rowCount, pairsPerHistogram, bytes } = memory
  bytes.fill(0, histogram, histogram + pairsPerHistogram * pairBytes)
  const rows = addresses.rows + 4 * start
  let pairs = addresses.pairs
  if (sums.count < rowCount) {
    pairs = addresses.gatheredPairs
    kernel.gather(rows, addresses.pairs, sums.count, pairs)
  }
  for (let index = 0; index < denseCount; index += 4) {
    const four = [0, 1, 2, 3].map((offset) => (index + offset < denseCount ? features[index + offset] : undefined))
    const bins = four.map((feature) => feature?.bins ?? (features[0] as PlacedFeature).bins)
    const targets = four.map((feature) =>
      feature === undefined ? addresses.unread : histogram + feature.offset * pairBytes,
    )
    kernel.addDense(rows, pairs, sums.count, ...([...bins, ...targets] as unknown as FourFeatures))
  }
  if (denseCount < features.length) {
    kernel.addSparse(rows, pairs, sums.count, addresses.sparseStarts, addresses.sparseEntries, histogram)
    completeZeroBins(memory, histogram, sums)
  }
  return histogram
}

function divide(memory: TrainingMemory, parent: OpenLeaf, split: Split, builder: TreeBuilder): [OpenLeaf, OpenLeaf] {
  const { kernel, addresses, bytes, words } = memory
  const { feature, lastLeftBin, missingGoesLeft } = split
  const { start, sums, node } = parent
  bytes.fill(1, addresses.goesLeft, addresses.goesLeft + lastLeftBin + 1)
  bytes.fill(0, addresses.goesLeft + lastLeftBin + 1, addresses.goesLeft + 256)
  if (feature.hasMissing) bytes[addresses.goesLeft + feature.edges.length + 1] = missingGoesLeft ? 1 : 0
  spreadBins(memory, feature)
  const rows = addresses.rows + 4 * start
  const leftCount = kernel.partition(rows, sums.count, feature.bins, addresses.goesLeft, addresses.otherRows)
  const others = addresses.otherRows / 4
  words.copyWithin(rows / 4 + leftCount, others, others + sums.count - leftCount)
  const threshold = feature.edges[lastLeftBin] ?? Number.POSITIVE_INFINITY
  const place = { column: feature.column, threshold, missingGoesLeft, gain: split.gain }
  const left = builder.split(node, place, split.left.count, split.right.count)
  return [
    { node: left, start, sums: split.left, histogram: undefined, split: undefined },
    { node: left + 1, start: start + leftCount, sums: split.right, histogram: undefined, split: undefined },
  ]
}
