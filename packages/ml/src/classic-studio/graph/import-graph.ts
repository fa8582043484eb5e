import { type ExperimentGraph, type ExperimentNode, experimentGraph } from '@sluice/contracts'
import { findModule } from '@sluice/dataflow'
import { findSavedModule } from '../../conversions/graph-builder.ts'
import type { Module, Modules } from '../../modules/module.ts'
import { type ClassicGraph, type ClassicWebService, parsePositions, splitPortId } from './classic-graph.ts'
import { familyIdOf, type ModuleFamily, moduleFamilies } from './module-families.ts'
import { findParameter, findPort, readParameterValue } from './parameter-values.ts'

/** Our id of something that a graph names by an id of the studio; undefined when the workspace has none like it. */
export interface SavedThingFinder {
  dataset(id: string): string | undefined
  trainedModel(id: string): string | undefined
  transform(id: string): string | undefined
}

/** What did not come along. */
export interface MissingPart {
  readonly kind: 'module' | 'dataset' | 'trained model' | 'transform' | 'parameter' | 'connection' | 'web service port'
  /** Of the graph that was read. */
  readonly node: string
  /** Id of the module or of the saved thing, name of the parameter or of the port. */
  readonly id: string
  /** As people know it, where that is known. */
  readonly title: string
  readonly reason: string
}

export interface ImportedGraph {
  readonly graph: ExperimentGraph
  readonly missing: readonly MissingPart[]
}

interface KnownNode {
  /** Ours. */
  readonly id: string
  readonly module: Module
  readonly family: ModuleFamily | undefined
}

/** Reads an old experiment as far as its modules exist here. */
export function importGraph(
  given: { readonly graph: ClassicGraph; readonly webService?: ClassicWebService | null | undefined },
  modules: Modules,
  find: SavedThingFinder,
): ImportedGraph {
  const missing: MissingPart[] = []
  const nodes: ExperimentNode[] = []
  const edges: ExperimentGraph['edges'] = []
  const known = new Map<string, KnownNode>()
  const unknown = new Set<string>()
  const giveId = createIdGiver()
  const { graph } = given
  const webService = given.webService ?? {}
  const positions = new Map([
    ...parsePositions(graph.SerializedClientData),
    ...parsePositions(webService.SerializedClientData),
  ])
  const at = (id: string) => {
    const position = positions.get(id)
    return position === undefined ? {} : { position: { ...position } }
  }

  for (const node of graph.ModuleNodes) {
    const familyId = familyIdOf(node.ModuleId)
    const family = familyId === undefined ? undefined : ownValue(moduleFamilies, familyId)
    const own = node.ModuleId.startsWith('sluice.') ? node.ModuleId.slice('sluice.'.length) : undefined
    const module = findModule(modules, own ?? family?.module ?? '') as Module | undefined
    if (module === undefined || known.has(node.Id)) {
      const reason = module === undefined ? 'It does not exist here.' : 'Another module has the same id.'
      missing.push({ kind: 'module', node: node.Id, id: node.ModuleId, title: family?.title ?? own ?? '', reason })
      unknown.add(node.Id)
      continue
    }
    const entry = { id: giveId(node.Id), module, family }
    known.set(node.Id, entry)
    const set = readParameters(node, entry, missing)
    const comment = (node.Comment ?? '').slice(0, 1000)
    nodes.push({ id: entry.id, module: module.id, ...set, ...(comment === '' ? {} : { comment }), ...at(node.Id) })
  }

  const savedNodes = new Map<string, { readonly node: string; readonly port: string }>()
  const connectSaved = (
    kind: 'dataset' | 'trained model' | 'transform',
    savedId: string,
    to: { readonly node: string; readonly port: string },
  ) => {
    const key = `${kind} ${savedId}`
    const source = savedNodes.get(key) ?? addSaved(kind, savedId, to.node)
    if (source === undefined) return
    savedNodes.set(key, source)
    edges.push({ from: source, to })
  }
  const addSaved = (kind: 'dataset' | 'trained model' | 'transform', savedId: string, node: string) => {
    const type = ({ dataset: 'table', 'trained model': 'trained-model', transform: 'transformation' } as const)[kind]
    const standing = findSavedModule(modules, type)
    const id =
      kind === 'dataset'
        ? find.dataset(savedId)
        : kind === 'transform'
          ? find.transform(savedId)
          : find.trainedModel(savedId)
    if (standing === undefined || id === undefined) {
      missing.push({ kind, node, id: savedId, title: '', reason: 'The workspace has none with this id.' })
      return undefined
    }
    const nodeId = giveId(savedId)
    const parameters = { [standing.parameter]: id }
    nodes.push({ id: nodeId, module: standing.module.id, parameters, webServiceParameters: {}, ...at(savedId) })
    return { node: nodeId, port: standing.port }
  }

  /** Our place of a port; undefined, and noted, when it cannot be found. */
  const placeOf = (portId: string, side: 'inputs' | 'outputs') => {
    const { node, port } = splitPortId(portId)
    const entry = known.get(node)
    const found = entry && findPort(entry.module[side], port, entry.family)
    if (entry !== undefined && found !== undefined) return { node: entry.id, port: found }
    // What hangs on a module that is missing needs no line of its own.
    if (!unknown.has(node)) {
      missing.push({
        kind: 'connection',
        node,
        id: port,
        title: entry?.module.title ?? '',
        reason: 'There is no such port.',
      })
    }
    return undefined
  }

  for (const node of graph.ModuleNodes) {
    for (const port of node.InputPortsInternal ?? []) {
      const saved = [
        { kind: 'dataset', id: port.DataSourceId },
        { kind: 'trained model', id: port.TrainedModelId },
        { kind: 'transform', id: port.TransformModuleId },
      ] as const
      for (const { kind, id } of saved) {
        if (id === null || id === undefined || id === '') continue
        const to = placeOf(`${node.Id}:${port.Name}`, 'inputs')
        if (to !== undefined) connectSaved(kind, id, to)
      }
    }
  }
  for (const { SourceOutputPortId, DestinationInputPortId } of graph.EdgesInternal ?? []) {
    const from = placeOf(SourceOutputPortId, 'outputs')
    const to = placeOf(DestinationInputPortId, 'inputs')
    if (from !== undefined && to !== undefined) edges.push({ from, to })
  }

  for (const side of ['Inputs', 'Outputs'] as const) {
    const isInput = side === 'Inputs'
    const module = Object.values(modules).find(
      ({ webServicePort }) => webServicePort === (isInput ? 'input' : 'output'),
    )
    for (const [index, { Id, PortId, Name }] of (webService[side] ?? []).entries()) {
      const name = Name ?? `${isInput ? 'input' : 'output'}${index + 1}`
      const place = PortId ? placeOf(PortId, isInput ? 'inputs' : 'outputs') : undefined
      const own = Object.keys((isInput ? module?.outputs : module?.inputs) ?? {})[0]
      if (module === undefined || own === undefined || !module.parameters.safeParse({ name }).success) {
        missing.push({
          kind: 'web service port',
          node: Id ?? '',
          id: name,
          title: name,
          reason: 'It cannot be made here.',
        })
        continue
      }
      const node = giveId(Id || `${isInput ? 'web-service-input' : 'web-service-output'}-${index + 1}`)
      nodes.push({ id: node, module: module.id, parameters: { name }, webServiceParameters: {}, ...at(Id ?? '') })
      if (place !== undefined) {
        edges.push(isInput ? { from: { node, port: own }, to: place } : { from: place, to: { node, port: own } })
      }
    }
  }

  const linked = new Set(nodes.flatMap((node) => Object.values(node.webServiceParameters)))
  const declared = (webService.Parameters ?? []).filter(({ Name }) => linked.has(Name))
  const webServiceParameters = [...linked].map((name) => {
    const { Value, ParameterDefinition } = declared.find(({ Name }) => Name === name) ?? {}
    const defaultValue = ParameterDefinition?.HasDefaultValue === true ? ParameterDefinition.DefaultValue : Value
    return {
      name,
      ...(defaultValue === undefined || defaultValue === null || defaultValue === '' ? {} : { defaultValue }),
    }
  })
  return { graph: experimentGraph.parse({ nodes, edges, webServiceParameters }), missing }
}

function readParameters(
  node: ClassicGraph['ModuleNodes'][number],
  { module, family }: KnownNode,
  missing: MissingPart[],
): Pick<ExperimentNode, 'parameters' | 'webServiceParameters'> {
  const parameters: Record<string, ExperimentNode['parameters'][string]> = {}
  const webServiceParameters: Record<string, string> = {}
  for (const { Name, Value, LinkedGlobalParameter } of node.ModuleParameters ?? []) {
    const parameter = findParameter(module, Name, family)
    const note = (reason: string) =>
      missing.push({ kind: 'parameter', node: node.Id, id: Name, title: module.title, reason })
    if (parameter === undefined) {
      // What was never set is no loss.
      if (Value) note('The module has no such parameter here.')
      continue
    }
    const link = LinkedGlobalParameter ?? ''
    if (link !== '' && link.length <= 100) webServiceParameters[parameter] = link
    if (Value === undefined || Value === null || (Value === '' && !takesEmptyText(module, parameter))) continue
    const read = readParameterValue(module, parameter, Value)
    if ('value' in read) parameters[parameter] = read.value
    else note(read.reason)
  }
  return { parameters, webServiceParameters }
}

const takesEmptyText = (module: Module, parameter: string): boolean =>
  'value' in readParameterValue(module, parameter, '')

const ownValue = <Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined

/** Ids of nodes as they were, as long as they fit and are not taken. */
function createIdGiver(): (wanted: string) => string {
  const taken = new Set<string>()
  return (wanted) => {
    let id = wanted.slice(0, 64)
    for (let attempt = 2; taken.has(id); attempt += 1) id = `${wanted.slice(0, 56)}-${attempt}`
    taken.add(id)
    return id
  }
}
