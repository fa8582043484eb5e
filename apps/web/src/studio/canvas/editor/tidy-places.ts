import { Graph, layout } from '@dagrejs/dagre'
import type { ExperimentGraph, ExperimentNode } from '@sluice/contracts'
import { freePlace, moduleSize, type Place } from '@sluice/dataflow'

/** Where modules stand when what gives lies above what takes. */
export function tidyPlaces({ nodes, edges }: ExperimentGraph): ReadonlyMap<string, Place> {
  const drawing = new Graph({ multigraph: true })
  drawing.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 56, marginx: 20, marginy: 20 })
  drawing.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) drawing.setNode(id, { ...moduleSize })
  for (const [index, { from, to }] of edges.entries()) drawing.setEdge(from.node, to.node, {}, String(index))
  layout(drawing)
  return new Map(
    nodes.map(({ id }) => {
      const { x = 0, y = 0 } = drawing.node(id) as Partial<Place>
      return [id, { x: Math.round(x - moduleSize.width / 2), y: Math.round(y - moduleSize.height / 2) }]
    }),
  )
}

/**
 * The graph with a place for every module: those that a script made have none. It is no edit, and is saved with the next
 * one.
 */
export function withPlaces(graph: ExperimentGraph): ExperimentGraph {
  const placed = graph.nodes.filter(({ position }) => position !== undefined)
  if (placed.length === graph.nodes.length) return graph
  const tidy = tidyPlaces(graph)
  const nodes: ExperimentNode[] = [...placed]
  for (const node of graph.nodes) {
    if (node.position !== undefined) continue
    nodes.push({ ...node, position: freePlace({ nodes }, tidy.get(node.id) ?? { x: 0, y: 0 }) })
  }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return { ...graph, nodes: graph.nodes.map((node) => byId.get(node.id) ?? node) }
}
