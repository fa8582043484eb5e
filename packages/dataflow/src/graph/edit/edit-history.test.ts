import { type ExperimentGraph, experimentGraph } from '@sluice/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphOf, modules } from '../graph.fixture.ts'
import { connectionFault } from './connection-fault.ts'
import { copyModules, duplicateModules, pasteModules } from './copied-modules.ts'
import { connect, disconnect } from './edit-connections.ts'
import { dissolveGroup, makeGroup, renameGroup } from './edit-groups.ts'
import { addModule, moveModules, removeModules, setComment, setParameters } from './edit-modules.ts'
import { freeNodeId } from './free-node-id.ts'
import { freePlace } from './place.ts'
import { linkWebServiceParameter } from './web-service-parameter.ts'

const ids = Object.keys(modules)
const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(1, items.length)]
const knownModules = new Set(ids)

/** What the numbers of an edit make of a graph: each kind of edit, at places that there are. */
const edits: readonly ((graph: ExperimentGraph, a: number, b: number) => ExperimentGraph)[] = [
  (graph, a, b) => {
    const module = pick(ids, a) ?? ''
    return addModule(graph, { id: freeNodeId(graph, module), module, position: freePlace(graph, { x: a, y: b }) })
  },
  (graph, a, b) => removeModules(graph, new Set([pick(graph.nodes, a)?.id ?? '', pick(graph.nodes, b)?.id ?? ''])),
  (graph, a, b) => moveModules(graph, new Map([[pick(graph.nodes, a)?.id ?? '', { x: a + 0.4, y: b }]])),
  (graph, a, b) => {
    const outputs = graph.nodes.flatMap((node) =>
      Object.keys(modules[node.module]?.outputs ?? {}).map((port) => ({ node: node.id, port })),
    )
    const inputs = graph.nodes.flatMap((node) =>
      Object.keys(modules[node.module]?.inputs ?? {}).map((port) => ({ node: node.id, port })),
    )
    const from = pick(outputs, a)
    const to = pick(inputs, b)
    if (from === undefined || to === undefined) return graph
    return connectionFault(graph, { from, to }, modules) === undefined ? connect(graph, { from, to }) : graph
  },
  (graph, a) => disconnect(graph, graph.edges.slice(a % 7, (a % 7) + 1)),
  (graph, a, b) => setParameters(graph, pick(graph.nodes, a)?.id ?? '', { column: String(b) }),
  (graph, a, b) => setComment(graph, pick(graph.nodes, a)?.id ?? '', b % 3 === 0 ? undefined : `Comment ${b}`),
  (graph, a, b) =>
    linkWebServiceParameter(
      graph,
      { node: pick(graph.nodes, a)?.id ?? '', parameter: 'times' },
      b % 3 === 0 ? undefined : { name: `Parameter ${b % 4}`, defaultValue: a },
    ),
  (graph, a, b) =>
    makeGroup(graph, {
      id: freeNodeId(graph, 'group'),
      title: `Group ${a}`,
      nodes: [pick(graph.nodes, a)?.id ?? '', pick(graph.nodes, b + 1)?.id ?? ''],
    }),
  (graph, a, b) => renameGroup(graph, pick(graph.groups ?? [], a)?.id ?? '', `Group ${b}`),
  (graph, a) => dissolveGroup(graph, pick(graph.groups ?? [], a)?.id ?? ''),
  (graph, a) => duplicateModules(graph, new Set([pick(graph.nodes, a)?.id ?? ''])).graph,
  (graph, a, b) => {
    const text = copyModules(graph, new Set(graph.nodes.slice(a % 5, (a % 5) + 3).map(({ id }) => id)))
    const result = pasteModules(graph, text ?? '', { knownModules, at: b % 2 === 0 ? undefined : { x: a, y: b } })
    return 'graph' in result ? result.graph : graph
  },
]

const edit = fc.record({ kind: fc.nat(edits.length - 1), a: fc.nat(1000), b: fc.nat(1000) })
const start = graphOf(['s: source', ['k', 'keep', { column: 'a' }], 'i: input'], ['s.data > k.data', 'i.data > k.data'])

describe('any hundred edits', () => {
  it('undone one by one give each graph back, byte for byte', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 100, maxLength: 100 }), (all) => {
        const history = [frozen(start)]
        const texts = [JSON.stringify(start)]
        for (const { kind, a, b } of all) {
          const next = edits[kind]?.(history.at(-1) ?? start, a, b) ?? start
          history.push(frozen(next))
          texts.push(JSON.stringify(next))
        }
        while (history.length > 0) expect(JSON.stringify(history.pop())).toBe(texts.pop())
      }),
      { numRuns: 30 },
    )
  })

  it('leave a graph that can be saved, without ends that lead nowhere', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 60 }), (all) => {
        const graph = all.reduce((before, { kind, a, b }) => edits[kind]?.(before, a, b) ?? before, start)
        expect(experimentGraph.parse(graph)).toEqual(graph)
        const known = new Set(graph.nodes.map(({ id }) => id))
        expect(known.size).toBe(graph.nodes.length)
        const named = [
          ...graph.edges.flatMap(({ from, to }) => [from.node, to.node]),
          ...(graph.groups ?? []).flatMap(({ nodes }) => nodes),
        ]
        expect(named.filter((id) => !known.has(id))).toEqual([])
        const declared = new Set(graph.webServiceParameters.map(({ name }) => name))
        const linked = graph.nodes.flatMap(({ webServiceParameters }) => Object.values(webServiceParameters))
        expect(new Set(linked)).toEqual(declared)
      }),
      { numRuns: 50 },
    )
  })
})

/** An edit that changed what it was given would throw. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
