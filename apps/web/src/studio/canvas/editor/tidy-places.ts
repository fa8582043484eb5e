import { Graph, layout } from '@dagrejs/dagre'
import type { ExperimentGraph } from '@sluice/contracts'
import { moduleSize, type Place } from '@sluice/dataflow'

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
