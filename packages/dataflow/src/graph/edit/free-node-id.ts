import type { ExperimentGraph } from '@sluice/contracts'

/** Ids of modules are no longer than this. */
const longest = 64

/** An id that no module of the graph has: that of the module itself, then with a number. */
export function freeNodeId(graph: Pick<ExperimentGraph, 'nodes' | 'groups'>, module: string): string {
  const taken = new Set([...graph.nodes, ...(graph.groups ?? [])].map(({ id }) => id))
  return freeId(module, taken)
}

/** The same among ids; it is taken from then on. */
export function freeId(wanted: string, taken: Set<string>): string {
  const base = wanted.slice(0, longest - 6)
  let id = base
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`
  taken.add(id)
  return id
}
