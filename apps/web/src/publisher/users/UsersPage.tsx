import { Button, Select } from '@fluentui/react-components'
import { AddRegular, PeopleRegular } from '@fluentui/react-icons'
import type { GroupProperties, UserProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useResourceList } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { publisherWords } from '../publisher-words.ts'
import { BlockDialog } from './BlockDialog.tsx'
import { useUserActs } from './use-user-acts.ts'
import { type User, useUserColumns } from './use-user-columns.tsx'
import { fullNameOf, userStates } from './user.ts'
import { toUsersFilter, type UsersSearch } from './user-search.ts'
import { userWords } from './user-words.ts'

const route = getRouteApi('/publisher/$service/users')

/** All people of the instance. */
export function UsersPage() {
  const words = useWords(userWords)
  const area = useWords(publisherWords)
  const service = useService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('administrator')
  const { setState } = useUserActs()
  const [blocking, setBlocking] = useState<{ readonly users: readonly User[]; clear(): void }>()
  const { data: groups = [] } = useAllResources<GroupProperties>(`${service.id}/groups`)
  const { group, state, q = '' } = search
  const path = group === undefined ? `${service.id}/users` : `${service.id}/groups/${encodeURIComponent(group)}/users`
  const { data, error, refetch, isFetching } = useResourceList<UserProperties>(path, {
    ...toListQuery(search, 'lastName'),
    $filter: toUsersFilter(search),
  })
  const columns = useUserColumns()
  const find = (change: Partial<UsersSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const isFiltered = q !== '' || state !== undefined || group !== undefined
  const isEmpty = data?.value.length === 0 && !isFiltered
  const groupName = groups.find(({ name }) => name === group)?.properties.displayName ?? group
  const add = mayChange && (
    <LinkButton
      to="/publisher/$service/users/new"
      params={{ service: service.name }}
      appearance="primary"
      icon={<AddRegular />}
    >
      {words('create')}
    </LinkButton>
  )
  return (
    <Page
      title={words('title')}
      description={words('description')}
      area={`${area('area')} · ${service.name}`}
      actions={add}
    >
      <ReadOnlyPage needed="administrator" />
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {isEmpty && (
        <EmptyState icon={<PeopleRegular fontSize={32} />} title={words('emptyTitle')} action={add}>
          {words('emptyText')}
        </EmptyState>
      )}
      {data !== undefined && !isEmpty && (
        <DataTable
          label={words('title')}
          rows={data.value}
          columns={columns}
          rowId={({ name }) => name}
          rowName={({ properties }) => fullNameOf(properties)}
          sort={search.sort ?? 'lastName'}
          onSort={(sort) => find({ sort })}
          paging={{
            page: search.page ?? 1,
            size: pageSize,
            total: data.count ?? 0,
            onPage: (page) => find({ page }),
          }}
          isFetching={isFetching}
          filters={
            <>
              <SearchField things={words('things')} value={q} onSearch={(text) => find({ q: text || undefined })} />
              <Select
                aria-label={words('state')}
                value={state ?? ''}
                onChange={(_, { value }) => find({ state: userStates.find((one) => one === value) })}
              >
                <option value="">{words('stateAny')}</option>
                {userStates.map((one) => (
                  <option key={one} value={one}>
                    {words(one)}
                  </option>
                ))}
              </Select>
              <Select
                aria-label={words('group')}
                value={group ?? ''}
                onChange={(_, { value }) => find({ group: value || undefined })}
              >
                <option value="">{words('groupAny')}</option>
                {groups.map(({ name, properties }) => (
                  <option key={name} value={name} translate="no">
                    {properties.displayName}
                  </option>
                ))}
              </Select>
            </>
          }
          empty={
            <NothingFound
              things={words('things')}
              search={q || (state !== undefined ? words(state) : (groupName ?? ''))}
              onClear={() => find({ q: undefined, state: undefined, group: undefined })}
            />
          }
          {...(mayChange
            ? {
                bulkActions: (users: readonly User[], clear: () => void) => (
                  <>
                    <Button onClick={() => setBlocking({ users, clear })}>{words('block')}</Button>
                    <Button onClick={() => void setState(users, 'active').then(clear)}>{words('unblock')}</Button>
                  </>
                ),
              }
            : {})}
        />
      )}
      {blocking !== undefined && (
        <BlockDialog
          users={blocking.users}
          onClose={(isDone) => {
            if (isDone) blocking.clear()
            setBlocking(undefined)
          }}
        />
      )}
    </Page>
  )
}
