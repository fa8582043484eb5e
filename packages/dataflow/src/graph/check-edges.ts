import type { ExperimentEdge, ExperimentGraph, Fault } from '@sluice/contracts'
import {
  findModule,
  type InputPort,
  type ModulePortsById,
  type OutputPort,
  type PortType,
} from './module-description.ts'
import { titleOf } from './node-title.ts'

/** Faults of connections, and inputs that miss one. */
export function checkEdges(graph: ExperimentGraph, modules: ModulePortsById): Fault[] {
  const faults = graph.edges.flatMap((edge, index) => checkEdge(edge, `edges[${index}]`, graph, modules))
  for (const [index, node] of graph.nodes.entries()) {
    for (const [port, input] of Object.entries(findModule(modules, node.module)?.inputs ?? {})) {
      const arriving = graph.edges.filter(({ to }) => to.node === node.id && to.port === port)
      const fromCallers = arriving.filter(({ from }) => isWebServiceInput(from.node, graph, modules))
      const target = `nodes[${index}].inputs.${port}`
      const title = titleOf(node, modules)
      if (arriving.length === 0 && input.isOptional !== true) {
        faults.push({ code: 'PortNotConnected', target, message: `The input ${port} of ${title} is not connected.` })
      }
      // A web-service input may share the port: in the web service its rows take the place of the other edge's.
      if (fromCallers.length > 1 || arriving.length - fromCallers.length > 1) {
        faults.push({
          code: 'PortTaken',
          target,
          message: `The input ${port} of ${title} has more than one connection.`,
        })
      }
    }
  }
  return faults
}

/** Whether callers' rows come in at this module. */
export const isWebServiceInput = (
  nodeId: string,
  graph: Pick<ExperimentGraph, 'nodes'>,
  modules: ModulePortsById,
): boolean => {
  const node = graph.nodes.find(({ id }) => id === nodeId)
  return node !== undefined && findModule(modules, node.module)?.webServicePort === 'input'
}

function checkEdge(edge: ExperimentEdge, place: string, graph: ExperimentGraph, modules: ModulePortsById): Fault[] {
  const from = findPort(edge, 'from', graph, modules)
  const to = findPort(edge, 'to', graph, modules)
  const faults: Fault[] = []
  if ('fault' in from) faults.push({ ...from.fault, target: `${place}.from` })
  if ('fault' in to) faults.push({ ...to.fault, target: `${place}.to` })
  if ('fault' in from || 'fault' in to || to.takes.some((type) => from.takes.includes(type))) return faults
  return [
    {
      code: 'PortTypeMismatch',
      target: place,
      message: `The port ${edge.from.port} of ${from.title} gives ${toWords(from.takes)}, but the port ${edge.to.port} of ${to.title} takes ${toWords(to.takes)}.`,
    },
  ]
}

type FoundPort =
  | { readonly fault: Omit<Fault, 'target'> }
  | { readonly title: string; readonly takes: readonly PortType[] }

function findPort(
  edge: ExperimentEdge,
  side: 'from' | 'to',
  graph: ExperimentGraph,
  modules: ModulePortsById,
): FoundPort {
  const { node: id, port } = edge[side]
  const node = graph.nodes.find((candidate) => candidate.id === id)
  if (node === undefined) {
    return { fault: { code: 'UnknownNode', message: `No module of the experiment has the id '${id}'.` } }
  }
  const description = findModule(modules, node.module)
  const title = titleOf(node, modules)
  const ports = side === 'from' ? description?.outputs : description?.inputs
  const found: InputPort | OutputPort | undefined =
    ports !== undefined && Object.hasOwn(ports, port) ? ports[port] : undefined
  if (found === undefined) {
    const kind = side === 'from' ? 'output' : 'input'
    return { fault: { code: 'UnknownPort', message: `${title} has no ${kind} '${port}'.` } }
  }
  return { title, takes: typesOf(found) }
}

/** What goes through a port: of an input, all that may be connected to it. */
export const typesOf = (port: InputPort | OutputPort): readonly PortType[] => [
  port.type,
  ...('alsoTakes' in port && port.alsoTakes !== undefined ? port.alsoTakes : []),
]

const toWords = (types: readonly string[]) => types.join(' or ')
