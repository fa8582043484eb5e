import { Select } from '@fluentui/react-components'
import { issueStates } from '@sluice/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { quote } from '../../shared/api-client/resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { type Api, nameOf, wholeListQuery } from '../catalogue/catalogue.ts'
import { developerWords } from '../developer-words.ts'
import { usePortal } from '../use-portal.ts'
import { type Issue, issueStateKinds, issuesQuery } from './issue-queries.ts'
import { issueWords } from './issue-words.ts'
import styles from './issues.module.css'

const route = getRouteApi('/developer/$service/issues')

/** Own and public issues. */
export function IssuesPage() {
  const words = useWords(issueWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const search = route.useSearch()
  const { q = '', api, state, page = 1, sort } = search
  const navigate = route.useNavigate()
  const { data: apis = [] } = useQuery(wholeListQuery<Api>(service, '/apis'))
  const terms = [
    q === '' ? undefined : `contains(title,${quote(q)})`,
    state === undefined ? undefined : `state eq ${quote(state)}`,
  ].filter((term) => term !== undefined)
  const list = useQuery({
    ...issuesQuery(service, api, { ...toListQuery(search, '-createdDate'), $filter: terms.join(' and ') }),
    placeholderData: keepPreviousData,
  })
  const set = (change: { api?: string | undefined; state?: typeof state }) =>
    void navigate({ search: (former) => ({ ...former, ...change, page: undefined }) })
  const find = useCallback(
    (text: string) =>
      void navigate({
        search: (former) => ({ ...former, q: text === '' ? undefined : text, page: undefined }),
        replace: true,
      }),
    [navigate],
  )
  const nameOfApi = (id: string) =>
    apis.find(({ name }) => name.toLowerCase() === nameOf(id).toLowerCase())?.properties.displayName ?? nameOf(id)
  const isFiltered = q !== '' || api !== undefined || state !== undefined
  const rows = list.data?.value ?? []
  return (
    <Page
      title={shared('issues')}
      area={area}
      breadcrumbs={[{ label: shared('home'), href: base }]}
      description={words('intro')}
      actions={
        <LinkButton
          to="/developer/$service/issues/new"
          params={{ service }}
          search={api === undefined ? {} : { api }}
          appearance="primary"
        >
          {words('newIssue')}
        </LinkButton>
      }
    >
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.isSuccess && (
        <DataTable<Issue>
          label={shared('issues')}
          rows={rows}
          rowId={({ id }) => id}
          rowName={({ properties }) => properties.title}
          sort={sort ?? '-createdDate'}
          onSort={(next) => void navigate({ search: (former) => ({ ...former, sort: next, page: undefined }) })}
          isFetching={list.isFetching}
          paging={{
            page,
            size: pageSize,
            total: list.data.count ?? rows.length,
            onPage: (next) => void navigate({ search: (former) => ({ ...former, page: next }) }),
          }}
          filters={
            <>
              <SearchField things={words('things')} value={q} onSearch={find} />
              <Select
                aria-label={words('api')}
                value={api ?? ''}
                onChange={(_, { value }) => set({ api: value === '' ? undefined : value })}
              >
                <option value="">{words('allApis')}</option>
                {apis.map(({ name, properties }) => (
                  <option key={name} value={name} translate="no">
                    {properties.displayName}
                  </option>
                ))}
              </Select>
              <Select
                aria-label={words('state')}
                value={state ?? ''}
                onChange={(_, { value }) => set({ state: issueStates.find((one) => one === value) })}
              >
                <option value="">{words('allStates')}</option>
                {issueStates.map((one) => (
                  <option key={one} value={one}>
                    {words(one)}
                  </option>
                ))}
              </Select>
            </>
          }
          empty={
            isFiltered ? (
              <NothingFound
                things={words('things')}
                search={[q, state === undefined ? '' : words(state), api === undefined ? '' : nameOfApi(api)]
                  .filter((part) => part !== '')
                  .join(' · ')}
                onClear={() => void navigate({ search: {} })}
              />
            ) : (
              <EmptyState title={words('empty')}>{words('emptyText')}</EmptyState>
            )
          }
          columns={[
            {
              id: 'title',
              header: words('title'),
              sortField: 'title',
              text: ({ properties }) => properties.title,
              cell: ({ name, properties }) => (
                <Link
                  className={styles.title}
                  to="/developer/$service/issues/$api/$issue"
                  params={{ service, api: nameOf(properties.apiId), issue: name }}
                  translate="no"
                >
                  {properties.title}
                </Link>
              ),
            },
            {
              id: 'api',
              header: words('api'),
              text: ({ properties }) => nameOfApi(properties.apiId),
              cell: ({ properties }) => <span translate="no">{nameOfApi(properties.apiId)}</span>,
            },
            {
              id: 'state',
              header: words('state'),
              sortField: 'state',
              text: ({ properties }) => words(properties.state),
              cell: ({ properties }) => (
                <StateLabel kind={issueStateKinds[properties.state]}>{words(properties.state)}</StateLabel>
              ),
            },
            {
              id: 'author',
              header: words('author'),
              text: ({ properties }) => words(`by_${properties.author}`),
              cell: ({ properties }) => words(`by_${properties.author}`),
            },
            {
              id: 'created',
              header: words('created'),
              sortField: 'createdDate',
              text: ({ properties }) => properties.createdDate ?? '',
              cell: ({ properties }) => properties.createdDate && <TimeAgo iso={properties.createdDate} />,
            },
          ]}
        />
      )}
    </Page>
  )
}
