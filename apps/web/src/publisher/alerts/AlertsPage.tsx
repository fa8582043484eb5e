import { AddRegular, AlertRegular } from '@fluentui/react-icons'
import type { AlertRuleProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { quote, type Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
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
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { DeleteButton } from '../editing/DeleteButton.tsx'
import { useRemoval } from '../editing/use-removal.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import { alertsWords } from './alerts-words.ts'

type Row = Resource<AlertRuleProperties>
const route = getRouteApi('/publisher/$service/alerts')

/** Rules that tell somebody of what calls say. */
export function AlertsPage() {
  const search = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(alertsWords)
  const area = useWords(publisherWords)
  const { figure } = useFormats()
  const canWrite = allows(useSession(), 'publisher')
  const remove = useRemoval()
  const { q } = search
  const list = useResourceList<AlertRuleProperties>(`${service.id}/alertRules`, {
    ...toListQuery(search, 'displayName'),
    $filter: q === undefined ? undefined : `contains(displayName,${quote(q)}) or contains(name,${quote(q)})`,
  })
  const onSearch = useCallback((text: string) => change({ q: text || undefined, page: undefined }), [change])
  const base = `/publisher/${service.name}/alerts`
  const columns = useMemo(() => {
    const columnsOfAll: TableColumn<Row>[] = [
      {
        id: 'displayName',
        header: words('displayName'),
        sortField: 'displayName',
        cell: ({ name, properties }) => (
          <TextLink href={`${base}/${encodeURIComponent(name)}`} isName>
            {properties.displayName}
          </TextLink>
        ),
        text: ({ properties }) => properties.displayName,
      },
      {
        id: 'kind',
        header: words('kind'),
        sortField: 'kind',
        cell: ({ properties }) => words(properties.kind),
        text: ({ properties }) => properties.kind,
      },
      {
        id: 'threshold',
        header: words('threshold'),
        isNumeric: true,
        cell: ({ properties: { kind, threshold } }) =>
          `${figure(threshold)}${kind === 'latency' ? ' ms' : kind === 'batchFailures' ? '' : ' %'}`,
        text: ({ properties }) => properties.threshold,
      },
      {
        id: 'state',
        header: words('state'),
        sortField: 'isEnabled',
        cell: ({ properties: { isEnabled } }) => (
          <StateLabel kind={isEnabled ? 'done' : 'off'}>{words(isEnabled ? 'enabled' : 'disabled')}</StateLabel>
        ),
        text: ({ properties }) => words(properties.isEnabled ? 'enabled' : 'disabled'),
      },
    ]
    if (canWrite) {
      columnsOfAll.push({
        id: 'actions',
        header: '',
        isNumeric: true,
        cell: ({ id, properties }) => (
          <DeleteButton
            name={properties.displayName}
            onDelete={() =>
              void remove({ path: id, name: properties.displayName, restore: () => Promise.resolve(properties) })
            }
          />
        ),
      })
    }
    return columnsOfAll
  }, [words, figure, base, canWrite, remove])
  return (
    <Page
      title={area('alerts')}
      area={`${area('area')} · ${service.name}`}
      description={words('description')}
      actions={
        canWrite && (
          <LinkButton
            appearance="primary"
            icon={<AddRegular />}
            to="/publisher/$service/alerts/new"
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
          label={area('alerts')}
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
          filters={<SearchField things={words('things')} value={q ?? ''} onSearch={onSearch} />}
          empty={
            q === undefined ? (
              <EmptyState icon={<AlertRegular fontSize={32} />} title={words('empty')}>
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
