import type { ExperimentGraph } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { graphOf, modules } from '../graph.fixture.ts'
import { connectionFault } from './connection-fault.ts'
import { copyModules, duplicateModules, pasteModules } from './copied-modules.ts'
import { connect, disconnect } from './edit-connections.ts'
import { dissolveGroup, makeGroup, renameGroup } from './edit-groups.ts'
import { addModule, moveModules, removeModules, setComment, setParameters } from './edit-modules.ts'
import { freeNodeId } from './free-node-id.ts'
import { freePlace } from './place.ts'
import { bestPort, possiblePorts } from './possible-ports.ts'
import { linkWebServiceParameter } from './web-service-parameter.ts'

const edge = (text: string) => graphOf([], [text]).edges[0] as ExperimentGraph['edges'][number]
const knownModules = new Set(Object.keys(modules))

describe('editing modules', () => {
  it('adds one with an id of its own', () => {
    const graph = graphOf(['source: source', 'source-2: source'], [])
    const id = freeNodeId(graph, 'source')
    const changed = addModule(graph, { id, module: 'source', parameters: { columns: ['a'] }, position: { x: 1, y: 2 } })
    expect(changed.nodes.at(-1)).toEqual({
      id: 'source-3',
      module: 'source',
      parameters: { columns: ['a'] },
      webServiceParameters: {},
      position: { x: 1, y: 2 },
    })
    expect(freeNodeId(graph, 'm'.repeat(100)).length).toBeLessThanOrEqual(64)
  })

  it('finds a place where no other module lies', () => {
    const graph = moveModules(graphOf(['s: source'], []), new Map([['s', { x: 0, y: 0 }]]))
    expect(freePlace(graph, { x: 300, y: 0 })).toEqual({ x: 300, y: 0 })
    expect(freePlace(graph, { x: 10.4, y: 10 })).toEqual({ x: 10, y: 60 })
  })

  it('removes them with their connections, places in groups and parameters that only they took', () => {
    const graph = makeGroup(
      graphOf(
        ['s: source', ['k', 'keep', { column: 'a' }, { times: 'T' }], 'o: output'],
        ['s.data > k.data', 'k.data > o.data'],
        [{ name: 'T' }, { name: 'Unused' }],
      ),
      { id: 'g', title: 'Group', nodes: ['k'] },
    )
    expect(removeModules(graph, new Set(['k']))).toEqual({
      ...graphOf(['s: source', 'o: output'], []),
      webServiceParameters: [{ name: 'Unused' }],
      groups: [],
    })
    expect(removeModules(graph, new Set(['nothing']))).toBe(graph)
  })

  it('moves, sets and comments, and leaves the graph as it is where nothing changes', () => {
    const graph = graphOf(['s: source'], [])
    const moved = moveModules(graph, new Map([['s', { x: 10.4, y: 20 }]]))
    expect(moved.nodes[0]?.position).toEqual({ x: 10, y: 20 })
    expect(moveModules(moved, new Map([['s', { x: 10, y: 20 }]]))).toBe(moved)
    const set = setParameters(graph, 's', { columns: ['x'] })
    expect(set.nodes[0]?.parameters).toEqual({ columns: ['x'] })
    expect(setParameters(set, 's', { columns: ['x'] })).toBe(set)
    const commented = setComment(graph, 's', 'Why')
    expect(commented.nodes[0]?.comment).toBe('Why')
    expect(setComment(commented, 's', undefined)).toEqual(graph)
    expect(setComment(graph, 's', '')).toBe(graph)
  })
})

describe('web-service parameters', () => {
  const graph = graphOf(
    [
      ['k', 'keep', { column: 'a' }],
      ['l', 'keep'],
    ],
    [],
  )
  const place = { node: 'k', parameter: 'times' }

  it('are declared when callers may set them, and gone when they may not', () => {
    const linked = linkWebServiceParameter(graph, place, { name: 'Times', defaultValue: 3 })
    expect(linked.nodes[0]?.webServiceParameters).toEqual({ times: 'Times' })
    expect(linked.webServiceParameters).toEqual([{ name: 'Times', defaultValue: 3 }])
    expect(linkWebServiceParameter(linked, place, undefined)).toEqual(graph)
  })

  it('are renamed, and shared by their name', () => {
    const one = linkWebServiceParameter(graph, place, { name: 'Times' })
    const renamed = linkWebServiceParameter(one, place, { name: 'Count' })
    expect(renamed.webServiceParameters).toEqual([{ name: 'Count' }])
    const shared = linkWebServiceParameter(
      renamed,
      { node: 'l', parameter: 'times' },
      { name: 'Count', defaultValue: 2 },
    )
    expect(shared.webServiceParameters).toEqual([{ name: 'Count', defaultValue: 2 }])
    expect(linkWebServiceParameter(shared, place, undefined).webServiceParameters).toHaveLength(1)
  })
})

describe('groups', () => {
  const graph = graphOf(['a: source', 'b: source'], [])

  it('are made, renamed and dissolved; a module is in one at most', () => {
    const first = makeGroup(graph, { id: 'g', title: 'G', nodes: ['a', 'b', 'nothing'] })
    expect(first.groups).toEqual([{ id: 'g', title: 'G', nodes: ['a', 'b'] }])
    const second = makeGroup(first, { id: 'h', title: 'H', nodes: ['b'] })
    expect(second.groups).toEqual([
      { id: 'g', title: 'G', nodes: ['a'] },
      { id: 'h', title: 'H', nodes: ['b'] },
    ])
    expect(renameGroup(second, 'h', 'New').groups?.[1]?.title).toBe('New')
    expect(renameGroup(second, 'h', 'H')).toBe(second)
    expect(dissolveGroup(second, 'g').groups).toEqual([{ id: 'h', title: 'H', nodes: ['b'] }])
    expect(dissolveGroup(graph, 'g')).toBe(graph)
  })
})

describe('copied modules', () => {
  const graph = graphOf(
    ['source: source', ['keep', 'keep', { column: 'a' }, { times: 'T' }], 'output: output'],
    ['source.data > keep.data', 'keep.data > output.data'],
    [{ name: 'T' }],
  )
  const text = copyModules(graph, new Set(['source', 'keep'])) ?? ''

  it('are a text with a mark', () => {
    expect(JSON.parse(text)).toMatchObject({ sluice: 'modules', graph: { edges: [edge('source.data > keep.data')] } })
    expect(copyModules(graph, new Set())).toBeUndefined()
  })

  it('are pasted with ids of their own, moved a little, connected as among themselves', () => {
    const result = pasteModules(graph, text, { knownModules })
    if ('fault' in result) throw new Error(result.fault.kind)
    expect(result.ids).toEqual(['source-2', 'keep-2'])
    expect(result.graph.nodes.slice(3).map(({ position }) => position)).toEqual([
      { x: 30, y: 30 },
      { x: 30, y: 30 },
    ])
    expect(result.graph.edges.slice(2)).toEqual([edge('source-2.data > keep-2.data')])
    expect(result.graph.webServiceParameters).toEqual([{ name: 'T' }])
    const again = pasteModules(result.graph, text, { knownModules, at: { x: 500, y: 40 } })
    if ('fault' in again) throw new Error(again.fault.kind)
    expect(again.graph.nodes.at(-1)).toMatchObject({ id: 'keep-3', position: { x: 500, y: 40 } })
  })

  it('bring their web-service parameters to another experiment', () => {
    const result = pasteModules(graphOf([], []), text, { knownModules })
    expect('graph' in result && result.graph.webServiceParameters).toEqual([{ name: 'T' }])
  })

  it('are refused where a module is not known, and nothing else is taken for them', () => {
    expect(pasteModules(graph, text, { knownModules: new Set(['source']) })).toEqual({
      fault: { kind: 'unknown-module', module: 'keep' },
    })
    for (const other of ['', 'text', '{}', '{"sluice":"modules","graph":{"nodes":[{}]}}']) {
      expect(pasteModules(graph, other, { knownModules })).toEqual({ fault: { kind: 'no-modules' } })
    }
  })

  it('can be had at once', () => {
    const result = duplicateModules(graph, new Set(['keep', 'output']))
    expect(result.ids).toEqual(['keep-2', 'output-2'])
    expect(result.graph.edges.at(-1)).toEqual(edge('keep-2.data > output-2.data'))
    expect(duplicateModules(graph, new Set()).graph).toBe(graph)
  })
})

describe('a connection', () => {
  const graph = graphOf(
    ['s: source', 't: source', 'k: keep', 'j: join', 'l: learner', 'i: input', 'o: input'],
    ['s.data > k.data', 'k.data > j.left', 'i.data > k.data'],
  )
  it.each([
    ['s.data > j.right', undefined],
    ['o.data > j.left', undefined],
    ['o.data > k.data', { kind: 'port-taken', by: { node: 'i', port: 'data' } }],
    ['t.data > k.data', { kind: 'port-taken', by: { node: 's', port: 'data' } }],
    ['s.data > k.data', { kind: 'same-connection' }],
    ['k.data > k.data', { kind: 'own-output' }],
    ['j.data > k.data', { kind: 'circle' }],
    ['l.model > j.right', { kind: 'wrong-type', gives: 'untrained-model', takes: ['table'] }],
    ['s.nothing > j.right', { kind: 'unknown-port' }],
    ['s.data > z.right', { kind: 'unknown-port' }],
  ] as const)('%s', (text, fault) => {
    expect(connectionFault(graph, edge(text), modules)).toEqual(fault)
  })

  it('is added and taken away', () => {
    const connected = connect(graph, edge('s.data > j.right'))
    expect(connected.edges).toHaveLength(4)
    expect(disconnect(connected, [edge('s.data > j.right')])).toEqual(graph)
    expect(disconnect(graph, [edge('s.data > j.right')])).toBe(graph)
  })

  it('may lead to every port that has nothing against it, what must be filled first', () => {
    const ports = (node: string, port: string, side: 'input' | 'output') =>
      possiblePorts(graph, { node, port, side }, modules).map((one) => `${one.node}.${one.port}`)
    expect(ports('t', 'data', 'output')).toEqual(['j.right'])
    expect(ports('o', 'data', 'output')).toEqual(['j.right', 'j.left'])
    expect(ports('j', 'right', 'input')).toEqual(['t.data', 'o.data', 's.data', 'k.data', 'i.data'])
    expect(ports('l', 'model', 'output')).toEqual([])
  })

  it('may be thought of before the module is there', () => {
    const from = { node: 's', port: 'data', side: 'output' } as const
    const best = (id: keyof typeof modules) => bestPort(graph, from, modules[id] as (typeof modules)[string], modules)
    expect(best('keep')).toEqual({ port: 'data', rank: 0 })
    expect(best('join')).toEqual({ port: 'left', rank: 0 })
    expect(best('learner')).toBeUndefined()
  })
})
