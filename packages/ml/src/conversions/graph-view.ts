import type { ExperimentEdge, ExperimentGraph, ExperimentNode, TableSchema } from '@sluice/contracts'
import { findModule, type PortType, propagateShapes, type SchemaContext, toTableSchema } from '@sluice/dataflow'
import type { Module, Modules } from '../modules/module.ts'

/** One side of a connection. */
export interface PortPlace {
  readonly node: string
  readonly port: string
}

/** An experiment as conversions look at it: without its web-service inputs and outputs. */
export interface GraphView {
  readonly nodes: readonly ExperimentNode[]
  readonly edges: readonly ExperimentEdge[]
  node(id: string): ExperimentNode
  module(id: string): Module
  parametersOf(id: string): Readonly<Record<string, unknown>>
  /** What is connected to an input port. */
  sourceOf(id: string, port: string): PortPlace | undefined
  /** Where an output port leads. */
  targetsOf(place: PortPlace): PortPlace[]
  inputPorts(id: string, ...types: PortType[]): string[]
  outputPorts(id: string, ...types: PortType[]): string[]
  inputSchema(id: string, port: string): TableSchema | undefined
  outputSchema(place: PortPlace): TableSchema | undefined
  titleOf(id: string): string
}

export const trainedTypes: readonly PortType[] = ['trained-model', 'trained-clustering-model']

/** @param graph without faults of `checkGraph` */
export function viewGraph(graph: ExperimentGraph, modules: Modules, context: SchemaContext): GraphView {
  const shapes = propagateShapes(graph, modules, context)
  const isPort = new Set(
    graph.nodes.filter(({ module }) => findModule(modules, module)?.webServicePort !== undefined).map(({ id }) => id),
  )
  const nodes = graph.nodes.filter(({ id }) => !isPort.has(id))
  const edges = graph.edges.filter(({ from, to }) => !isPort.has(from.node) && !isPort.has(to.node))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const node = (id: string) => {
    const found = byId.get(id)
    if (found === undefined) throw new Error(`The experiment has no module ${id}.`)
    return found
  }
  const moduleOf = (id: string) => findModule(modules, node(id).module) as Module
  const portsOf = (ports: Readonly<Record<string, { readonly type: PortType }>>, types: readonly PortType[]) =>
    Object.keys(ports).filter((port) => types.includes((ports[port] as { readonly type: PortType }).type))
  return {
    nodes,
    edges,
    node,
    module: moduleOf,
    parametersOf: (id) => moduleOf(id).parameters.parse(node(id).parameters),
    sourceOf: (id, port) => edges.find(({ to }) => to.node === id && to.port === port)?.from,
    targetsOf: (place) =>
      edges.filter(({ from }) => from.node === place.node && from.port === place.port).map(({ to }) => to),
    inputPorts: (id, ...types) => portsOf(moduleOf(id).inputs, types),
    outputPorts: (id, ...types) => portsOf(moduleOf(id).outputs, types),
    inputSchema: (id, port) => toTableSchema(shapes.inputsByNode.get(id)?.[port]),
    outputSchema: ({ node: id, port }) => toTableSchema(shapes.outputsByNode.get(id)?.[port]),
    titleOf: (id) => moduleOf(id).title,
  }
}

/** A module that scores rows with a model that comes in at a port. */
export const isScoring = (view: GraphView, id: string): boolean =>
  view.inputPorts(id, ...trainedTypes).some((port) => view.sourceOf(id, port) !== undefined) &&
  view.inputPorts(id, 'table').length > 0 &&
  view.outputPorts(id, 'table').length > 0 &&
  view.module(id).isRowWise(view.parametersOf(id))

/** A module that makes a trained model of rows. */
export const isTraining = (view: GraphView, id: string): boolean =>
  view.outputPorts(id, ...trainedTypes).length > 0 && view.inputPorts(id, 'table').length > 0

/** The first table that reaches a module, followed up to the module that it begins at. */
export function rootOf(view: GraphView, start: string): PortPlace | undefined {
  let place: PortPlace | undefined
  for (let id = start; ; id = place.node) {
    const ports = view.inputPorts(id, 'table').filter((port) => view.module(id).inputs[port]?.isStatic !== true)
    const source = ports.map((port) => view.sourceOf(id, port)).find((found) => found !== undefined)
    if (source === undefined) return place
    place = source
  }
}
