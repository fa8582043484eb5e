import type { ExperimentEdge, ExperimentGraph, ExperimentNode, Fault, TableSchema } from '@sluice/contracts'
import { findModule, type ModuleDescriptions, toTableSchema } from './module-description.ts'
import { titleOf } from './node-title.ts'
import { orderNodes } from './order-nodes.ts'
import type { PropagatedShapes } from './propagate-shapes.ts'

/** A module on the way from callers' rows, or from stored data, to a web-service output. */
export interface PlannedNode {
  readonly node: ExperimentNode
  /** False: its outputs are the same for every call. */
  readonly dependsOnCall: boolean
  /** Input port → where its table comes from. */
  readonly sources: Readonly<Record<string, { readonly node: string; readonly port: string }>>
}

export interface WebServicePlan {
  readonly inputs: readonly { readonly name: string; readonly node: string }[]
  readonly outputs: readonly {
    readonly name: string
    readonly source: { readonly node: string; readonly port: string }
  }[]
  /** What lies between, each after what it takes from; without the web-service inputs and outputs themselves. */
  readonly steps: readonly PlannedNode[]
}

/**
 * The part of an experiment that a web service runs: everything that a web-service output needs, where a web-service
 * input takes the place of what else is connected to its port.
 * @param graph without faults of `checkGraph`
 */
export function planWebService(
  graph: ExperimentGraph,
  modules: ModuleDescriptions,
): { readonly plan: WebServicePlan; readonly faults: readonly Fault[] } {
  const sideOf = (node: ExperimentNode) => findModule(modules, node.module)?.webServicePort
  const inputs = graph.nodes.filter((node) => sideOf(node) === 'input')
  const outputs = graph.nodes.filter((node) => sideOf(node) === 'output')
  const edges = callEdges(graph, new Set(inputs.map(({ id }) => id)))
  const needed = ancestorsOf(outputs, edges)
  const dependent = dependentsOf(inputs, edges)
  const faults: Fault[] = []
  const fault = (node: ExperimentNode, message: string) =>
    faults.push({ code: 'WebServicePort', target: `nodes[${graph.nodes.indexOf(node)}]`, message })
  if (outputs.length === 0) {
    faults.push({ code: 'WebServicePort', target: 'nodes', message: 'The experiment has no web-service output.' })
  }
  for (const input of inputs) {
    if (!needed.has(input.id))
      fault(input, `Nothing that a web-service output needs takes from ${titleOf(input, modules)}.`)
  }
  const sourcesOf = (id: string) =>
    Object.fromEntries(edges.filter(({ to }) => to.node === id).map(({ from, to }) => [to.port, from]))
  const plan: WebServicePlan = {
    inputs: inputs.map((node) => ({ name: nameOf(node, modules), node: node.id })),
    outputs: outputs.flatMap((node) => {
      const source = edges.find(({ to }) => to.node === node.id)?.from
      return source === undefined ? [] : [{ name: nameOf(node, modules), source }]
    }),
    steps: orderNodes(graph.nodes, edges)
      .ordered.filter((node) => needed.has(node.id) && sideOf(node) === undefined)
      .map((node) => ({ node, dependsOnCall: dependent.has(node.id), sources: sourcesOf(node.id) })),
  }
  return { plan, faults }
}

/**
 * Columns that callers send at each web-service input: those which reach its port in the experiment.
 * Faults name the inputs whose columns cannot be known.
 */
export function webServiceInputSchemas(
  graph: ExperimentGraph,
  modules: ModuleDescriptions,
  schemas: PropagatedShapes,
): {
  readonly schemas: readonly { readonly name: string; readonly schema: TableSchema }[]
  readonly faults: readonly Fault[]
} {
  const faults: Fault[] = []
  const found = graph.nodes.flatMap((node, index) => {
    if (findModule(modules, node.module)?.webServicePort !== 'input') return []
    const candidates = graph.edges
      .filter(({ from }) => from.node === node.id)
      .map(({ to }) => toTableSchema(schemas.inputsByNode.get(to.node)?.[to.port]))
    const known = candidates.filter((schema) => schema !== undefined)
    const [first] = known
    const add = (message: string) => faults.push({ code: 'WebServicePort', target: `nodes[${index}]`, message })
    if (first === undefined) {
      add(`The columns of ${titleOf(node, modules)} are not known: connect a dataset, too, to the port it leads to.`)
      return []
    }
    if (known.some((schema) => JSON.stringify(schema) !== JSON.stringify(first))) {
      add(`${titleOf(node, modules)} leads to ports with different columns.`)
    }
    return [{ name: nameOf(node, modules), schema: first }]
  })
  return { schemas: found, faults }
}

const nameOf = (node: ExperimentNode, modules: ModuleDescriptions): string =>
  String(findModule(modules, node.module)?.parameters.parse(node.parameters).name)

/** The edges of the web-service view: none beside a web-service input at the same port. */
const callEdges = (graph: ExperimentGraph, inputIds: ReadonlySet<string>): ExperimentEdge[] =>
  graph.edges.filter(
    ({ from, to }) =>
      inputIds.has(from.node) ||
      !graph.edges.some(
        (other) => inputIds.has(other.from.node) && other.to.node === to.node && other.to.port === to.port,
      ),
  )

function ancestorsOf(nodes: readonly ExperimentNode[], edges: readonly ExperimentEdge[]): Set<string> {
  return walk(nodes, (id) => edges.filter(({ to }) => to.node === id).map(({ from }) => from.node))
}

function dependentsOf(nodes: readonly ExperimentNode[], edges: readonly ExperimentEdge[]): Set<string> {
  return walk(nodes, (id) => edges.filter(({ from }) => from.node === id).map(({ to }) => to.node))
}

function walk(start: readonly ExperimentNode[], next: (id: string) => string[]): Set<string> {
  const reached = new Set(start.map(({ id }) => id))
  for (const id of reached) for (const further of next(id)) reached.add(further)
  return reached
}
