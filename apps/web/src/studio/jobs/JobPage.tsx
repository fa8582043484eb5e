import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { useStudioPlace } from '../api/use-studio-place.ts'
import { useWorkspace } from '../api/workspace.ts'
import { studioWords } from '../studio-words.ts'
import { webServiceHref, webServicesHref } from '../web-services/web-service-paths.ts'
import { JobActions } from './JobActions.tsx'
import { JobError } from './JobError.tsx'
import { JobFacts } from './JobFacts.tsx'
import { JobNotifications } from './JobNotifications.tsx'
import { JobProgress } from './JobProgress.tsx'
import { JobResults } from './JobResults.tsx'
import { JobStateLabel } from './JobStateLabel.tsx'
import { jobWords } from './job-words.ts'
import { useJob } from './use-job.ts'

const route = getRouteApi('/studio/$workspace/jobs/$job')

/** A batch job: how far it is, what went in, what came out, what went wrong. */
export function JobPage() {
  const words = useWords(jobWords)
  const studio = useWords(studioWords)
  const { area } = useStudioPlace()
  const workspace = useWorkspace()
  const { job: id } = route.useParams()
  const { job, error, isConnected, refetch } = useJob(id)
  if (isNotFound(error)) return <NotFoundPage />
  return (
    <Page
      title={job === undefined ? words('title') : words('jobOf', { name: job.webServiceName })}
      description={words('description')}
      area={area}
      breadcrumbs={[
        { label: studio('webServices'), href: webServicesHref(workspace.id) },
        ...(job === undefined
          ? []
          : [{ label: job.webServiceName, href: webServiceHref(workspace.id, job.webServiceId, 'jobs') }]),
      ]}
      badge={
        job !== undefined && (
          <span role="status">
            <JobStateLabel state={job.state} />
          </span>
        )
      }
      actions={job !== undefined && <JobActions job={job} />}
    >
      {job === undefined && (error === null ? <Loading /> : <ErrorState error={error} onRetry={refetch} />)}
      {!isConnected && (
        <div role="status">
          <Notice intent="warning">{words('lost')}</Notice>
        </div>
      )}
      {job !== undefined && (
        <>
          <Section title={words('progress')}>
            <JobProgress job={job} />
          </Section>
          {job.error !== undefined && <JobError error={job.error} />}
          <JobResults job={job} />
          <JobFacts job={job} />
          {job.notifications.length > 0 && <JobNotifications notifications={job.notifications} />}
        </>
      )}
    </Page>
  )
}
