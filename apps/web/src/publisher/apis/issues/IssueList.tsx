import { Select } from '@fluentui/react-components'
import { ChatWarningRegular } from '@fluentui/react-icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { quote } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useResourceList } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { apiPath, baseNameOf } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { type IssueState, type IssueView, issueStateKinds } from './issue-view.ts'
import { issuesWords } from './issues-words.ts'
import { UserName } from './UserName.tsx'

const route = getRouteApi('/publisher/$service/apis/$api/issues')
const defaultSort = '-createdDate'
const states = Object.keys(issueStateKinds) as IssueState[]

/** All issues of an API, the newest first. */
export function IssueList() {
  const words = useWords(issuesWords)
  const service = useService()
  const { name } = useApi()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { q = '', state, sort = defaultSort, page = 1 } = search
  const filter = [
    ...(q === '' ? [] : [`contains(title,${quote(q)})`]),
    ...(state === undefined ? [] : [`state eq ${quote(state)}`]),
  ].join(' and ')
  const issues = useResourceList<IssueView>(`${apiPath(service.id, baseNameOf(name))}/issues`, {
    ...toListQuery(search, defaultSort),
    $filter: filter === '' ? undefined : filter,
  })
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...next }), replace: true })
  const columns: readonly TableColumn<Resource<IssueView>>[] = [
    {
      id: 'title',
      header: words('title'),
      sortField: 'title',
      text: ({ properties }) => properties.title,
      cell: (issue) => (
        <Link
          to="/publisher/$service/apis/$api/issues"
          params={{ service: service.name, api: name }}
          search={{ ...search, issue: issue.name }}
          translate="no"
        >
          {issue.properties.title}
        </Link>
      ),
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
      id: 'reporter',
      header: words('reporter'),
      cell: ({ properties }) => <UserName userId={properties.userId} />,
    },
    {
      id: 'created',
      header: words('created'),
      sortField: 'createdDate',
      text: ({ properties }) => properties.createdDate ?? '',
      cell: ({ properties }) => properties.createdDate !== undefined && <TimeAgo iso={properties.createdDate} />,
    },
  ]
  if (issues.data === undefined) {
    return issues.error === null ? (
      <Loading />
    ) : (
      <ErrorState error={issues.error} onRetry={() => void issues.refetch()} />
    )
  }
  const isFiltered = filter !== ''
  return (
    <DataTable
      label={words('issues')}
      rows={issues.data.value}
      columns={columns}
      rowId={(issue) => issue.name}
      rowName={({ properties }) => properties.title}
      sort={sort}
      onSort={(next) => change({ sort: next })}
      paging={{ page, size: pageSize, total: issues.data.count ?? 0, onPage: (next) => change({ page: next }) }}
      isFetching={issues.isFetching}
      filters={
        (isFiltered || issues.data.value.length > 0) && (
          <>
            <SearchField
              things={words('issues')}
              value={q}
              onSearch={(text) => change({ q: text === '' ? undefined : text })}
            />
            <Select
              aria-label={words('state')}
              value={state ?? ''}
              onChange={(_, { value }) => change({ state: value === '' ? undefined : (value as IssueState) })}
            >
              <option value="">{words('allStates')}</option>
              {states.map((one) => (
                <option key={one} value={one}>
                  {words(one)}
                </option>
              ))}
            </Select>
          </>
        )
      }
      empty={
        isFiltered ? (
          <NothingFound
            things={words('issues')}
            search={[q, state === undefined ? '' : words(state)].filter((text) => text !== '').join(', ')}
            onClear={() => change({ q: undefined, state: undefined })}
          />
        ) : (
          <EmptyState icon={<ChatWarningRegular fontSize={32} />} title={words('emptyTitle')}>
            {words('emptyText')}
          </EmptyState>
        )
      }
    />
  )
}
