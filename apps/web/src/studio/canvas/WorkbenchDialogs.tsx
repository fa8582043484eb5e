import type { ExperimentAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { SaveOutputDialog } from '../runs/SaveOutputDialog.tsx'
import { type OutputView, VisualizeDialog } from '../visualize/VisualizeDialog.tsx'
import { AddModuleDialog } from './dialogs/AddModuleDialog.tsx'
import { ConnectDialog } from './dialogs/ConnectDialog.tsx'
import { GraphConflictDialog } from './dialogs/GraphConflictDialog.tsx'
import { SaveAsDialog } from './dialogs/SaveAsDialog.tsx'
import { CommentDialog, RenameGroupDialog } from './dialogs/TextDialogs.tsx'
import { type CanvasDialog, useCommands } from './editor/canvas-commands.ts'
import { portTitle, useEditor, useGraph } from './editor/experiment-editor.ts'
import type { ExperimentSession } from './editor/use-experiment-session.ts'
import type { ExperimentSearch } from './experiment-search.ts'
import type { ModuleChoice } from './palette/module-choices.ts'

/** What lies above the page: at most one at a time. */
export function WorkbenchDialogs({
  experiment,
  session,
  dialog,
  choices,
  run,
  search,
  onView,
  onCloseView,
}: {
  readonly experiment: ExperimentAnswer
  readonly session: ExperimentSession | undefined
  readonly dialog: CanvasDialog | undefined
  readonly choices: readonly ModuleChoice[]
  readonly run: RunDetailsAnswer | undefined
  readonly search: ExperimentSearch
  readonly onView: (view: OutputView) => void
  readonly onCloseView: () => void
}) {
  const { ask } = useCommands()
  const { catalogue, titleOf } = useEditor()
  const graph = useGraph()
  const close = () => ask(undefined)
  if (session?.theirs !== undefined) {
    return (
      <GraphConflictDialog
        mine={graph}
        theirs={session.theirs.graph}
        author={session.theirs.updatedBy}
        onKeepMine={session.keepMine}
        onTakeTheirs={session.takeTheirs}
      />
    )
  }
  const { module, port, view } = search
  const shown = graph.nodes.find(({ id }) => id === module)
  if (run !== undefined && shown !== undefined && port !== undefined) {
    return (
      <VisualizeDialog
        experimentId={experiment.id}
        runId={run.id}
        node={shown.id}
        port={port}
        title={`${titleOf(shown)} · ${portTitle(catalogue.get(shown.module), 'output', port)}`}
        view={view}
        onView={onView}
        onClose={onCloseView}
      />
    )
  }
  switch (dialog?.kind) {
    case undefined:
      return null
    case 'add':
      return <AddModuleDialog near={dialog.near} choices={choices} onClose={close} />
    case 'connect':
      return <ConnectDialog node={dialog.node} port={dialog.port} onClose={close} />
    case 'comment':
      return <CommentDialog node={dialog.node} onClose={close} />
    case 'rename-group':
      return <RenameGroupDialog group={dialog.group} onClose={close} />
    case 'save-output':
      return (
        <SaveOutputDialog
          place={dialog.output.place}
          kind={dialog.as}
          suggestedName={dialog.output.suggestedName}
          onClose={close}
        />
      )
    case 'save-as':
      return (
        session && (
          <SaveAsDialog experimentId={experiment.id} name={experiment.name} save={session.save} onClose={close} />
        )
      )
  }
}
