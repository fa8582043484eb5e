import { Button } from '@fluentui/react-components'
import { AddRegular, AppsListRegular, ArrowImportRegular, BotRegular, DeleteRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useResourceList } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { publisherWords } from '../../publisher-words.ts'
import type { ApiView } from '../api-view.ts'
import { DeleteApisDialog } from '../deletion/DeleteApisDialog.tsx'
import { useProductsByApi } from '../use-products.ts'
import { apiFilter } from './list-filter.ts'
import { listWords } from './list-words.ts'
import { TagFilter } from './TagFilter.tsx'
import { useApiColumns } from './use-api-columns.tsx'

const route = getRouteApi('/publisher/$service/apis')
const defaultSort = 'displayName'

/** All APIs of the instance. */
export function ApisPage() {
  const words = useWords(listWords)
  const area = useWords(publisherWords)
  const service = useService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('publisher')
  const productsByApi = useProductsByApi()
  const [toDelete, setToDelete] = useState<readonly Resource<ApiView>[]>([])
  const { q = '', tag = '', sort = defaultSort, page = 1 } = search
  const apis = useResourceList<ApiView>(`${service.id}/apis`, {
    ...toListQuery(search, defaultSort),
    $filter: apiFilter(q),
    tags: tag === '' ? undefined : tag,
    expandApiVersionSet: true,
  })
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...next }), replace: true })
  const columns = useApiColumns({ productsByApi, onDelete: (api) => setToDelete([api]) })
  const isFiltered = q !== '' || tag !== ''
  const params = { service: service.name }
  const add = (
    <>
      <LinkButton to="/publisher/$service/apis/import" params={params} icon={<ArrowImportRegular />}>
        {words('import')}
      </LinkButton>
      <LinkButton to="/publisher/$service/apis/new-mcp" params={params} icon={<BotRegular />}>
        {words('addMcp')}
      </LinkButton>
      <LinkButton to="/publisher/$service/apis/new" params={params} appearance="primary" icon={<AddRegular />}>
        {words('add')}
      </LinkButton>
    </>
  )
  return (
    <Page
      title={area('apis')}
      description={words('lead')}
      area={`${area('area')} · ${service.name}`}
      actions={mayWrite ? add : undefined}
    >
      {apis.data === undefined ? (
        apis.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={apis.error} onRetry={() => void apis.refetch()} />
        )
      ) : (
        <DataTable
          label={area('apis')}
          rows={apis.data.value}
          columns={columns}
          rowId={({ name }) => name}
          rowName={({ properties }) => properties.displayName}
          sort={sort}
          onSort={(next) => change({ sort: next === defaultSort ? undefined : next })}
          paging={{
            page,
            size: pageSize,
            total: apis.data.count ?? 0,
            onPage: (next) => change({ page: next === 1 ? undefined : next }),
          }}
          isFetching={apis.isFetching}
          filters={
            (apis.data.value.length > 0 || isFiltered) && (
              <>
                <SearchField
                  things={area('apis')}
                  value={q}
                  onSearch={(text) => change({ q: text === '' ? undefined : text })}
                />
                <TagFilter value={tag} onChange={(next) => change({ tag: next === '' ? undefined : next })} />
              </>
            )
          }
          {...(mayWrite
            ? {
                bulkActions: (rows: readonly Resource<ApiView>[]) => (
                  <Button icon={<DeleteRegular />} onClick={() => setToDelete(rows)}>
                    {words('deleteSelected')}
                  </Button>
                ),
              }
            : {})}
          empty={
            isFiltered ? (
              <NothingFound
                things={area('apis')}
                search={[q, tag].filter((text) => text !== '').join(', ')}
                onClear={() => change({ q: undefined, tag: undefined })}
              />
            ) : (
              <EmptyState
                icon={<AppsListRegular fontSize={32} />}
                title={words('emptyTitle')}
                action={
                  mayWrite && (
                    <LinkButton
                      to="/publisher/$service/apis/new"
                      params={params}
                      appearance="primary"
                      icon={<AddRegular />}
                    >
                      {words('add')}
                    </LinkButton>
                  )
                }
              >
                {words('emptyText')}
              </EmptyState>
            )
          }
        />
      )}
      <DeleteApisDialog apis={toDelete} onDeleted={() => setToDelete([])} onCancel={() => setToDelete([])} />
    </Page>
  )
}
