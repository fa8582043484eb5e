import type { ExperimentAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { experimentPath } from '../api/experiment-place.ts'
import { useModuleCatalogue } from '../api/module-catalogue.ts'
import { useStudio } from '../api/studio-api.ts'
import { EditableExperiment } from './EditableExperiment.tsx'
import { PendingPage } from './PendingPage.tsx'
import { useModuleChoices } from './palette/use-module-choices.ts'

const route = getRouteApi('/studio/$workspace/experiments/$experiment')

/** An experiment on its canvas. */
export function ExperimentPage() {
  const { experiment: id } = route.useParams()
  const { data: experiment, error, refetch } = useStudio<ExperimentAnswer>(experimentPath(id))
  const catalogue = useModuleCatalogue()
  const choices = useModuleChoices(catalogue)
  if (isNotFound(error)) return <NotFoundPage />
  // While the next one loads, the former one is still there.
  if (experiment?.id !== id || catalogue === undefined) {
    return (
      <PendingPage>
        {error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </PendingPage>
    )
  }
  return <EditableExperiment key={id} experiment={experiment} catalogue={catalogue} {...choices} />
}
