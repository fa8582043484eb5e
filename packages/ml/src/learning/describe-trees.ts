import type { BoostedTreesState } from './boosted-trees-learner.ts'
import type { TreesView } from './model-view.ts'

export function describeTrees(
  { trees, importance, losses }: BoostedTreesState,
  features: readonly string[],
): TreesView {
  const { roots, columns } = trees
  const gain = importance.gains.reduce((sum, own) => sum + own, 0)
  return {
    kind: 'trees',
    treeCount: roots.length,
    leafCount: columns.reduce((count, column) => count + (column === -1 ? 1 : 0), 0),
    depth: depthOf(trees),
    importance: Array.from(importance.columns, (column, at) => ({
      feature: features[column] ?? '',
      share: gain === 0 ? 0 : (importance.gains[at] as number) / gain,
      splitCount: importance.splitCounts[at] as number,
    })),
    losses: [...losses],
  }
}

function depthOf({ roots, columns, leftChildren }: BoostedTreesState['trees']): number {
  let deepest = 0
  const waiting = Array.from(roots, (node) => ({ node, depth: 0 }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next
    deepest = Math.max(deepest, depth)
    if (columns[node] === -1) continue
    const left = leftChildren[node] as number
    waiting.push({ node: left, depth: depth + 1 }, { node: left + 1, depth: depth + 1 })
  }
  return deepest
}
