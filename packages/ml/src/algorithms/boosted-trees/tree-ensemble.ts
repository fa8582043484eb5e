/** Trees one after another in flat arrays; the children of a node stand side by side, the left one first. */
export interface TreeEnsemble {
  /** What every row begins with. */
  readonly base: number
  /** First node of each tree. */
  readonly roots: Int32Array
  /** Column that a node asks; -1 = a leaf. */
  readonly columns: Int32Array
  /** A number up to this goes left. */
  readonly thresholds: Float64Array
  readonly leftChildren: Int32Array
  /** 1: a missing number goes left. */
  readonly missingGoesLeft: Uint8Array
  /** What a leaf adds. */
  readonly values: Float64Array
  /** By how much the split of a node lowered the loss; 0 in leaves. */
  readonly gains: Float64Array
  /** Training rows that came to a node. */
  readonly rowCounts: Int32Array
}

/** How much each column that was used helped, the most helpful first. */
export interface FeatureImportance {
  readonly columns: Int32Array
  readonly gains: Float64Array
  readonly splitCounts: Int32Array
}

export function measureImportance({ columns, gains }: TreeEnsemble): FeatureImportance {
  const byColumn = new Map<number, { gain: number; splitCount: number }>()
  for (let node = 0; node < columns.length; node += 1) {
    const column = columns[node] as number
    if (column === -1) continue
    const known = byColumn.get(column) ?? { gain: 0, splitCount: 0 }
    byColumn.set(column, { gain: known.gain + (gains[node] as number), splitCount: known.splitCount + 1 })
  }
  const ordered = [...byColumn].sort(([first, a], [second, b]) => b.gain - a.gain || first - second)
  return {
    columns: Int32Array.from(ordered, ([column]) => column),
    gains: Float64Array.from(ordered, ([, { gain }]) => gain),
    splitCounts: Int32Array.from(ordered, ([, { splitCount }]) => splitCount),
  }
}
