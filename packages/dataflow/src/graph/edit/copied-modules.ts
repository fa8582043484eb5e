import { type ExperimentGraph, experimentGraph } from '@sluice/contracts'
import * as z from 'zod'
import { freeId } from './free-node-id.ts'
import { type Place, placeOf } from './place.ts'

const copied = z.object({ sluice: z.literal('modules'), graph: experimentGraph })

/** The modules with what connects them, as a text for the clipboard; undefined where there are none. */
export function copyModules(graph: ExperimentGraph, ids: ReadonlySet<string>): string | undefined {
  const part = partOf(graph, ids)
  return part.nodes.length === 0 ? undefined : JSON.stringify({ sluice: 'modules', graph: part }, null, 2)
}

function partOf(graph: ExperimentGraph, ids: ReadonlySet<string>): ExperimentGraph {
  const nodes = graph.nodes.filter(({ id }) => ids.has(id))
  const used = new Set(nodes.flatMap(({ webServiceParameters }) => Object.values(webServiceParameters)))
  const groups = (graph.groups ?? []).filter((group) => group.nodes.every((id) => ids.has(id)))
  return {
    nodes,
    edges: graph.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node)),
    webServiceParameters: graph.webServiceParameters.filter(({ name }) => used.has(name)),
    ...(groups.length === 0 ? {} : { groups }),
  }
}

export type PasteResult =
  | { readonly graph: ExperimentGraph; readonly ids: readonly string[] }
  | { readonly fault: { readonly kind: 'no-modules' } | { readonly kind: 'unknown-module'; readonly module: string } }

export interface PasteOptions {
  /** Ids of the modules of this installation. */
  readonly knownModules: { has(id: string): boolean }
  /** Where the middle of what is pasted shall be; undefined: a little below the place where it was copied. */
  readonly at?: Place | undefined
}

/** Adds what `copyModules` gave, with ids of its own. */
export function pasteModules(graph: ExperimentGraph, text: string, options: PasteOptions): PasteResult {
  const part = readCopied(text)
  if (part === undefined || part.nodes.length === 0) return { fault: { kind: 'no-modules' } }
  const unknown = part.nodes.find(({ module }) => !options.knownModules.has(module))
  if (unknown !== undefined) return { fault: { kind: 'unknown-module', module: unknown.module } }
  return insert(graph, part, offsetOf(part, graph, options.at))
}

/** The same modules once more, beside themselves. */
export function duplicateModules(
  graph: ExperimentGraph,
  ids: ReadonlySet<string>,
): { readonly graph: ExperimentGraph; readonly ids: readonly string[] } {
  const part = partOf(graph, ids)
  return part.nodes.length === 0 ? { graph, ids: [] } : insert(graph, part, offsetOf(part, graph, undefined))
}

function readCopied(text: string): ExperimentGraph | undefined {
  try {
    return copied.parse(JSON.parse(text)).graph
  } catch {
    // Whatever else the clipboard may hold.
    return undefined
  }
}

const shift = 30

function offsetOf(part: ExperimentGraph, graph: ExperimentGraph, at: Place | undefined): Place {
  const places = part.nodes.map(placeOf)
  if (at !== undefined) {
    const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
    return { x: at.x - middle(places.map(({ x }) => x)), y: at.y - middle(places.map(({ y }) => y)) }
  }
  const taken = new Set(graph.nodes.map(placeOf).map(({ x, y }) => `${x} ${y}`))
  let offset = shift
  while (places.some(({ x, y }) => taken.has(`${x + offset} ${y + offset}`))) offset += shift
  return { x: offset, y: offset }
}

function insert(graph: ExperimentGraph, part: ExperimentGraph, offset: Place) {
  const taken = new Set([...graph.nodes, ...(graph.groups ?? [])].map(({ id }) => id))
  // By module, not by the copied id: the third copy of a copy is no `x-2-2-2`.
  const newIds = new Map(part.nodes.map(({ id, module }) => [id, freeId(module, taken)]))
  const rename = (id: string) => newIds.get(id) ?? id
  const nodes = part.nodes.map((node) => {
    const { x, y } = placeOf(node)
    return { ...node, id: rename(node.id), position: { x: Math.round(x + offset.x), y: Math.round(y + offset.y) } }
  })
  const edges = part.edges
    .filter(({ from, to }) => newIds.has(from.node) && newIds.has(to.node))
    .map(({ from, to }) => ({ from: { ...from, node: rename(from.node) }, to: { ...to, node: rename(to.node) } }))
  const known = new Set(graph.webServiceParameters.map(({ name }) => name))
  const groups = (part.groups ?? []).map((group) => ({
    ...group,
    id: freeId(group.id, taken),
    nodes: group.nodes.map(rename),
  }))
  return {
    graph: {
      ...graph,
      nodes: [...graph.nodes, ...nodes],
      edges: [...graph.edges, ...edges],
      webServiceParameters: [
        ...graph.webServiceParameters,
        ...part.webServiceParameters.filter(({ name }) => !known.has(name)),
      ],
      ...(groups.length === 0 ? {} : { groups: [...(graph.groups ?? []), ...groups] }),
    },
    ids: [...newIds.values()],
  }
}
