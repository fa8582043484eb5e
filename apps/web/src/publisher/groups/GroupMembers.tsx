import { Button, Tooltip } from '@fluentui/react-components'
import { DismissRegular, PeopleRegular } from '@fluentui/react-icons'
import type { GroupProperties, UserProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { useAct } from '../changes/use-act.ts'
import { ResourceCombobox } from '../pickers/ResourceCombobox.tsx'
import { type User, useUserColumns } from '../users/use-user-columns.tsx'
import { fullNameOf } from '../users/user.ts'
import { toUsersFilter } from '../users/user-search.ts'
import type { GroupSearch } from './group-search.ts'
import { groupWords } from './group-words.ts'
import styles from './groups.module.css'

const route = getRouteApi('/publisher/$service/groups/$group')

/** Who is in a group; one more, one less where people decide that. */
export function GroupMembers({ group }: { readonly group: Resource<GroupProperties> }) {
  const words = useWords(groupWords)
  const { id: serviceId } = useService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isKeptByService = group.properties.type === 'system'
  const mayChange = useMay('administrator') && !isKeptByService
  const act = useAct()
  const { q = '' } = search
  const path = `${serviceId}/groups/${encodeURIComponent(group.name)}/users`
  const { data, error, refetch, isFetching } = useResourceList<UserProperties>(path, {
    ...toListQuery(search, 'lastName'),
    $filter: toUsersFilter(search),
  })
  const find = (change: Partial<GroupSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const toAct = ({ name, properties }: User, isIn: boolean) => {
    const names = { group: group.properties.displayName, user: fullNameOf(properties) }
    return {
      path: `${path}/${encodeURIComponent(name)}`,
      method: isIn ? 'PUT' : 'DELETE',
      touches: [`${serviceId}/users/${name}/groups`],
      done: words(isIn ? 'memberAdded' : 'memberRemoved', names),
      failed: words('memberFailed', names),
    } as const
  }
  const columns = useUserColumns(
    mayChange
      ? (user) => (
          <Tooltip content={words('remove', { name: fullNameOf(user.properties) })} relationship="label">
            <Button
              appearance="subtle"
              size="small"
              icon={<DismissRegular />}
              onClick={() => void act({ ...toAct(user, false), undo: toAct(user, true) })}
            />
          </Tooltip>
        )
      : undefined,
  )
  return (
    <Section title={words('members')}>
      {group.properties.type === 'external' && <p className={styles.notice}>{words('externalText')}</p>}
      {mayChange && (
        <div className={styles.add}>
          <ResourceCombobox<UserProperties>
            label={words('addMember')}
            path={`${serviceId}/users`}
            fields={['lastName', 'firstName', 'email']}
            toText={({ properties }) => fullNameOf(properties)}
            toDetail={({ properties }) => properties.email}
            exclude={new Set(data?.value.map(({ name }) => name.toLowerCase()))}
            onPick={(user) => user !== undefined && void act(toAct(user, true))}
          />
        </div>
      )}
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading lines={3} />}
      {data !== undefined && (
        <DataTable
          label={words('members')}
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
            (q !== '' || data.value.length > 0) && (
              <SearchField things={words('people')} value={q} onSearch={(text) => find({ q: text || undefined })} />
            )
          }
          empty={
            q === '' ? (
              <EmptyState icon={<PeopleRegular fontSize={32} />} title={words('membersEmptyTitle')}>
                {words(isKeptByService ? 'builtInText' : 'membersEmptyText')}
              </EmptyState>
            ) : (
              <NothingFound things={words('people')} search={q} onClear={() => find({ q: undefined })} />
            )
          }
        />
      )}
    </Section>
  )
}
