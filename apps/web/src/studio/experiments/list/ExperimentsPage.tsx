import { Button } from '@fluentui/react-components'
import { DeleteRegular, FlowchartRegular } from '@fluentui/react-icons'
import type { ListedExperimentAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize } from '../../../shared/routing/list-search.ts'
import { ReadOnlyPage } from '../../../shared/ui/access/ReadOnlyPage.tsx'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { defaultSort, type ExperimentSearch, toExperimentQuery } from '../experiment-search.ts'
import { experimentWords } from '../experiment-words.ts'
import { DeleteExperimentsDialog } from './DeleteExperimentsDialog.tsx'
import { NewMenu } from './NewMenu.tsx'
import { useExperimentColumns } from './use-experiment-columns.tsx'

const route = getRouteApi('/studio/$workspace/')

/** All experiments of the workspace. */
export function ExperimentsPage() {
  const words = useWords(experimentWords)
  const { area } = useStudioPlace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const [deletion, setDeletion] = useState<{ readonly of: readonly ListedExperimentAnswer[]; clear(): void }>()
  const { data, error, refetch, isFetching } = useStudio<{
    readonly value: readonly ListedExperimentAnswer[]
    readonly count: number
  }>('/experiments', toExperimentQuery(search))
  const find = (change: Partial<ExperimentSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const columns = useExperimentColumns((experiment) => setDeletion({ of: [experiment], clear: () => undefined }))
  const isEmpty = data?.value.length === 0 && !search.q && (search.page ?? 1) === 1
  return (
    <Page title={words('title')} description={words('description')} area={area} actions={mayChange && <NewMenu />}>
      <ReadOnlyPage needed="publisher" />
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {isEmpty && (
        <EmptyState
          icon={<FlowchartRegular fontSize={32} />}
          title={words('emptyTitle')}
          action={mayChange && <NewMenu />}
        >
          {words('emptyText')}
        </EmptyState>
      )}
      {data !== undefined && !isEmpty && (
        <DataTable
          label={words('title')}
          rows={data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={search.sort ?? defaultSort}
          onSort={(sort) => find({ sort })}
          paging={{ page: search.page ?? 1, size: pageSize, total: data.count, onPage: (page) => find({ page }) }}
          isFetching={isFetching}
          filters={
            <SearchField
              things={words('things')}
              value={search.q ?? ''}
              onSearch={(q) => find({ q: q || undefined })}
            />
          }
          empty={
            <NothingFound things={words('things')} search={search.q ?? ''} onClear={() => find({ q: undefined })} />
          }
          {...(mayChange
            ? {
                bulkActions: (of: readonly ListedExperimentAnswer[], clear: () => void) => (
                  <Button icon={<DeleteRegular />} onClick={() => setDeletion({ of, clear })}>
                    {words('delete')}
                  </Button>
                ),
              }
            : {})}
        />
      )}
      {deletion !== undefined && (
        <DeleteExperimentsDialog
          experiments={deletion.of}
          onClose={(isDone) => {
            if (isDone) deletion.clear()
            setDeletion(undefined)
          }}
        />
      )}
    </Page>
  )
}
