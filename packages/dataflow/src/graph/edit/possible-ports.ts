import type { ExperimentEdge, ExperimentGraph } from '@sluice/contracts'
import { typesOf } from '../check-edges.ts'
import {
  findModule,
  type InputPort,
  type ModulePorts,
  type ModulePortsById,
  type OutputPort,
} from '../module-description.ts'
import { connectionFault } from './connection-fault.ts'
import { placeOf } from './place.ts'

export interface PortPlace {
  readonly node: string
  readonly port: string
  readonly side: 'input' | 'output'
}

/** The connection between two ports, whichever end it was begun at; undefined where both are of one side. */
export function connectionBetween(a: PortPlace, b: PortPlace): ExperimentEdge | undefined {
  if (a.side === b.side) return undefined
  const [from, to] = a.side === 'output' ? [a, b] : [b, a]
  return { from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } }
}

/** Every port of the graph that this one may be connected to, the likeliest first: what must be filled, then what is near. */
export function possiblePorts(graph: ExperimentGraph, port: PortPlace, modules: ModulePortsById): readonly PortPlace[] {
  const side = port.side === 'input' ? 'output' : 'input'
  const start = graph.nodes.find(({ id }) => id === port.node)
  if (start === undefined) return []
  const here = placeOf(start)
  const found = graph.nodes.flatMap((node) => {
    const module = findModule(modules, node.module)
    if (module === undefined) return []
    return Object.entries(portsOf(module, side)).flatMap(([name, described]) => {
      const place: PortPlace = { node: node.id, port: name, side }
      const edge = connectionBetween(port, place)
      if (edge === undefined || connectionFault(graph, edge, modules) !== undefined) return []
      const isTaken = graph.edges.some(({ from, to }) => {
        const end = side === 'input' ? to : from
        return end.node === node.id && end.port === name
      })
      const { x, y } = placeOf(node)
      const rank = (isOptional(described) ? 1 : 0) + (isTaken ? 2 : 0)
      return [{ place, rank, distance: Math.hypot(x - here.x, y - here.y) }]
    })
  })
  return found.sort((a, b) => a.rank - b.rank || a.distance - b.distance).map(({ place }) => place)
}

/** The port of a new module that fits best to this one: its name, and how well from 0 up; undefined = none fits. */
export function bestPort(
  graph: Pick<ExperimentGraph, 'nodes'>,
  port: PortPlace,
  module: ModulePorts,
  modules: ModulePortsById,
): { readonly port: string; readonly rank: number } | undefined {
  const node = graph.nodes.find(({ id }) => id === port.node)
  const own = node && findModule(modules, node.module)
  const described = own && findModule(portsOf(own, port.side), port.port)
  if (described === undefined) return undefined
  const others = Object.entries(portsOf(module, port.side === 'input' ? 'output' : 'input'))
  const fitting = others.flatMap(([name, other], index) => {
    const isExact = described.type === other.type
    const fits = typesOf(described).some((type) => typesOf(other).includes(type))
    if (!fits) return []
    return [{ port: name, rank: (isExact ? 0 : 2) + (isOptional(other) ? 1 : 0) + (index > 0 ? 0.5 : 0) }]
  })
  return fitting.sort((a, b) => a.rank - b.rank)[0]
}

const portsOf = (module: ModulePorts, side: 'input' | 'output'): Readonly<Record<string, InputPort | OutputPort>> =>
  side === 'input' ? module.inputs : module.outputs

const isOptional = (port: InputPort | OutputPort): boolean => 'isOptional' in port && port.isOptional === true
