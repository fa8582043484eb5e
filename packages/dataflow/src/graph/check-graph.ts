import type { ExperimentGraph, ExperimentNode, Fault } from '@sluice/contracts'
import { checkEdges } from './check-edges.ts'
import { checkParameters } from './check-parameters.ts'
import { findModule, type ModuleDescriptions } from './module-description.ts'
import { titleOf } from './node-title.ts'
import { orderNodes } from './order-nodes.ts'

/**
 * Every fault of an experiment that can be seen without its data, with its place (`nodes[2].parameters.bitsize`).
 * A graph without faults can be ordered, and its modules get what their parameters and ports ask for.
 */
export function checkGraph(graph: ExperimentGraph, modules: ModuleDescriptions): Fault[] {
  return [
    ...graph.nodes.flatMap((node, index) => checkNode(node, index, graph, modules)),
    ...checkParameters(graph, modules),
    ...checkEdges(graph, modules),
    ...checkWebServicePorts(graph, modules),
    ...orderNodes(graph.nodes, graph.edges).inCycles.map((node) => ({
      code: 'Cycle',
      target: `nodes[${graph.nodes.indexOf(node)}]`,
      message: `${titleOf(node, modules)} takes its own output, directly or over others. Remove a connection of the circle.`,
    })),
  ]
}

function checkNode(node: ExperimentNode, index: number, graph: ExperimentGraph, modules: ModuleDescriptions): Fault[] {
  const faults: Fault[] = []
  if (graph.nodes.findIndex(({ id }) => id === node.id) !== index) {
    faults.push({
      code: 'DuplicateId',
      target: `nodes[${index}].id`,
      message: `Another module has the id '${node.id}'.`,
    })
  }
  if (findModule(modules, node.module) === undefined) {
    faults.push({
      code: 'UnknownModule',
      target: `nodes[${index}].module`,
      message: `There is no module '${node.module}' in this installation.`,
    })
  }
  return faults
}

function checkWebServicePorts(graph: ExperimentGraph, modules: ModuleDescriptions): Fault[] {
  const faults: Fault[] = []
  for (const side of ['input', 'output'] as const) {
    const seen = new Set<string>()
    for (const [index, node] of graph.nodes.entries()) {
      const description = findModule(modules, node.module)
      if (description?.webServicePort !== side) continue
      const parsed = description.parameters.safeParse(node.parameters)
      if (!parsed.success) continue
      const name = String(parsed.data.name)
      if (seen.has(name)) {
        faults.push({
          code: 'DuplicateName',
          target: `nodes[${index}].parameters.name`,
          message: `Another web-service ${side} has the name '${name}'.`,
        })
      }
      seen.add(name)
    }
  }
  return faults
}
