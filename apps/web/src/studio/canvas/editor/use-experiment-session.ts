import type { ExperimentAnswer, ExperimentSummaryAnswer } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { send } from '../../../shared/api-client/send.ts'
import { useSession } from '../../../shared/auth/session.ts'
import { experimentPath } from '../../api/experiment-place.ts'
import { studioKey, studioUrl } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { createAutosave, type SaveState } from './autosave.ts'
import { createEditorStore, type EditorStore } from './editor-store.ts'
import { hideTypedSecrets, loadGraphDraft, saveGraphDraft } from './graph-draft.ts'
import { isSameGraph } from './same-graph.ts'
import { withPlaces } from './tidy-places.ts'

export interface ExperimentSession {
  readonly store: EditorStore
  readonly saveState: SaveState
  /** What others have saved meanwhile. */
  readonly theirs: ExperimentAnswer | undefined
  save(): Promise<void>
  keepMine(): void
  takeTheirs(): void
  rename(changes: { readonly name?: string; readonly description?: string }): Promise<void>
  /** Reads the graph from the server, whatever was here. */
  reload(): Promise<void>
}

/** The experiment while its page is open: what was edited, and how it comes to the server. */
export function useExperimentSession(
  experiment: ExperimentAnswer,
  catalogue: ReadonlyMap<string, CatalogueEntry>,
): ExperimentSession {
  const { id: workspaceId } = useWorkspace()
  const subject = useSession()?.subject ?? ''
  const client = useQueryClient()
  const path = experimentPath(experiment.id)
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'saved' })
  const [theirs, setTheirs] = useState<ExperimentAnswer>()
  const known = useRef(catalogue)
  known.current = catalogue

  const remember = useCallback(
    (changed: Partial<ExperimentAnswer>) => {
      client.setQueryData(
        studioKey(workspaceId, path),
        (old: ExperimentAnswer | undefined) => old && { ...old, ...changed },
      )
      // Names, times and numbers of modules in lists are old now.
      void client.invalidateQueries({ queryKey: studioKey(workspaceId, '/experiments'), refetchType: 'none' })
    },
    [client, workspaceId, path],
  )

  // One for the life of the page, which is drawn anew for another experiment.
  const [{ first, store, autosave }] = useState(() => ({
    first: experiment,
    store: createEditorStore(withPlaces(experiment.graph)),
    autosave: createAutosave({
      entityTag: experiment.etag,
      async save(graph, ifMatch) {
        const { body } = await send<ExperimentSummaryAnswer>(studioUrl(workspaceId, `${path}/graph`), {
          method: 'PUT',
          body: graph,
          ifMatch,
        })
        remember({ ...body, graph })
        return body.etag
      },
      keepDraft: (graph, entityTag) =>
        saveGraphDraft(experiment.id, subject, graph && { graph: hideTypedSecrets(graph, known.current), entityTag }),
      onState: setSaveState,
    }),
  }))

  const read = useCallback(
    async () => (await send<ExperimentAnswer>(studioUrl(workspaceId, path))).body,
    [workspaceId, path],
  )
  /** A graph that comes from the server is not sent back to it. */
  const isAdopting = useRef(false)
  const adopt = useCallback(
    (answer: Pick<ExperimentAnswer, 'graph' | 'etag'>) => {
      setTheirs(undefined)
      isAdopting.current = true
      store.replace(withPlaces(answer.graph))
      isAdopting.current = false
      autosave.adopt(answer.etag)
    },
    [store, autosave],
  )

  useEffect(() => {
    const draft = loadGraphDraft(first.id, subject)
    if (draft !== undefined && isSameGraph(draft.graph, first.graph)) {
      saveGraphDraft(first.id, subject, undefined)
    } else if (draft !== undefined) {
      store.edit(() => draft.graph)
      // Saved as it was begun: where the server has another state by now, both sides are shown.
      if (draft.entityTag === first.etag) autosave.edited(draft.graph)
      else void autosave.between(async () => draft.entityTag).then(() => autosave.edited(draft.graph))
    }
    const end = store.state.subscribe(({ graph }, { graph: before }) => {
      if (graph !== before && !isAdopting.current) autosave.edited(graph)
    })
    const retry = () => void autosave.flush().catch(() => undefined)
    addEventListener('online', retry)
    return () => {
      end()
      removeEventListener('online', retry)
      autosave.close()
    }
  }, [first, subject, store, autosave])

  // A refusal because of another state: the same content, or a change of the name only, needs no question.
  const isInConflict = saveState.kind === 'conflict'
  const lastSaved = useRef(experiment.graph)
  if (saveState.kind === 'saved') lastSaved.current = store.state.getState().graph
  useEffect(() => {
    if (!isInConflict) return
    let isOver = false
    void read().then((answer) => {
      if (isOver) return
      const mine = store.state.getState().graph
      if (isSameGraph(answer.graph, mine)) autosave.adopt(answer.etag)
      else if (isSameGraph(answer.graph, lastSaved.current)) void autosave.overwrite(answer.etag).catch(() => undefined)
      else setTheirs(answer)
    }, ignore)
    return () => {
      isOver = true
    }
  }, [isInConflict, read, store, autosave])

  // Somebody else has saved, or another tab: with nothing of one's own at stake it is simply shown.
  const { etag, graph } = experiment
  useEffect(() => {
    if (saveState.kind !== 'saved' || autosave.isKnown(etag)) return
    adopt({ etag, graph })
  }, [etag, graph, saveState.kind, autosave, adopt])

  return useMemo(
    () => ({
      store,
      saveState,
      theirs,
      save: () => autosave.flush(),
      keepMine() {
        if (theirs === undefined) return
        setTheirs(undefined)
        void autosave.overwrite(theirs.etag).catch(ignore)
      },
      takeTheirs() {
        if (theirs === undefined) return
        adopt(theirs)
        remember(theirs)
      },
      rename: (changes) =>
        autosave.between(async () => {
          const { body } = await send<ExperimentAnswer>(studioUrl(workspaceId, path), {
            method: 'PATCH',
            body: changes,
          })
          const { graph: _, ...summary } = body
          remember(summary)
          return body.etag
        }),
      async reload() {
        const answer = await read()
        adopt(answer)
        remember(answer)
      },
    }),
    [store, autosave, saveState, theirs, adopt, read, remember, workspaceId, path],
  )
}

/** The state of the page tells of it. */
function ignore(): void {}
