import type { ExperimentGraph, Fault, WebServiceDefinition } from '@sluice/contracts'
import {
  assertNoFaults,
  checkGraph,
  findModule,
  type ModuleDescriptions,
  type PortType,
  parameterType,
  planWebService,
  propagateShapes,
  type SchemaContext,
  titleOf,
  toTableSchema,
  type WebServicePlan,
  webServiceInputSchemas,
} from '@sluice/dataflow'

/**
 * What a web service made of this experiment takes and gives, with everything that a scorer needs.
 * @throws AppError `WebServicePackageInvalid` with every fault of the graph
 */
export function describeWebService(
  graph: ExperimentGraph,
  modules: ModuleDescriptions,
  context: SchemaContext,
): WebServiceDefinition {
  assertNoFaults(checkGraph(graph, modules))
  const schemas = propagateShapes(graph, modules, context)
  const inputs = webServiceInputSchemas(graph, modules, schemas)
  const { plan, faults } = planWebService(graph, modules)
  assertNoFaults([...schemas.faults, ...inputs.faults, ...faults])
  assertNoFaults(requestResponseFaults(plan, graph, modules))
  return {
    graph,
    inputs: inputs.schemas.map(({ name, schema }) => ({ name, schema: [...schema], description: '' })),
    outputs: plan.outputs.map(({ name, source }) => {
      const schema = toTableSchema(schemas.outputsByNode.get(source.node)?.[source.port])
      const isTable = portTypeAt(source, graph, modules) === 'table'
      return {
        name,
        kind: isTable ? ('table' as const) : ('model' as const),
        schema: schema === undefined ? null : [...schema],
        description: '',
      }
    }),
    parameters: graph.webServiceParameters.map(({ name, description, defaultValue }) => ({
      name,
      type: typeOf(graph, modules, name),
      description: description ?? '',
      ...(defaultValue === undefined ? {} : { defaultValue }),
    })),
  }
}

/** What keeps a service from answering single calls; one that gives a model is called by batch execution only. */
function requestResponseFaults(plan: WebServicePlan, graph: ExperimentGraph, modules: ModuleDescriptions): Fault[] {
  if (plan.outputs.some(({ source }) => portTypeAt(source, graph, modules) !== 'table')) return []
  return plan.steps.flatMap(({ node }) => {
    const module = findModule(modules, node.module)
    const message = module?.requestResponseFault?.(module.parameters.parse(node.parameters))
    if (message === undefined) return []
    const target = `nodes[${graph.nodes.indexOf(node)}]`
    return [{ code: 'RequestResponse', target, message: `${titleOf(node, modules)}: ${message}` }]
  })
}

function portTypeAt(
  { node: id, port }: { readonly node: string; readonly port: string },
  graph: ExperimentGraph,
  modules: ModuleDescriptions,
): PortType | undefined {
  const node = graph.nodes.find((candidate) => candidate.id === id)
  return node && findModule(modules, node.module)?.outputs[port]?.type
}

function typeOf(graph: ExperimentGraph, modules: ModuleDescriptions, name: string) {
  for (const node of graph.nodes) {
    for (const [parameter, linked] of Object.entries(node.webServiceParameters)) {
      const module = findModule(modules, node.module)
      if (linked === name && module !== undefined) return parameterType(module, parameter)
    }
  }
  return 'string'
}
