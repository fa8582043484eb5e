import type { ExperimentGraph } from '@sluice/contracts'
import { type TemporalState, temporal } from 'zundo'
import { createStore, type StoreApi } from 'zustand'

export interface EditorState {
  readonly graph: ExperimentGraph
  /** Ids of modules; no part of the history. */
  readonly selection: readonly string[]
}

/** The graph of an experiment while it is edited, with all that can be taken back. */
export interface EditorStore {
  readonly state: StoreApi<EditorState>
  /** What can be undone and redone. */
  readonly history: StoreApi<TemporalState<Pick<EditorState, 'graph'>>>
  /** @param burst names what is edited: what follows of the same name without a pause is undone at once */
  edit(change: (graph: ExperimentGraph) => ExperimentGraph, burst?: string): void
  select(ids: readonly string[]): void
  undo(): void
  redo(): void
  /** Another graph from elsewhere, from which nothing leads back. */
  replace(graph: ExperimentGraph): void
}

const historyLength = 500
/** Whoever stops typing for so long begins another edit. */
const burstPauseMs = 1_500

export function createEditorStore(graph: ExperimentGraph, now: () => number = Date.now): EditorStore {
  const state = createStore<EditorState>()(
    temporal((): EditorState => ({ graph, selection: [] }), {
      partialize: ({ graph: kept }) => ({ graph: kept }),
      equality: (before, after) => before.graph === after.graph,
      limit: historyLength,
    }),
  )
  const history = state.temporal
  let burstNow: { readonly name: string; readonly at: number } | undefined
  const withoutGone = (ids: readonly string[]) => {
    const known = new Set(state.getState().graph.nodes.map(({ id }) => id))
    return ids.filter((id) => known.has(id))
  }
  const step = (take: 'undo' | 'redo') => {
    burstNow = undefined
    history.getState()[take]()
    state.setState({ selection: withoutGone(state.getState().selection) })
  }
  return {
    state,
    history,
    edit(change, burst) {
      const before = state.getState().graph
      const after = change(before)
      if (after === before) return
      const goesOn = burst !== undefined && burstNow?.name === burst && now() - burstNow.at < burstPauseMs
      burstNow = burst === undefined ? undefined : { name: burst, at: now() }
      if (goesOn) history.getState().pause()
      state.setState({ graph: after })
      if (goesOn) history.getState().resume()
    },
    select(ids) {
      const before = state.getState().selection
      const after = withoutGone(ids)
      const isSame = before.length === after.length && before.every((id, index) => id === after[index])
      if (!isSame) state.setState({ selection: after })
    },
    undo: () => step('undo'),
    redo: () => step('redo'),
    replace(other) {
      burstNow = undefined
      state.setState({ graph: other })
      history.getState().clear()
      state.setState({ selection: withoutGone(state.getState().selection) })
    },
  }
}
