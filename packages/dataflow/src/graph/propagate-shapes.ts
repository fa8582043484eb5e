import { AppError, type ExperimentEdge, type ExperimentGraph, type Fault, isAppError } from '@sluice/contracts'
import { findModule, type ModuleDescriptions, type PortShapes, type SchemaContext } from './module-description.ts'
import { titleOf } from './node-title.ts'
import { orderNodes } from './order-nodes.ts'

export interface PropagatedShapes {
  /** Node id → what is known at its inputs, by port. */
  readonly inputsByNode: ReadonlyMap<string, PortShapes>
  readonly outputsByNode: ReadonlyMap<string, PortShapes>
  /** What modules said against the columns that reach them. */
  readonly faults: readonly Fault[]
}

/**
 * Derives names and types of all columns, and what models take and give, without running anything. A module that refuses what reaches it is at fault,
 * and what lies behind it stays unknown. Where a web-service input shares a port, the other edge's columns count.
 * @param graph without faults of `checkGraph`
 */
export function propagateShapes(
  graph: ExperimentGraph,
  modules: ModuleDescriptions,
  context: SchemaContext,
): PropagatedShapes {
  const inputsByNode = new Map<string, PortShapes>()
  const outputsByNode = new Map<string, PortShapes>()
  const faults: Fault[] = []
  const edges = withoutSharedWebServiceInputs(graph, modules)
  for (const node of orderNodes(graph.nodes, edges).ordered) {
    const description = findModule(modules, node.module)
    if (description === undefined) continue
    const inputs: Record<string, PortShapes[string]> = {}
    for (const { from, to } of edges) {
      if (to.node === node.id) inputs[to.port] = outputsByNode.get(from.node)?.[from.port]
    }
    inputsByNode.set(node.id, inputs)
    try {
      const parameters = description.parameters.parse(node.parameters)
      outputsByNode.set(node.id, description.outputShapes(inputs, parameters, context))
    } catch (error) {
      if (!isAppError(error)) throw error
      outputsByNode.set(node.id, {})
      faults.push({
        code: error.code,
        target: `nodes[${graph.nodes.indexOf(node)}]`,
        message: `${titleOf(node, modules)}: ${error.message}`,
      })
    }
  }
  return { inputsByNode, outputsByNode, faults }
}

function withoutSharedWebServiceInputs(graph: ExperimentGraph, modules: ModuleDescriptions): ExperimentEdge[] {
  const isInput = new Set(
    graph.nodes.filter(({ module }) => findModule(modules, module)?.webServicePort === 'input').map(({ id }) => id),
  )
  return graph.edges.filter(
    ({ from, to }) =>
      !isInput.has(from.node) ||
      !graph.edges.some(
        (other) => !isInput.has(other.from.node) && other.to.node === to.node && other.to.port === to.port,
      ),
  )
}

/** @throws AppError `WebServicePackageInvalid` with every fault, when there is one */
export function assertNoFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return
  throw new AppError(
    'WebServicePackageInvalid',
    { details: faults.map(({ target, message }) => `${target}: ${message}`).join(' ') },
    { faults },
  )
}
