import type { ExperimentEdge, ExperimentGraph } from '@sluice/contracts'
import { isWebServiceInput, typesOf } from '../check-edges.ts'
import { findModule, type ModulePortsById, type PortType } from '../module-description.ts'
import { isSameConnection } from './edit-connections.ts'

/** Why two ports cannot be connected; pages have the words. */
export type ConnectionFault =
  | { readonly kind: 'unknown-port' }
  | { readonly kind: 'same-connection' }
  | { readonly kind: 'own-output' }
  /** Over other modules, the one takes from the other already. */
  | { readonly kind: 'circle' }
  | { readonly kind: 'wrong-type'; readonly gives: PortType; readonly takes: readonly PortType[] }
  /** A table's port also takes one web-service input, and that another table. */
  | { readonly kind: 'port-taken'; readonly by: { readonly node: string; readonly port: string } }

/** Why the graph must not have this connection; undefined = it may. */
export function connectionFault(
  graph: Pick<ExperimentGraph, 'nodes' | 'edges'>,
  edge: ExperimentEdge,
  modules: ModulePortsById,
): ConnectionFault | undefined {
  const { from, to } = edge
  const moduleOf = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id)
    return node && findModule(modules, node.module)
  }
  const output = findModule(moduleOf(from.node)?.outputs ?? {}, from.port)
  const input = findModule(moduleOf(to.node)?.inputs ?? {}, to.port)
  if (output === undefined || input === undefined) return { kind: 'unknown-port' }
  if (from.node === to.node) return { kind: 'own-output' }
  if (graph.edges.some((one) => isSameConnection(one, edge))) return { kind: 'same-connection' }
  const takes = typesOf(input)
  if (!takes.includes(output.type)) return { kind: 'wrong-type', gives: output.type, takes }
  if (reaches(graph, to.node, from.node)) return { kind: 'circle' }
  const isFromCallers = isWebServiceInput(from.node, graph, modules)
  const taken = graph.edges.find(
    (one) =>
      one.to.node === to.node &&
      one.to.port === to.port &&
      isWebServiceInput(one.from.node, graph, modules) === isFromCallers,
  )
  return taken === undefined ? undefined : { kind: 'port-taken', by: taken.from }
}

/** Whether what one module gives comes to the other, directly or over others. */
function reaches({ edges }: Pick<ExperimentGraph, 'edges'>, start: string, target: string): boolean {
  // Not over all connections for each module: canvases ask this of every port at once.
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) next.set(from.node, [...(next.get(from.node) ?? []), to.node])
  const reached = new Set([start])
  for (const id of reached) {
    if (id === target) return true
    for (const further of next.get(id) ?? []) reached.add(further)
  }
  return false
}
