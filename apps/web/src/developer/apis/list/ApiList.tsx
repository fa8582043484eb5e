import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ResourceList } from '../../../shared/api-client/resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../../shared/routing/list-search.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { Pager } from '../../../shared/ui/table/Pager.tsx'
import { ApiCard } from '../../catalogue/ApiCard.tsx'
import { toApiFilter } from '../../catalogue/api-filter.ts'
import cards from '../../catalogue/cards.module.css'
import type { Api, ApiView } from '../../catalogue/catalogue.ts'
import { toPlainText } from '../../catalogue/to-plain-text.ts'
import { developerQuery } from '../../developer-api.ts'
import { usePortal } from '../../use-portal.ts'
import styles from './ApisPage.module.css'
import { apisWords } from './apis-words.ts'
import { NoApis } from './NoApis.tsx'

const route = getRouteApi('/developer/$service/apis')

/** A page of the APIs that the search and the tag in the address let through. */
export function ApiList() {
  const words = useWords(apisWords)
  const { service } = usePortal()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { q = '', tag, view, page = 1, sort } = search
  const query = { ...toListQuery(search, 'displayName'), $filter: toApiFilter(q), tags: tag }
  const list = useQuery({
    ...developerQuery<ResourceList<ApiView>>(service, '/apis', query),
    placeholderData: keepPreviousData,
  })
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading />
  const { value: rows, count = rows.length } = list.data
  const empty = <NoApis />
  const paging = {
    page,
    size: pageSize,
    total: count,
    onPage: (next: number) => void navigate({ search: (former) => ({ ...former, page: next }) }),
  }
  if (view !== 'table') {
    if (rows.length === 0) return empty
    return (
      <>
        <ul className={cards.cards} aria-label={words('things')}>
          {rows.map(({ name, properties: { displayName, path, description, apiVersion, type } }) => (
            <ApiCard
              key={name}
              id={name}
              level={2}
              displayName={displayName}
              path={path}
              description={description}
              version={apiVersion}
              kind={type === 'mcp' ? 'MCP' : undefined}
            />
          ))}
        </ul>
        {count > pageSize && <Pager {...paging} />}
      </>
    )
  }
  return (
    <DataTable<Api>
      label={words('things')}
      rows={rows}
      rowId={({ name }) => name}
      rowName={({ properties }) => properties.displayName}
      sort={sort ?? 'displayName'}
      onSort={(next) => void navigate({ search: (former) => ({ ...former, sort: next, page: undefined }) })}
      paging={paging}
      isFetching={list.isFetching}
      empty={empty}
      columns={[
        {
          id: 'name',
          header: words('name'),
          sortField: 'displayName',
          text: ({ properties }) => properties.displayName,
          cell: ({ name, properties }) => (
            <Link to="/developer/$service/apis/$api" params={{ service, api: name }} translate="no">
              {properties.displayName}
            </Link>
          ),
        },
        {
          id: 'path',
          header: words('path'),
          sortField: 'path',
          text: ({ properties }) => `/${properties.path}`,
          cell: ({ properties }) => <code translate="no">/{properties.path}</code>,
        },
        {
          id: 'version',
          header: words('version'),
          text: ({ properties }) => properties.apiVersion ?? '',
          cell: ({ properties }) => <span translate="no">{properties.apiVersion}</span>,
        },
        {
          id: 'description',
          header: words('description'),
          text: ({ properties }) => properties.description ?? '',
          cell: ({ properties }) => (
            <div className={styles.cell}>
              <span className={cards.text}>{toPlainText(properties.description ?? '')}</span>
            </div>
          ),
        },
      ]}
    />
  )
}
