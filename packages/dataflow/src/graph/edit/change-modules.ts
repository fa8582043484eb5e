import type { ExperimentGraph, ExperimentNode } from '@sluice/contracts'

/** The same graph where no module is another afterwards. */
export function changeModules(
  graph: ExperimentGraph,
  change: (node: ExperimentNode) => ExperimentNode,
): ExperimentGraph {
  const nodes = graph.nodes.map(change)
  return nodes.every((node, index) => node === graph.nodes[index]) ? graph : { ...graph, nodes }
}
