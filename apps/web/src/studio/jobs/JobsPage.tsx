import { Button, Select } from '@fluentui/react-components'
import { AddRegular, TaskListSquareLtrRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize } from '../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { useWorkspace } from '../api/workspace.ts'
import { useWebService } from '../web-services/web-service-context.ts'
import { jobHref } from '../web-services/web-service-paths.ts'
import { type JobSearch, jobStates } from './job-search.ts'
import { statusCodes } from './job-state.ts'
import { jobWords } from './job-words.ts'
import { NewJobDialog } from './new/NewJobDialog.tsx'
import { useJobColumns } from './use-job-columns.tsx'
import { useJobList } from './use-job-list.ts'

const route = getRouteApi('/studio/$workspace/web-services/$webService/jobs')

/** States that the list can be cut down to: those of one word in one entry. */
const filters = jobStates.filter((state) => state !== 'queued')

/** The batch jobs of a web service. */
export function JobsPage() {
  const words = useWords(jobWords)
  const { id: workspaceId } = useWorkspace()
  const webService = useWebService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = allows(useSession(), 'publisher')
  const { page = 1, state, dialog } = search
  const { data, error, refetch, isFetching } = useJobList({
    webServiceId: webService.id,
    top: pageSize,
    skip: (page - 1) * pageSize,
    // Both have the same word.
    state: state === 'not-started' ? ['not-started', 'queued'] : state,
  })
  const columns = useJobColumns()
  const find = (change: Partial<JobSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }) })
  const add = mayChange && (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => find({ dialog: 'new' })}>
      {words('new')}
    </Button>
  )
  const isEmpty = data?.count === 0 && state === undefined
  return (
    <>
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {isEmpty && (
        <EmptyState icon={<TaskListSquareLtrRegular fontSize={32} />} title={words('emptyTitle')} action={add}>
          {words('emptyText')}
        </EmptyState>
      )}
      {data !== undefined && !isEmpty && (
        <DataTable
          label={words('all')}
          rows={data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ id }) => id}
          paging={{ page, size: pageSize, total: data.count, onPage: (next) => find({ page: next }) }}
          isFetching={isFetching}
          filters={
            <>
              <Select
                aria-label={words('state')}
                value={state ?? ''}
                onChange={(_, { value }) => find({ state: filters.find((one) => one === value) })}
              >
                <option value="">{words('any')}</option>
                {filters.map((one) => (
                  <option key={one} value={one} translate="no">
                    {statusCodes[one]}
                  </option>
                ))}
              </Select>
              {add}
            </>
          }
          empty={
            <NothingFound
              things={words('things')}
              search={state === undefined ? '' : statusCodes[state]}
              onClear={() => find({ state: undefined })}
            />
          }
        />
      )}
      {dialog === 'new' && mayChange && (
        <NewJobDialog
          onClose={() => void navigate({ search: (old) => ({ ...old, dialog: undefined }), replace: true })}
          onSubmitted={(id) => void navigate({ href: jobHref(workspaceId, id) })}
        />
      )}
    </>
  )
}
