import type { ExperimentGraph, ExperimentGroup } from '@sluice/contracts'

/** Puts modules into a group of their own; they leave the groups that they were in. */
export function makeGroup(graph: ExperimentGraph, group: ExperimentGroup): ExperimentGraph {
  const members = group.nodes.filter((id) => graph.nodes.some((node) => node.id === id))
  if (members.length === 0) return graph
  const others = (graph.groups ?? [])
    .map((one) => ({ ...one, nodes: one.nodes.filter((id) => !members.includes(id)) }))
    .filter(({ nodes }) => nodes.length > 0)
  return { ...graph, groups: [...others, { ...group, nodes: members }] }
}

export function renameGroup(graph: ExperimentGraph, id: string, title: string): ExperimentGraph {
  const group = graph.groups?.find((one) => one.id === id)
  if (group === undefined || group.title === title) return graph
  return { ...graph, groups: (graph.groups ?? []).map((one) => (one.id === id ? { ...one, title } : one)) }
}

/** Takes the frame away; the modules stay. */
export function dissolveGroup(graph: ExperimentGraph, id: string): ExperimentGraph {
  const groups = graph.groups?.filter((one) => one.id !== id)
  return groups === undefined || groups.length === graph.groups?.length ? graph : { ...graph, groups }
}
