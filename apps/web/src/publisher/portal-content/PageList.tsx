import { AddRegular, DocumentTextRegular } from '@fluentui/react-icons'
import type { DocumentationProperties } from '@sluice/contracts'
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
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { DeleteButton } from '../editing/DeleteButton.tsx'
import { useRemoval } from '../editing/use-removal.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { portalContentWords } from './portal-content-words.ts'

type Row = Resource<DocumentationProperties>
const route = getRouteApi('/publisher/$service/portal-content')

/** Every page that APIs and products can list. */
export function PageList() {
  const search = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(portalContentWords)
  const canWrite = allows(useSession(), 'publisher')
  const remove = useRemoval()
  const { q } = search
  const list = useResourceList<DocumentationProperties>(`${service.id}/documentations`, {
    ...toListQuery(search, 'title'),
    $filter: q === undefined ? undefined : `contains(title,${quote(q)}) or contains(content,${quote(q)})`,
  })
  const onSearch = useCallback((text: string) => change({ q: text || undefined, page: undefined }), [change])
  const base = `/publisher/${service.name}/portal-content/pages`
  const columns = useMemo(
    (): readonly TableColumn<Row>[] => [
      {
        id: 'title',
        header: words('title'),
        sortField: 'title',
        cell: ({ name, properties }) => (
          <TextLink href={`${base}/${encodeURIComponent(name)}`} isName>
            {properties.title}
          </TextLink>
        ),
        text: ({ properties }) => properties.title,
      },
      {
        id: 'name',
        header: words('identifier'),
        sortField: 'name',
        cell: ({ name }) => <code translate="no">{name}</code>,
        text: ({ name }) => name,
      },
      ...(canWrite
        ? [
            {
              id: 'actions',
              header: '',
              isNumeric: true,
              cell: ({ id, properties }: Row) => (
                <DeleteButton
                  name={properties.title}
                  onDelete={() =>
                    void remove({ path: id, name: properties.title, restore: () => Promise.resolve(properties) })
                  }
                />
              ),
            },
          ]
        : []),
    ],
    [words, base, canWrite, remove],
  )
  if (list.data === undefined) {
    return list.error === null ? <Loading /> : <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  }
  const add = canWrite && (
    <LinkButton
      icon={<AddRegular />}
      to="/publisher/$service/portal-content/pages/new"
      params={{ service: service.name }}
    >
      {words('addPage')}
    </LinkButton>
  )
  return (
    <>
      <ReadOnlyNotice needed="publisher" />
      <DataTable
        label={words('pages')}
        rows={list.data.value}
        columns={columns}
        rowId={({ id }) => id}
        rowName={({ properties }) => properties.title}
        sort={search.sort ?? 'title'}
        onSort={(sort) => change({ sort, page: undefined })}
        paging={{
          page: search.page ?? 1,
          size: pageSize,
          total: list.data.count ?? 0,
          onPage: (page) => change({ page }),
        }}
        isFetching={list.isFetching}
        filters={
          <>
            <SearchField things={words('things')} value={q ?? ''} onSearch={onSearch} />
            {add}
          </>
        }
        empty={
          q === undefined ? (
            <EmptyState icon={<DocumentTextRegular fontSize={32} />} title={words('pagesEmpty')}>
              {words('pagesEmptyText')}
            </EmptyState>
          ) : (
            <NothingFound things={words('things')} search={q} onClear={() => change({ q: undefined })} />
          )
        }
      />
    </>
  )
}
