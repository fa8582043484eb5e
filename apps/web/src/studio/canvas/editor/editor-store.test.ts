import type { ExperimentGraph } from '@sluice/contracts'
import { addModule, freeNodeId, moveModules, removeModules, setComment } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEditorStore } from './editor-store.ts'

const first: ExperimentGraph = { nodes: [], edges: [], webServiceParameters: [] }
const add = (graph: ExperimentGraph) =>
  addModule(graph, { id: freeNodeId(graph, 'm'), module: 'm', position: { x: 0, y: 0 } })

describe('the graph while it is edited', () => {
  it('is undone and redone edit by edit', () => {
    const store = createEditorStore(first)
    store.edit(add)
    store.edit(add)
    const last = store.state.getState().graph
    store.undo()
    expect(store.state.getState().graph.nodes.map(({ id }) => id)).toEqual(['m'])
    store.redo()
    expect(store.state.getState().graph).toBe(last)
    store.undo()
    store.undo()
    expect(store.state.getState().graph).toBe(first)
  })

  it('takes a burst of typing as one edit, and a pause as its end', () => {
    let time = 0
    const store = createEditorStore(add(first), () => time)
    const type = (text: string) => store.edit((graph) => setComment(graph, 'm', text), 'm.comment')
    for (const text of ['a', 'ab', 'abc']) {
      type(text)
      time += 500
    }
    time += 5_000
    type('abcd')
    const past = () => store.history.getState().pastStates.length
    expect(past()).toBe(2)
    store.undo()
    expect(store.state.getState().graph.nodes[0]?.comment).toBe('abc')
    // What is typed after an undo is an edit of its own.
    type('abc?')
    expect(past()).toBe(2)
  })

  it('remembers nothing of selections, nor of edits that change nothing', () => {
    const store = createEditorStore(add(first))
    store.select(['m', 'gone'])
    expect(store.state.getState().selection).toEqual(['m'])
    store.edit((graph) => graph)
    expect(store.history.getState().pastStates).toEqual([])
    store.edit((graph) => removeModules(graph, new Set(['m'])))
    store.undo()
    store.edit(add)
    store.select(['m', 'm-2'])
    store.undo()
    expect(store.state.getState().selection).toEqual(['m'])
  })

  it('comes back byte for byte after any hundred edits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 100, maxLength: 100 }), (kinds) => {
        const store = createEditorStore(first)
        const before = JSON.stringify(first)
        for (const [index, kind] of kinds.entries()) {
          const id = store.state.getState().graph.nodes[index % 3]?.id ?? ''
          if (kind === 0) store.edit((graph) => removeModules(graph, new Set([id])))
          else if (kind === 1) store.edit((graph) => moveModules(graph, new Map([[id, { x: index, y: 1 }]])))
          else store.edit(add)
        }
        for (const _ of kinds) store.undo()
        expect(JSON.stringify(store.state.getState().graph)).toBe(before)
      }),
      { numRuns: 20 },
    )
  })
})
