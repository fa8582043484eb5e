import type { ExperimentGraph, ExperimentNode } from '@sluice/contracts'
import { changeModules } from './change-modules.ts'
import { type Place, placeOf } from './place.ts'
import { withoutUnusedWebServiceParameters } from './web-service-parameter.ts'

export interface NewModule {
  /** A free one: `freeNodeId`. */
  readonly id: string
  readonly module: string
  readonly parameters?: ExperimentNode['parameters']
  readonly position: Place
}

export const addModule = (
  graph: ExperimentGraph,
  { id, module, parameters = {}, position }: NewModule,
): ExperimentGraph => ({
  ...graph,
  nodes: [...graph.nodes, { id, module, parameters, webServiceParameters: {}, position: { ...position } }],
})

/** With their connections, their places in groups, and the web-service parameters that only they took. */
export function removeModules(graph: ExperimentGraph, ids: ReadonlySet<string>): ExperimentGraph {
  if (!graph.nodes.some(({ id }) => ids.has(id))) return graph
  const groups = graph.groups
    ?.map((group) => ({ ...group, nodes: group.nodes.filter((id) => !ids.has(id)) }))
    .filter(({ nodes }) => nodes.length > 0)
  return withoutUnusedWebServiceParameters(graph, {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => !ids.has(id)),
    edges: graph.edges.filter(({ from, to }) => !ids.has(from.node) && !ids.has(to.node)),
    ...(groups === undefined ? {} : { groups }),
  })
}

export function moveModules(graph: ExperimentGraph, places: ReadonlyMap<string, Place>): ExperimentGraph {
  return changeModules(graph, (node) => {
    const place = places.get(node.id)
    if (place === undefined) return node
    const position = { x: Math.round(place.x), y: Math.round(place.y) }
    const before = placeOf(node)
    const isSame = node.position !== undefined && before.x === position.x && before.y === position.y
    return isSame ? node : { ...node, position }
  })
}

/** @param parameters all that are set from now on */
export const setParameters = (
  graph: ExperimentGraph,
  id: string,
  parameters: ExperimentNode['parameters'],
): ExperimentGraph =>
  changeModules(graph, (node) =>
    node.id !== id || JSON.stringify(node.parameters) === JSON.stringify(parameters) ? node : { ...node, parameters },
  )

/** @param comment undefined or empty: none any more */
export function setComment(graph: ExperimentGraph, id: string, comment: string | undefined): ExperimentGraph {
  return changeModules(graph, (node) => {
    if (node.id !== id || (node.comment ?? '') === (comment ?? '')) return node
    const { comment: _, ...rest } = node
    return comment === undefined || comment === '' ? rest : { ...rest, comment }
  })
}
