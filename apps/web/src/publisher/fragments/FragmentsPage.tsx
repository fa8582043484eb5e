import { AddRegular, PuzzlePieceRegular } from '@fluentui/react-icons'
import type { PolicyFragmentProperties } from '@sluice/contracts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { quote, type Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { type ListSearch, pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { publisherWords } from '../publisher-words.ts'
import { fragmentsWords } from './fragments-words.ts'

const route = getRouteApi('/publisher/$service/fragments')
type Fragment = Resource<PolicyFragmentProperties>

/** All policy fragments of the instance. */
export function FragmentsPage() {
  const words = useWords(fragmentsWords)
  const area = useWords(publisherWords)
  const service = useService()
  const navigate = useNavigate()
  const search = route.useSearch()
  const { q = '', page = 1 } = search
  const mayWrite = allows(useSession(), 'publisher')
  const filter = q === '' ? undefined : `contains(name,${quote(q)}) or contains(description,${quote(q)})`
  const { data, error, isFetching, refetch } = useResourceList<PolicyFragmentProperties>(
    `${service.id}/policyFragments`,
    { ...toListQuery(search, 'name'), $filter: filter },
  )
  const change = (next: Partial<ListSearch>) => {
    void navigate({ to: '.', search: (before) => ({ ...before, page: undefined, ...next }) })
  }
  const base = `/publisher/${service.name}/fragments`
  const columns: readonly TableColumn<Fragment>[] = [
    {
      id: 'name',
      header: words('name'),
      sortField: 'name',
      text: ({ name }) => name,
      cell: ({ name }) => (
        <TextLink href={`${base}/${encodeURIComponent(name)}`} isName>
          {name}
        </TextLink>
      ),
    },
    {
      id: 'description',
      header: words('fieldDescription'),
      sortField: 'description',
      text: ({ properties }) => properties.description ?? '',
      cell: ({ properties }) => properties.description ?? '',
    },
  ]
  const add = mayWrite ? (
    <LinkButton
      appearance="primary"
      icon={<AddRegular />}
      to="/publisher/$service/fragments/new"
      params={{ service: service.name }}
    >
      {words('add')}
    </LinkButton>
  ) : undefined
  const isEmpty = data?.value.length === 0 && q === '' && page === 1
  return (
    <Page
      title={words('title')}
      description={words('description')}
      area={`${area('area')} · ${service.name}`}
      actions={isEmpty ? undefined : add}
    >
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : isEmpty ? (
        <EmptyState icon={<PuzzlePieceRegular fontSize={32} />} title={words('emptyTitle')} action={add}>
          {words('emptyText')}
        </EmptyState>
      ) : (
        <DataTable
          label={words('title')}
          rows={data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={search.sort ?? 'name'}
          onSort={(sort) => change({ sort })}
          paging={{
            page,
            size: pageSize,
            total: data.count ?? data.value.length,
            onPage: (next) => change({ page: next }),
          }}
          isFetching={isFetching}
          filters={
            <SearchField
              things={words('fragments')}
              value={q}
              onSearch={(text) => change({ q: text === '' ? undefined : text })}
            />
          }
          empty={<NothingFound things={words('fragments')} search={q} onClear={() => change({ q: undefined })} />}
        />
      )}
    </Page>
  )
}
