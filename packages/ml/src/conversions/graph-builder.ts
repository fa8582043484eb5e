import type { ExperimentEdge, ExperimentGraph, ExperimentNode } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import type { Module, Modules } from '../modules/module.ts'
import type { PortPlace } from './graph-view.ts'

type Position = ExperimentNode['position']

/** A graph while it is put together; ids are never given twice. */
export interface GraphBuilder {
  readonly nodes: readonly ExperimentNode[]
  put(node: ExperimentNode): void
  /** @param wanted id, changed when it is taken. @returns the id */
  add(module: string, wanted: string, parameters: ExperimentNode['parameters'], position?: Position): string
  connect(from: PortPlace, to: PortPlace): void
  edges(): readonly ExperimentEdge[]
  /** Web-service parameters that no module is linked with are left out. */
  finish(parameters: ExperimentGraph['webServiceParameters']): ExperimentGraph
}

const maxIdLength = 64

/** @param reserved ids that are in use elsewhere */
export function createGraphBuilder(reserved: Iterable<string>): GraphBuilder {
  const taken = new Set(reserved)
  const nodes: ExperimentNode[] = []
  const edges: ExperimentEdge[] = []
  return {
    nodes,
    put(node) {
      nodes.push(node)
    },
    add(module, wanted, parameters, position) {
      let id = wanted.slice(0, maxIdLength)
      for (let attempt = 2; taken.has(id); attempt += 1) id = `${wanted.slice(0, maxIdLength - 5)}-${attempt}`
      taken.add(id)
      nodes.push({ id, module, parameters, webServiceParameters: {}, ...(position === undefined ? {} : { position }) })
      return id
    },
    connect(from, to) {
      edges.push({ from, to })
    },
    edges: () => edges,
    finish(parameters) {
      const linked = new Set(nodes.flatMap((node) => Object.values(node.webServiceParameters)))
      return { nodes, edges, webServiceParameters: parameters.filter(({ name }) => linked.has(name)) }
    },
  }
}

export const moved = (position: Position, x: number, y: number): Position =>
  position === undefined ? undefined : { x: position.x + x, y: position.y + y }

/** Puts a web-service input beside a table, at every port that the table reaches. */
export function addWebServiceInput(builder: GraphBuilder, root: PortPlace, modules: Modules): string | undefined {
  const module = webServiceModule(modules, 'input')
  const targets = builder.edges().filter(({ from }) => from.node === root.node && from.port === root.port)
  if (module === undefined || targets.length === 0) return undefined
  const position = moved(builder.nodes.find(({ id }) => id === root.node)?.position, 260, 0)
  const id = builder.add(module.id, 'web-service-input', { name: 'input1' }, position)
  const port = Object.keys(module.outputs)[0] as string
  for (const { to } of targets) builder.connect({ node: id, port }, to)
  return id
}

export function addWebServiceOutput(
  builder: GraphBuilder,
  source: PortPlace,
  name: string,
  modules: Modules,
): string | undefined {
  const module = webServiceModule(modules, 'output')
  if (module === undefined) return undefined
  const position = moved(builder.nodes.find(({ id }) => id === source.node)?.position, 0, 120)
  const id = builder.add(module.id, 'web-service-output', { name }, position)
  builder.connect(source, { node: id, port: Object.keys(module.inputs)[0] as string })
  return id
}

const webServiceModule = (modules: Modules, side: 'input' | 'output'): Module | undefined =>
  Object.values(modules).find((module) => module.webServicePort === side)

/**
 * The module that stands for saved things of a kind in experiments: no inputs, one output of the kind, one parameter,
 * which is an id.
 */
export function findSavedModule(
  modules: Modules,
  type: 'trained-model' | 'trained-clustering-model' | 'transformation' | 'table',
): { readonly module: Module; readonly parameter: string; readonly port: string } | undefined {
  const someId = '0'.repeat(32)
  for (const module of Object.values(modules)) {
    const [parameter, ...otherParameters] = Object.keys(module.parameters.shape)
    const [port, ...otherPorts] = Object.keys(module.outputs)
    if (parameter === undefined || port === undefined || otherParameters.length + otherPorts.length > 0) continue
    if (Object.keys(module.inputs).length > 0 || module.outputs[port]?.type !== type) continue
    const isId =
      module.parameters.safeParse({ [parameter]: someId }).success &&
      !module.parameters.safeParse({ [parameter]: 'https://x' }).success
    if (isId) return { module: findModule(modules, module.id) as Module, parameter, port }
  }
  return undefined
}

/** The module that applies a transformation to a table. */
export function findApplyingModule(modules: Modules) {
  for (const module of Object.values(modules)) {
    const inputs = Object.entries(module.inputs)
    const transformation = inputs.find(([, { type }]) => type === 'transformation')?.[0]
    const dataset = inputs.find(([, { type }]) => type === 'table')?.[0]
    const [output, ...others] = Object.keys(module.outputs)
    const isApplying = inputs.length === 2 && others.length === 0 && output !== undefined
    if (
      isApplying &&
      transformation !== undefined &&
      dataset !== undefined &&
      module.outputs[output]?.type === 'table'
    ) {
      return { module, transformation, dataset, output }
    }
  }
  return undefined
}
