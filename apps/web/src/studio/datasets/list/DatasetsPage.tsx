import { AddRegular, DatabaseRegular } from '@fluentui/react-icons'
import type { DatasetAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize } from '../../../shared/routing/list-search.ts'
import { ReadOnlyPage } from '../../../shared/ui/access/ReadOnlyPage.tsx'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { pageOfRows } from '../../api/page-of-rows.ts'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import type { DatasetsSearch } from '../dataset-search.ts'
import { datasetWords } from '../dataset-words.ts'
import { useDatasetColumns } from './use-dataset-columns.tsx'

const route = getRouteApi('/studio/$workspace/datasets')
const defaultSort = 'name'
const fields = {
  name: ({ name }: DatasetAnswer) => name,
  rowCount: ({ rowCount }: DatasetAnswer) => rowCount,
  byteCount: ({ byteCount }: DatasetAnswer) => byteCount ?? 0,
  createdAt: ({ createdAt }: DatasetAnswer) => createdAt,
}

/** The newest version of every dataset of the workspace. */
export function DatasetsPage() {
  const words = useWords(datasetWords)
  const { base, area } = useStudioPlace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const { data, error, refetch, isFetching } = useStudio<{ readonly value: readonly DatasetAnswer[] }>('/datasets', {
    search: search.q,
  })
  const columns = useDatasetColumns()
  const find = (change: Partial<DatasetsSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const add = mayChange && (
    <LinkButton to={`${base}/datasets/new` as string} appearance="primary" icon={<AddRegular />}>
      {words('add')}
    </LinkButton>
  )
  const sort = search.sort ?? defaultSort
  const shown = pageOfRows(data?.value ?? [], { ...search, sort }, fields)
  const isEmpty = data?.value.length === 0 && !search.q
  return (
    <Page title={words('title')} description={words('description')} area={area} actions={add}>
      <ReadOnlyPage needed="publisher" />
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {isEmpty && (
        <EmptyState icon={<DatabaseRegular fontSize={32} />} title={words('emptyTitle')} action={add}>
          {words('emptyText')}
        </EmptyState>
      )}
      {data !== undefined && !isEmpty && (
        <DataTable
          label={words('title')}
          rows={shown.rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={sort}
          onSort={(wanted) => find({ sort: wanted })}
          paging={{ page: shown.page, size: pageSize, total: shown.total, onPage: (page) => find({ page }) }}
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
        />
      )}
    </Page>
  )
}
