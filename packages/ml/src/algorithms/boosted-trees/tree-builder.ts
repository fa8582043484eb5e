import type { TreeEnsemble } from './tree-ensemble.ts'

export interface NodeSplit {
  readonly column: number
  readonly threshold: number
  readonly missingGoesLeft: boolean
  readonly gain: number
}

/** Collects the nodes of trees while they grow. */
export interface TreeBuilder {
  beginTree(rowCount: number): number
  /** @returns the left child; the right one is the next */
  split(node: number, split: NodeSplit, leftCount: number, rightCount: number): number
  setValue(leaf: number, value: number): void
  toEnsemble(base: number): TreeEnsemble
}

export function createTreeBuilder(): TreeBuilder {
  const roots: number[] = []
  const columns: number[] = []
  const thresholds: number[] = []
  const leftChildren: number[] = []
  const missingGoesLeft: number[] = []
  const values: number[] = []
  const gains: number[] = []
  const rowCounts: number[] = []
  const addLeaf = (rowCount: number): number => {
    columns.push(-1)
    thresholds.push(0)
    leftChildren.push(-1)
    missingGoesLeft.push(0)
    values.push(0)
    gains.push(0)
    return rowCounts.push(rowCount) - 1
  }
  return {
    beginTree(rowCount) {
      const root = addLeaf(rowCount)
      roots.push(root)
      return root
    },
    split(node, split, leftCount, rightCount) {
      columns[node] = split.column
      thresholds[node] = split.threshold
      missingGoesLeft[node] = split.missingGoesLeft ? 1 : 0
      gains[node] = split.gain
      const left = addLeaf(leftCount)
      addLeaf(rightCount)
      leftChildren[node] = left
      return left
    },
    setValue(leaf, value) {
      values[leaf] = value
    },
    toEnsemble: (base) => ({
      base,
      roots: Int32Array.from(roots),
      columns: Int32Array.from(columns),
      thresholds: Float64Array.from(thresholds),
      leftChildren: Int32Array.from(leftChildren),
      missingGoesLeft: Uint8Array.from(missingGoesLeft),
      values: Float64Array.from(values),
      gains: Float64Array.from(gains),
      rowCounts: Int32Array.from(rowCounts),
    }),
  }
}
