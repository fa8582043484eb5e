import type { ExperimentEdge, ExperimentGraph } from '@sluice/contracts'

export const isSameConnection = (a: ExperimentEdge, b: ExperimentEdge): boolean =>
  a.from.node === b.from.node && a.from.port === b.from.port && a.to.node === b.to.node && a.to.port === b.to.port

/** Adds a connection that `connectionFault` has nothing against. */
export const connect = (graph: ExperimentGraph, { from, to }: ExperimentEdge): ExperimentGraph => ({
  ...graph,
  edges: [...graph.edges, { from: { ...from }, to: { ...to } }],
})

export function disconnect(graph: ExperimentGraph, edges: readonly ExperimentEdge[]): ExperimentGraph {
  const kept = graph.edges.filter((edge) => !edges.some((gone) => isSameConnection(edge, gone)))
  return kept.length === graph.edges.length ? graph : { ...graph, edges: kept }
}
