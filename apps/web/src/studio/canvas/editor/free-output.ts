import type { ExperimentGraph } from '@sluice/contracts'
import { findModule, type ModulePortsById, type PortPlace } from '@sluice/dataflow'

/** The output of a module from which nothing leads on yet, else its first; undefined where it has none. */
export function firstFreeOutput(
  graph: ExperimentGraph,
  id: string | undefined,
  ports: ModulePortsById,
): PortPlace | undefined {
  const node = graph.nodes.find((one) => one.id === id)
  const names = node === undefined ? [] : Object.keys(findModule(ports, node.module)?.outputs ?? {})
  const free = names.find((port) => !graph.edges.some(({ from }) => from.node === id && from.port === port))
  const port = free ?? names[0]
  return node === undefined || port === undefined ? undefined : { node: node.id, port, side: 'output' }
}
