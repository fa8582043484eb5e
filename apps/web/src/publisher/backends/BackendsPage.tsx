import { AddRegular, ServerRegular } from '@fluentui/react-icons'
import type { BackendProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { quote, type Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { DeleteButton } from '../editing/DeleteButton.tsx'
import { useRemoval } from '../editing/use-removal.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import { backendsWords } from './backends-words.ts'

type Row = Resource<BackendProperties>
const route = getRouteApi('/publisher/$service/backends')

export function BackendsPage() {
  const search = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(backendsWords)
  const area = useWords(publisherWords)
  const canWrite = allows(useSession(), 'publisher')
  const remove = useRemoval()
  const { q } = search
  const list = useResourceList<BackendProperties>(`${service.id}/backends`, {
    ...toListQuery(search, 'name'),
    $filter:
      q === undefined
        ? undefined
        : ['name', 'title', 'url'].map((field) => `contains(${field},${quote(q)})`).join(' or '),
  })
  const onSearch = useCallback((text: string) => change({ q: text || undefined, page: undefined }), [change])
  const base = `/publisher/${service.name}/backends`
  const columns = useMemo(() => {
    const shown: TableColumn<Row>[] = [
      {
        id: 'name',
        header: words('name'),
        sortField: 'name',
        cell: ({ name }) => (
          <TextLink href={`${base}/${encodeURIComponent(name)}`} isName>
            {name}
          </TextLink>
        ),
        text: ({ name }) => name,
      },
      {
        id: 'title',
        header: words('title'),
        sortField: 'title',
        cell: ({ properties }) => <span translate="no">{properties.title}</span>,
        text: ({ properties }) => properties.title ?? '',
      },
      {
        id: 'type',
        header: words('type'),
        cell: ({ properties }) => words(properties.type === 'Pool' ? 'pool' : 'single'),
        text: ({ properties }) => properties.type,
      },
      {
        id: 'url',
        header: words('address'),
        sortField: 'url',
        cell: ({ properties: { url, pool } }) =>
          pool ? words('poolMembers', { count: pool.services.length }) : <code translate="no">{url}</code>,
        text: ({ properties }) => properties.url ?? '',
      },
      {
        id: 'protocol',
        header: words('protocol'),
        isOptional: true,
        cell: ({ properties }) => <span translate="no">{properties.protocol?.toUpperCase()}</span>,
        text: ({ properties }) => properties.protocol ?? '',
      },
    ]
    if (canWrite) {
      shown.push({
        id: 'actions',
        header: '',
        isNumeric: true,
        cell: ({ id, name, properties }) => (
          <DeleteButton
            name={name}
            onDelete={() => void remove({ path: id, name, restore: () => Promise.resolve(properties) })}
          />
        ),
      })
    }
    return shown
  }, [words, base, canWrite, remove])
  return (
    <Page
      title={area('backends')}
      area={`${area('area')} · ${service.name}`}
      description={words('description')}
      actions={
        canWrite && (
          <LinkButton
            appearance="primary"
            icon={<AddRegular />}
            to="/publisher/$service/backends/new"
            params={{ service: service.name }}
          >
            {words('add')}
          </LinkButton>
        )
      }
    >
      <ReadOnlyNotice needed="publisher" />
      {list.data === undefined ? (
        list.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : (
        <DataTable
          label={area('backends')}
          rows={list.data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={search.sort ?? 'name'}
          onSort={(sort) => change({ sort, page: undefined })}
          paging={{
            page: search.page ?? 1,
            size: pageSize,
            total: list.data.count ?? 0,
            onPage: (page) => change({ page }),
          }}
          isFetching={list.isFetching}
          filters={<SearchField things={words('things')} value={q ?? ''} onSearch={onSearch} />}
          empty={
            q === undefined ? (
              <EmptyState icon={<ServerRegular fontSize={32} />} title={words('empty')}>
                {words('emptyText')}
              </EmptyState>
            ) : (
              <NothingFound things={words('things')} search={q} onClear={() => change({ q: undefined })} />
            )
          }
        />
      )}
    </Page>
  )
}
