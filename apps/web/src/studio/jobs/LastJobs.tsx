import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { useWorkspace } from '../api/workspace.ts'
import { webServiceHref } from '../web-services/web-service-paths.ts'
import { jobWords } from './job-words.ts'
import { useJobColumns } from './use-job-columns.tsx'
import { useJobList } from './use-job-list.ts'

const shown = 5

/** The newest batch jobs of a web service. */
export function LastJobs({ webServiceId }: { readonly webServiceId: string }) {
  const words = useWords(jobWords)
  const { id: workspaceId } = useWorkspace()
  const { data, error, refetch } = useJobList({ webServiceId, top: shown })
  const columns = useJobColumns().map(({ text: _, ...column }) => column)
  return (
    <Section
      title={words('last')}
      actions={<TextLink href={webServiceHref(workspaceId, webServiceId, 'jobs')}>{words('all')}</TextLink>}
    >
      {data === undefined &&
        (error === null ? <Loading lines={2} /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data?.value.length === 0 && <p>{words('emptyTitle')}</p>}
      {data !== undefined && data.value.length > 0 && (
        <DataTable
          label={words('last')}
          rows={data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ id }) => id}
          empty={null}
        />
      )}
    </Section>
  )
}
