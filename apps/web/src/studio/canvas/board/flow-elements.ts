import type { ExperimentEdge, ExperimentGraph, ExperimentNode } from '@sluice/contracts'
import { type CatalogueEntry, moduleSize, placeOf } from '@sluice/dataflow'
import type { Edge, Node } from '@xyflow/react'
import type { ModuleInfo } from '../state/module-infos.ts'

export type FlowModule = Node<
  {
    readonly node: ExperimentNode
    readonly entry: CatalogueEntry | undefined
    readonly title: string
    readonly info: ModuleInfo
  },
  'module'
>

export type FlowConnection = Edge<{ readonly edge: ExperimentEdge }, 'connection'>

export interface FlowSources {
  readonly graph: ExperimentGraph
  readonly selection: readonly string[]
  readonly infos: ReadonlyMap<string, ModuleInfo>
  readonly catalogue: ReadonlyMap<string, CatalogueEntry>
  readonly titleOf: (node: ExperimentNode) => string
  /** What those hear who do not see it. */
  readonly describe: (node: ExperimentNode) => string
  readonly roleDescription: string
}

const notRun: ModuleInfo = { state: 'not-run' }

/** The modules as they are drawn. What did not change stays the same object, so that it is not drawn anew. */
export function toFlowModules(sources: FlowSources, before: readonly FlowModule[]): FlowModule[] {
  const { graph, selection, infos, catalogue, titleOf, describe, roleDescription } = sources
  const isSelected = new Set(selection)
  const old = new Map(before.map((module) => [module.id, module]))
  const modules = graph.nodes.map((node): FlowModule => {
    const former = old.get(node.id)
    const entry = catalogue.get(node.module)
    const title = titleOf(node)
    const info = infos.get(node.id) ?? notRun
    const selected = isSelected.has(node.id)
    const ariaLabel = describe(node)
    const data = former?.data
    const hasSameData =
      data !== undefined && data.node === node && data.entry === entry && data.title === title && data.info === info
    const isDragged = former?.dragging === true
    const place = placeOf(node)
    const isThere = former?.position.x === place.x && former.position.y === place.y
    if (hasSameData && former?.selected === selected && former.ariaLabel === ariaLabel && (isThere || isDragged)) {
      return former
    }
    return {
      ...moduleSize,
      domAttributes: { 'aria-roledescription': roleDescription },
      ...former,
      id: node.id,
      type: 'module',
      position: isDragged ? (former?.position ?? place) : place,
      selected,
      ariaLabel,
      data: hasSameData && data !== undefined ? data : { node, entry, title, info },
    }
  })
  const isSame = modules.length === before.length && modules.every((module, index) => module === before[index])
  return isSame ? (before as FlowModule[]) : modules
}

export const connectionId = ({ from, to }: ExperimentEdge): string =>
  JSON.stringify([from.node, from.port, to.node, to.port])

/** @param before of the last time: a connection that is the same is not drawn anew */
export function toFlowConnections(
  edges: readonly ExperimentEdge[],
  { selected, label, roleDescription }: ConnectionSources,
  before: FlowConnection[],
): FlowConnection[] {
  const old = new Map(before.map((connection) => [connection.id, connection]))
  const connections = edges.map((edge): FlowConnection => {
    const id = connectionId(edge)
    const former = old.get(id)
    const ariaLabel = label(edge)
    const isSelected = selected.has(id)
    if (former?.data?.edge === edge && former.selected === isSelected && former.ariaLabel === ariaLabel) return former
    return {
      id,
      type: 'connection',
      source: edge.from.node,
      sourceHandle: edge.from.port,
      target: edge.to.node,
      targetHandle: edge.to.port,
      selected: isSelected,
      ariaLabel,
      domAttributes: { 'aria-roledescription': roleDescription },
      data: { edge },
    }
  })
  const isSame = connections.length === before.length && connections.every((one, index) => one === before[index])
  return isSame ? before : connections
}

export interface ConnectionSources {
  readonly selected: ReadonlySet<string>
  readonly label: (edge: ExperimentEdge) => string
  readonly roleDescription: string
}
