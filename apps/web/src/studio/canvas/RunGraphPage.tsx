import type { ExperimentAnswer, ExperimentGraph } from '@sluice/contracts'
import { type CatalogueEntry, toModulePorts } from '@sluice/dataflow'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { experimentPath, runPath } from '../api/experiment-place.ts'
import { useModuleCatalogue } from '../api/module-catalogue.ts'
import { useStudio } from '../api/studio-api.ts'
import { createEditorStore } from './editor/editor-store.ts'
import type { ExperimentEditor } from './editor/experiment-editor.ts'
import { withPlaces } from './editor/tidy-places.ts'
import { PendingPage } from './PendingPage.tsx'
import { type ModuleChoices, useModuleChoices } from './palette/use-module-choices.ts'
import { Workbench } from './Workbench.tsx'

const route = getRouteApi('/studio/$workspace/experiments/$experiment/runs/$run')

/** The graph as it was run, with what came of it; nothing can be changed. */
export function RunGraphPage() {
  const { experiment: id, run } = route.useParams()
  const experiment = useStudio<ExperimentAnswer>(experimentPath(id))
  const graph = useStudio<ExperimentGraph>(`${runPath(id, run)}/graph`)
  const catalogue = useModuleCatalogue()
  const choices = useModuleChoices(catalogue)
  const error = experiment.error ?? graph.error
  if (isNotFound(error)) return <NotFoundPage />
  if (experiment.data?.id !== id || graph.data === undefined || graph.isPlaceholderData || catalogue === undefined) {
    const retry = () => void Promise.all([experiment.refetch(), graph.refetch()])
    return <PendingPage>{error === null ? <Loading /> : <ErrorState error={error} onRetry={retry} />}</PendingPage>
  }
  return (
    <RunGraph
      key={run}
      experiment={experiment.data}
      graph={graph.data}
      runId={run}
      catalogue={catalogue}
      choices={choices}
    />
  )
}

function RunGraph({
  experiment,
  graph,
  runId,
  catalogue,
  choices: { choices, titleOf },
}: {
  readonly experiment: ExperimentAnswer
  readonly graph: ExperimentGraph
  readonly runId: string
  readonly catalogue: ReadonlyMap<string, CatalogueEntry>
  readonly choices: ModuleChoices
}) {
  const [store] = useState(() => createEditorStore(withPlaces(graph)))
  const editor = useMemo<ExperimentEditor>(
    () => ({
      experimentId: experiment.id,
      store,
      isReadOnly: true,
      catalogue,
      ports: Object.fromEntries([...catalogue].map(([id, entry]) => [id, toModulePorts(entry)])),
      titleOf,
    }),
    [experiment.id, store, catalogue, titleOf],
  )
  return <Workbench experiment={experiment} editor={editor} choices={choices} ofRun={runId} session={undefined} />
}
