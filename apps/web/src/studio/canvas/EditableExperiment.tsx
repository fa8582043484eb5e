import type { ExperimentAnswer } from '@sluice/contracts'
import { type CatalogueEntry, toModulePorts } from '@sluice/dataflow'
import { useMemo } from 'react'
import { allows, useSession } from '../../shared/auth/session.ts'
import { LeaveGuard } from '../../shared/forms/LeaveGuard.tsx'
import type { ExperimentEditor } from './editor/experiment-editor.ts'
import { useExperimentSession } from './editor/use-experiment-session.ts'
import type { ModuleChoices } from './palette/use-module-choices.ts'
import { useIsNarrow } from './use-is-narrow.ts'
import { Workbench } from './Workbench.tsx'

/** The experiment as it is worked on, for whoever may, where there is room. */
export function EditableExperiment({
  experiment,
  catalogue,
  choices,
  titleOf,
}: ModuleChoices & {
  readonly experiment: ExperimentAnswer
  readonly catalogue: ReadonlyMap<string, CatalogueEntry>
}) {
  const session = useExperimentSession(experiment, catalogue)
  const mayChange = allows(useSession(), 'publisher')
  const isNarrow = useIsNarrow()
  const editor = useMemo<ExperimentEditor>(
    () => ({
      experimentId: experiment.id,
      store: session.store,
      isReadOnly: isNarrow || !mayChange,
      catalogue,
      ports: Object.fromEntries([...catalogue].map(([id, entry]) => [id, toModulePorts(entry)])),
      titleOf,
    }),
    [experiment.id, session.store, isNarrow, mayChange, catalogue, titleOf],
  )
  const { kind } = session.saveState
  return (
    <>
      <Workbench experiment={experiment} editor={editor} choices={choices} ofRun={undefined} session={session} />
      {/* What only waits for its moment is saved while the page is left, and kept as a draft beside. */}
      <LeaveGuard isDirty={kind === 'failed' || kind === 'conflict'} />
    </>
  )
}
