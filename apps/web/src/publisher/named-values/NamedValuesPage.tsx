import { Button, Dropdown, Option } from '@fluentui/react-components'
import { AddRegular, BracesVariableRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { quote, type Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useResourceList } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { DeleteButton } from '../editing/DeleteButton.tsx'
import { SearchLink } from '../editing/SearchLink.tsx'
import { useRemoval } from '../editing/use-removal.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import { NamedValueDialog } from './NamedValueDialog.tsx'
import type { NamedValueView } from './named-value-form.ts'
import { namedValuesWords } from './named-values-words.ts'
import { readValue } from './read-value.ts'
import { ValueCell } from './ValueCell.tsx'

type Row = Resource<NamedValueView>
const route = getRouteApi('/publisher/$service/named-values')

export function NamedValuesPage() {
  const search = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(namedValuesWords)
  const area = useWords(publisherWords)
  const canWrite = allows(useSession(), 'publisher')
  const remove = useRemoval()
  const path = `${service.id}/namedValues`
  const list = useResourceList<NamedValueView>(path, {
    ...toListQuery(search, 'displayName'),
    $filter: toFilter(search),
  })
  const { data: all = [] } = useAllResources<NamedValueView>(path)
  const tags = [...new Set(all.flatMap(({ properties }) => properties.tags ?? []))].sort()
  const onSearch = useCallback((q: string) => change({ q: q || undefined, page: undefined }), [change])
  const columns = useMemo(() => {
    const shown: TableColumn<Row>[] = [
      {
        id: 'displayName',
        header: words('displayName'),
        sortField: 'displayName',
        cell: ({ name, properties }) => (
          <SearchLink changes={{ edit: name }} isName>
            {properties.displayName}
          </SearchLink>
        ),
        text: ({ properties }) => properties.displayName,
      },
      { id: 'value', header: words('value'), cell: (row) => <ValueCell namedValue={row} /> },
      {
        id: 'kind',
        header: words('kind'),
        cell: ({ properties }) => words(kindOf(properties)),
        text: ({ properties }) => words(kindOf(properties)),
      },
      {
        id: 'tags',
        header: words('tags'),
        cell: ({ properties }) => <span translate="no">{properties.tags?.join(', ')}</span>,
        text: ({ properties }) => properties.tags?.join(', ') ?? '',
      },
      {
        id: 'id',
        header: words('id'),
        sortField: 'name',
        isOptional: true,
        cell: ({ name }) => <code translate="no">{name}</code>,
        text: ({ name }) => name,
      },
    ]
    if (canWrite) {
      shown.push({
        id: 'actions',
        header: '',
        isNumeric: true,
        cell: (row) => <DeleteButton name={row.properties.displayName} onDelete={() => void remove(toRemoval(row))} />,
      })
    }
    return shown
  }, [words, canWrite, remove])
  const isFiltered = search.q !== undefined || search.tag !== undefined
  return (
    <Page
      title={area('namedValues')}
      area={`${area('area')} · ${service.name}`}
      description={words('description', { name: '{{name}}' })}
      actions={
        canWrite && (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => change({ add: true })}>
            {words('add')}
          </Button>
        )
      }
    >
      <ReadOnlyNotice needed="publisher" />
      {list.error !== null && list.data === undefined ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Loading />
      ) : (
        <DataTable
          label={area('namedValues')}
          rows={list.data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ properties }) => properties.displayName}
          sort={search.sort ?? 'displayName'}
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
              <SearchField things={words('things')} value={search.q ?? ''} onSearch={onSearch} />
              {tags.length > 0 && (
                <Dropdown
                  aria-label={words('tag')}
                  value={search.tag ?? words('allTags')}
                  selectedOptions={[search.tag ?? '']}
                  onOptionSelect={(_, { optionValue }) => change({ tag: optionValue || undefined, page: undefined })}
                >
                  <Option value="">{words('allTags')}</Option>
                  {tags.map((tag) => (
                    <Option key={tag} value={tag}>
                      {tag}
                    </Option>
                  ))}
                </Dropdown>
              )}
            </>
          }
          {...(canWrite
            ? {
                bulkActions: (rows: readonly Row[], clear: () => void) => (
                  <Button
                    onClick={() => {
                      clear()
                      for (const row of rows) void remove(toRemoval(row))
                    }}
                  >
                    {words('deleteMany')}
                  </Button>
                ),
              }
            : {})}
          empty={
            isFiltered ? (
              <NothingFound
                things={words('things')}
                search={[search.q, search.tag].filter((text) => text !== undefined).join(', ')}
                onClear={() => change({ q: undefined, tag: undefined, page: undefined })}
              />
            ) : (
              <EmptyState icon={<BracesVariableRegular fontSize={32} />} title={words('empty')}>
                {words('emptyText')}
              </EmptyState>
            )
          }
        />
      )}
      {search.add === true && canWrite && <NamedValueDialog onClose={() => change({ add: undefined })} />}
      {search.edit !== undefined && (
        <NamedValueDialog key={search.edit} name={search.edit} onClose={() => change({ edit: undefined })} />
      )}
    </Page>
  )
}

function toFilter({ q, tag }: { readonly q?: string; readonly tag?: string }): string | undefined {
  const terms = [
    ...(q === undefined ? [] : [`(contains(displayName,${quote(q)}) or contains(tags,${quote(q)}))`]),
    ...(tag === undefined ? [] : [`contains(tags,${quote(tag)})`]),
  ]
  return terms.length === 0 ? undefined : terms.join(' and ')
}

const kindOf = ({ secret, keyVault }: NamedValueView) => (keyVault ? 'keyVault' : secret ? 'secret' : 'plain')

const toRemoval = ({ id, properties: { displayName, secret, tags = [], value, keyVault } }: Row) => ({
  path: id,
  name: displayName,
  ...(keyVault
    ? {}
    : {
        restore: async () => ({ displayName, secret, tags, value: secret ? await readValue(id) : value }),
      }),
})
