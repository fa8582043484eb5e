import { AddRegular, PeopleTeamRegular } from '@fluentui/react-icons'
import type { GroupProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { quote } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { type ListSearch, pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { ReadOnlyPage } from '../../shared/ui/access/ReadOnlyPage.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { publisherWords } from '../publisher-words.ts'
import { groupWords } from './group-words.ts'

const route = getRouteApi('/publisher/$service/groups')

/** All groups of the instance, with those that it has built in. */
export function GroupsPage() {
  const words = useWords(groupWords)
  const area = useWords(publisherWords)
  const service = useService()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const { q = '' } = search
  const { data, error, refetch, isFetching } = useResourceList<GroupProperties>(`${service.id}/groups`, {
    ...toListQuery(search, 'displayName'),
    $filter:
      q === ''
        ? undefined
        : ['displayName', 'description', 'externalId'].map((field) => `contains(${field},${quote(q)})`).join(' or '),
  })
  const find = (change: Partial<ListSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const kindOf = ({ properties: { type } }: { readonly properties: GroupProperties }) =>
    words(type === 'system' ? 'builtIn' : type)
  return (
    <Page
      title={words('title')}
      description={words('description')}
      area={`${area('area')} · ${service.name}`}
      actions={
        mayChange && (
          <LinkButton
            to="/publisher/$service/groups/new"
            params={{ service: service.name }}
            appearance="primary"
            icon={<AddRegular />}
          >
            {words('create')}
          </LinkButton>
        )
      }
    >
      <ReadOnlyPage needed="publisher" />
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && (
        <DataTable
          label={words('title')}
          rows={data.value}
          rowId={({ name }) => name}
          rowName={({ properties }) => properties.displayName}
          sort={search.sort ?? 'displayName'}
          onSort={(sort) => find({ sort })}
          paging={{
            page: search.page ?? 1,
            size: pageSize,
            total: data.count ?? 0,
            onPage: (page) => find({ page }),
          }}
          isFetching={isFetching}
          filters={
            <SearchField things={words('things')} value={q} onSearch={(text) => find({ q: text || undefined })} />
          }
          empty={
            q === '' ? (
              <EmptyState icon={<PeopleTeamRegular fontSize={32} />} title={words('emptyTitle')}>
                {words('emptyText')}
              </EmptyState>
            ) : (
              <NothingFound things={words('things')} search={q} onClear={() => find({ q: undefined })} />
            )
          }
          columns={[
            {
              id: 'name',
              header: words('displayName'),
              sortField: 'displayName',
              cell: ({ name, properties }) => (
                <TextLink href={`/publisher/${service.name}/groups/${encodeURIComponent(name)}`} isName>
                  {properties.displayName}
                </TextLink>
              ),
              text: ({ properties }) => properties.displayName,
            },
            { id: 'type', header: words('type'), cell: kindOf, text: kindOf },
            {
              id: 'description',
              header: words('descriptionField'),
              cell: ({ properties }) => properties.description ?? '',
              text: ({ properties }) => properties.description ?? '',
            },
            {
              id: 'externalId',
              header: words('externalId'),
              isOptional: true,
              cell: ({ properties }) => <code translate="no">{properties.externalId ?? ''}</code>,
              text: ({ properties }) => properties.externalId ?? '',
            },
            {
              id: 'id',
              header: words('id'),
              sortField: 'name',
              isOptional: true,
              cell: ({ name }) => <code translate="no">{name}</code>,
              text: ({ name }) => name,
            },
          ]}
        />
      )}
    </Page>
  )
}
