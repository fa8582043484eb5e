import type { ExperimentAnswer, RunAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { type RefObject, useMemo, useRef, useState } from 'react'
import type { PanelImperativeHandle } from 'react-resizable-panels'
import { createStore, type StoreApi } from 'zustand'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { experimentPath } from '../../api/experiment-place.ts'
import { useStudioChange } from '../../api/studio-api.ts'
import { type ExperimentSearch, noView } from '../experiment-search.ts'
import { experimentWords } from '../experiment-words.ts'
import type { CanvasDialog } from './canvas-commands.ts'
import { type ExperimentEditor, portTitle } from './experiment-editor.ts'
import type { PageActs } from './use-canvas-commands.ts'
import type { ExperimentSession } from './use-experiment-session.ts'

export interface PageParts {
  readonly experiment: ExperimentAnswer
  readonly editor: ExperimentEditor
  readonly session: ExperimentSession | undefined
  /** The run that is shown. */
  readonly run: RunDetailsAnswer | undefined
  readonly find: (change: Partial<ExperimentSearch>, replace?: boolean) => void
  readonly root: RefObject<HTMLElement | null>
  /** The right side. */
  readonly right: RefObject<PanelImperativeHandle | null>
}

/** What the page can do, the dialog that is open on it, and what it says. */
export function usePageActs(parts: PageParts): {
  readonly acts: PageActs
  readonly dialog: CanvasDialog | undefined
  readonly live: StoreApi<{ readonly text: string }>
} {
  const words = useWords(experimentWords)
  const messages = useMessages()
  const [dialog, setDialog] = useState<CanvasDialog>()
  const [live] = useState(() => createStore(() => ({ text: '' })))
  const { mutateAsync } = useStudioChange<RunAnswer>()
  const latest = useRef({ ...parts, words, messages, mutateAsync })
  latest.current = { ...parts, words, messages, mutateAsync }
  const acts = useMemo<PageActs>(() => {
    const run = async (ids: readonly string[] | undefined) => {
      const { experiment, session, find, mutateAsync: change, messages: tell, words: say } = latest.current
      const path = `${experimentPath(experiment.id)}/runs`
      try {
        await session?.save()
        await change({ path, method: 'POST', body: ids === undefined ? {} : { selected: ids }, touches: [path] })
        find({ run: undefined })
      } catch (error) {
        tell.failed(say('runFailed'), error)
      }
    }
    return {
      run: (ids) => void run(ids),
      outputsOf(node) {
        const { run: shown, editor, experiment } = latest.current
        const kept = shown?.modules.find((module) => module.node === node)?.outputs ?? []
        const found = editor.store.state.getState().graph.nodes.find(({ id }) => id === node)
        const entry = found && editor.catalogue.get(found.module)
        if (shown === undefined || found === undefined || entry === undefined) return []
        return entry.outputs.flatMap(({ name: port }) => {
          const output = kept.find((one) => one.port === port)
          if (output === undefined) return []
          const title = portTitle(entry, 'output', port)
          const place = { experimentId: experiment.id, runId: shown.id, node, port }
          return [{ place, output, title, suggestedName: `${editor.titleOf(found)} - ${title}` }]
        })
      },
      visualize(node, port) {
        const { editor, find } = latest.current
        editor.store.select([node])
        find({ module: node, port, ...noView }, false)
      },
      openProperties(node) {
        const { editor, right, root, find } = latest.current
        editor.store.select([node])
        find({ panel: undefined, module: node })
        right.current?.expand()
        focusFirst(root, 20)
      },
      ask: setDialog,
      announce(text) {
        // The same text twice is spoken twice.
        const { text: before } = live.getState()
        live.setState({ text: before === text ? `${text}\u00a0` : text })
      },
    }
  }, [live])
  return { acts, dialog, live }
}

/** The properties may be drawn a moment later. */
function focusFirst(root: RefObject<HTMLElement | null>, attempts: number): void {
  requestAnimationFrame(() => {
    const side = root.current?.querySelector<HTMLElement>('[data-properties]')
    if (side == null) {
      if (attempts > 0) focusFirst(root, attempts - 1)
      return
    }
    side.focus()
  })
}
