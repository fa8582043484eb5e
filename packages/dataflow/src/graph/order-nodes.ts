import type { ExperimentEdge, ExperimentNode } from '@sluice/contracts'

export interface NodeOrder {
  /** Every node after those it takes from; of equals, the one listed first. Without the nodes of cycles and behind. */
  readonly ordered: readonly ExperimentNode[]
  /** Nodes that lie on a cycle. */
  readonly inCycles: readonly ExperimentNode[]
}

/** Edges that name unknown nodes are passed over. */
export function orderNodes(nodes: readonly ExperimentNode[], edges: readonly ExperimentEdge[]): NodeOrder {
  const waitingFor = new Map(nodes.map((node) => [node.id, new Set<string>()]))
  for (const { from, to } of edges) if (waitingFor.has(from.node)) waitingFor.get(to.node)?.add(from.node)
  const ordered: ExperimentNode[] = []
  const isDone = new Set<string>()
  let isMoving = true
  while (isMoving) {
    isMoving = false
    for (const node of nodes) {
      const isReady = !isDone.has(node.id) && [...(waitingFor.get(node.id) ?? [])].every((id) => isDone.has(id))
      if (!isReady) continue
      isDone.add(node.id)
      ordered.push(node)
      isMoving = true
    }
  }
  const stuck = nodes.filter(({ id }) => !isDone.has(id))
  return { ordered, inCycles: stuck.filter(({ id }) => reaches(id, id, waitingFor)) }
}

function reaches(from: string, target: string, takesFrom: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set<string>()
  const open = [...(takesFrom.get(from) ?? [])]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === target) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(takesFrom.get(id) ?? []))
  }
  return false
}
