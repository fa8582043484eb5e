import type { ExperimentGraph, ExperimentNode } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import { findSavedModule } from '../../conversions/graph-builder.ts'
import type { Module, Modules } from '../../modules/module.ts'
import { writePositions } from './classic-graph.ts'
import { moduleFamilies, toModuleId } from './module-families.ts'
import { titleOf, writeParameterValue } from './parameter-values.ts'

/** An experiment's graph as the studio's clients read it, its web-service ports apart. @see reference: AzureML, 3.9 */
export function exportGraph(graph: ExperimentGraph, modules: Modules, workspaceId: string) {
  const moduleOf = (node: ExperimentNode) => findModule(modules, node.module) as Module | undefined
  const saved = new Map(graph.nodes.flatMap((node) => savedThingOf(node, modules, workspaceId)))
  const isPort = (node: ExperimentNode) => moduleOf(node)?.webServicePort !== undefined
  const plain = graph.nodes.filter((node) => !saved.has(node.id) && !isPort(node))
  const portId = (place: { readonly node: string; readonly port: string }, side: 'inputs' | 'outputs') => {
    const node = graph.nodes.find(({ id }) => id === place.node)
    return `${place.node}:${node === undefined ? place.port : portName(moduleOf(node), place.port, side)}`
  }
  const isPlain = (id: string) => plain.some((node) => node.id === id)
  const webServicePort = (node: ExperimentNode, side: 'input' | 'output') => {
    const edge = graph.edges.find(({ from, to }) => (side === 'input' ? from : to).node === node.id)
    return {
      Id: node.id,
      PortId: edge === undefined ? null : side === 'input' ? portId(edge.to, 'inputs') : portId(edge.from, 'outputs'),
      Name: String(moduleOf(node)?.parameters.safeParse(node.parameters).data?.name ?? ''),
    }
  }
  const portsOf = (side: 'input' | 'output') => graph.nodes.filter((node) => moduleOf(node)?.webServicePort === side)
  return {
    Graph: {
      ModuleNodes: plain.map((node) => exportNode(node, moduleOf(node), graph, saved)),
      EdgesInternal: graph.edges
        .filter(({ from, to }) => isPlain(from.node) && isPlain(to.node))
        .map(({ from, to }) => ({
          SourceOutputPortId: portId(from, 'outputs'),
          DestinationInputPortId: portId(to, 'inputs'),
        })),
      SerializedClientData: positionsOf(
        graph.nodes.filter((node) => !isPort(node)),
        (id) => saved.get(id)?.id ?? id,
      ),
    },
    WebService: {
      IsWebServiceExperiment: portsOf('input').length + portsOf('output').length > 0,
      Inputs: portsOf('input').map((node) => webServicePort(node, 'input')),
      Outputs: portsOf('output').map((node) => webServicePort(node, 'output')),
      Parameters: graph.webServiceParameters.map(({ name, defaultValue, description }) => ({
        Name: name,
        Value: defaultValue === undefined ? '' : writeParameterValue(defaultValue),
        ParameterDefinition: {
          Name: name,
          FriendlyName: name,
          Description: description ?? name,
          ParameterType: 'String',
          IsOptional: false,
          HasDefaultValue: defaultValue !== undefined,
          DefaultValue: defaultValue === undefined ? '' : writeParameterValue(defaultValue),
          HasRules: false,
          ParameterRules: [],
          MarkupType: 'Parameter',
        },
      })),
      WebServiceGroupId: null,
      SerializedClientData: positionsOf(graph.nodes.filter(isPort), (id) => id),
    },
  }
}

type SavedMember = 'DataSourceId' | 'TrainedModelId' | 'TransformModuleId'
type SavedThings = ReadonlyMap<string, { readonly member: SavedMember; readonly id: string }>

/** Datasets, models and transformations are no modules to the studio: the port that takes one names it. */
function savedThingOf(node: ExperimentNode, modules: Modules, workspaceId: string) {
  const members = {
    table: 'DataSourceId',
    'trained-model': 'TrainedModelId',
    transformation: 'TransformModuleId',
  } as const
  for (const [type, member] of Object.entries(members)) {
    const standing = findSavedModule(modules, type as keyof typeof members)
    if (standing?.module.id !== node.module) continue
    return [[node.id, { member, id: `${workspaceId}.${node.parameters[standing.parameter]}` }] as const]
  }
  return []
}

function exportNode(node: ExperimentNode, module: Module | undefined, graph: ExperimentGraph, saved: SavedThings) {
  const sourceOf = (port: string) => {
    const edges = graph.edges.filter(({ to }) => to.node === node.id && to.port === port)
    return edges.map(({ from }) => saved.get(from.node)).find((found) => found !== undefined)
  }
  const parameters = { ...module?.parameters.safeParse(node.parameters).data, ...node.parameters }
  return {
    Id: node.id,
    ModuleId: toModuleId(node.module),
    Comment: node.comment ?? '',
    CommentCollapsed: true,
    ModuleParameters: Object.entries(parameters).map(([name, value]) => ({
      Name: module === undefined ? name : parameterName(module, name),
      Value: writeParameterValue(value),
      ValueType: 'Literal',
      LinkedGlobalParameter: node.webServiceParameters[name] ?? null,
    })),
    InputPortsInternal: Object.keys(module?.inputs ?? {}).map((port) => {
      const found = sourceOf(port)
      const idFor = (member: SavedMember) => (found?.member === member ? found.id : null)
      return {
        Name: portName(module, port, 'inputs'),
        NodeId: node.id,
        DataSourceId: idFor('DataSourceId'),
        TrainedModelId: idFor('TrainedModelId'),
        TransformModuleId: idFor('TransformModuleId'),
      }
    }),
    OutputPortsInternal: Object.keys(module?.outputs ?? {}).map((port) => ({
      Name: portName(module, port, 'outputs'),
      NodeId: node.id,
      OutputType: null,
    })),
  }
}

const familyOf = (module: Module) => Object.values(moduleFamilies).find((family) => family.module === module.id)

const parameterName = (module: Module, name: string): string =>
  Object.entries(familyOf(module)?.parameters ?? {}).find(([, ours]) => ours === name)?.[0] ?? titleOf(module, name)

function portName(module: Module | undefined, port: string, side: 'inputs' | 'outputs'): string {
  const renamed = module && Object.entries(familyOf(module)?.ports ?? {}).find(([, ours]) => ours === port)?.[0]
  return renamed ?? module?.[side][port]?.title ?? port
}

const positionsOf = (nodes: readonly ExperimentNode[], idOf: (id: string) => string): string =>
  writePositions(
    nodes.flatMap(({ id, position }) =>
      position === undefined ? [] : [{ node: idOf(id), x: position.x, y: position.y }],
    ),
  )
