import type { ExperimentGraph, WebServiceParameter } from '@sluice/contracts'
import { changeModules } from './change-modules.ts'

/**
 * Lets callers set a parameter of a module. A web-service parameter of this name that there is already is shared, and
 * takes the default and description given here.
 * @param given undefined: callers may not set it any more
 */
export function linkWebServiceParameter(
  graph: ExperimentGraph,
  { node: id, parameter }: { readonly node: string; readonly parameter: string },
  given: WebServiceParameter | undefined,
): ExperimentGraph {
  const changed = changeModules(graph, (node) => {
    if (node.id !== id) return node
    const { [parameter]: former, ...others } = node.webServiceParameters
    if (former === given?.name) return node
    return { ...node, webServiceParameters: given === undefined ? others : { ...others, [parameter]: given.name } }
  })
  if (given === undefined || !changed.nodes.some((node) => node.id === id)) {
    return withoutUnusedWebServiceParameters(graph, changed)
  }
  const known = changed.webServiceParameters.find(({ name }) => name === given.name)
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(given)) {
    return withoutUnusedWebServiceParameters(graph, changed)
  }
  const webServiceParameters =
    known === undefined
      ? [...changed.webServiceParameters, given]
      : changed.webServiceParameters.map((one) => (one === known ? given : one))
  return withoutUnusedWebServiceParameters(graph, { ...changed, webServiceParameters })
}

/** What no module takes any more goes, but what no module took before stays: it is not this edit's. */
export function withoutUnusedWebServiceParameters(before: ExperimentGraph, after: ExperimentGraph): ExperimentGraph {
  const wasUsed = namesInUse(before)
  const isUsed = namesInUse(after)
  const kept = after.webServiceParameters.filter(({ name }) => isUsed.has(name) || !wasUsed.has(name))
  return kept.length === after.webServiceParameters.length ? after : { ...after, webServiceParameters: kept }
}

const namesInUse = ({ nodes }: ExperimentGraph) =>
  new Set(nodes.flatMap(({ webServiceParameters }) => Object.values(webServiceParameters)))
