import { Button, Tooltip } from '@fluentui/react-components'
import { ArrowUploadRegular, CertificateRegular } from '@fluentui/react-icons'
import type { CertificateProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { quote, type Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useResourceList } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { DeleteButton } from '../editing/DeleteButton.tsx'
import { useRemoval } from '../editing/use-removal.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import styles from './Certificates.module.css'
import { certificatesWords } from './certificates-words.ts'
import { toExpiry } from './expiry.ts'
import { UploadDialog } from './UploadDialog.tsx'

type Row = Resource<CertificateProperties>
const route = getRouteApi('/publisher/$service/certificates')

export function CertificatesPage() {
  const search = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(certificatesWords)
  const area = useWords(publisherWords)
  const ui = useWords(uiWords)
  const formats = useFormats()
  const canWrite = allows(useSession(), 'administrator')
  const remove = useRemoval()
  const [leaving, setLeaving] = useState<Row>()
  const [now] = useState(Date.now)
  const { q } = search
  const path = `${service.id}/certificates`
  const list = useResourceList<CertificateProperties>(path, {
    ...toListQuery(search, 'expirationDate'),
    $filter:
      q === undefined
        ? undefined
        : ['name', 'subject', 'thumbprint'].map((field) => `contains(${field},${quote(q)})`).join(' or '),
  })
  const { data: all = [] } = useAllResources<CertificateProperties>(path)
  const expiring = all.filter(({ properties }) => toExpiry(properties.expirationDate ?? '', now).word !== 'valid')
  const onSearch = useCallback((text: string) => change({ q: text || undefined, page: undefined }), [change])
  const columns = useMemo(() => {
    const shown: TableColumn<Row>[] = [
      {
        id: 'name',
        header: words('name'),
        sortField: 'name',
        cell: ({ name }) => <span translate="no">{name}</span>,
        text: ({ name }) => name,
      },
      {
        id: 'subject',
        header: words('subject'),
        sortField: 'subject',
        cell: ({ properties }) => <span translate="no">{properties.subject}</span>,
        text: ({ properties }) => properties.subject ?? '',
      },
      {
        id: 'thumbprint',
        header: words('thumbprint'),
        cell: ({ name, properties }) => (
          <CodeText value={properties.thumbprint ?? ''} name={`${words('thumbprint')} ${name}`} />
        ),
        text: ({ properties }) => properties.thumbprint ?? '',
      },
      {
        id: 'state',
        header: words('state'),
        cell: ({ properties }) => {
          const { kind, word } = toExpiry(properties.expirationDate ?? '', now)
          return <StateLabel kind={kind}>{words(word)}</StateLabel>
        },
        text: ({ properties }) => words(toExpiry(properties.expirationDate ?? '', now).word),
      },
      {
        id: 'expirationDate',
        header: words('expires'),
        sortField: 'expirationDate',
        cell: ({ properties: { expirationDate } }) =>
          expirationDate && (
            <span className={styles.moment}>
              {formats.day(expirationDate)} (<TimeAgo iso={expirationDate} />)
            </span>
          ),
        text: ({ properties }) => properties.expirationDate ?? '',
      },
    ]
    if (canWrite) {
      shown.push({
        id: 'actions',
        header: '',
        isNumeric: true,
        cell: (row) => (
          <span className={styles.moment}>
            <Tooltip content={words('replace', { name: row.name })} relationship="label">
              <Button appearance="subtle" icon={<ArrowUploadRegular />} onClick={() => change({ replace: row.name })} />
            </Tooltip>
            <DeleteButton name={row.name} onDelete={() => setLeaving(row)} />
          </span>
        ),
      })
    }
    return shown
  }, [words, formats, canWrite, now, change])
  return (
    <Page
      title={area('certificates')}
      area={`${area('area')} · ${service.name}`}
      description={words('description')}
      actions={
        canWrite && (
          <Button appearance="primary" icon={<ArrowUploadRegular />} onClick={() => change({ add: true })}>
            {words('add')}
          </Button>
        )
      }
    >
      <ReadOnlyNotice needed="administrator" />
      {expiring.length > 0 && <Notice intent="warning">{words('expiringNotice', { count: expiring.length })}</Notice>}
      {list.data === undefined ? (
        list.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : (
        <DataTable
          label={area('certificates')}
          rows={list.data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={search.sort ?? 'expirationDate'}
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
              <EmptyState icon={<CertificateRegular fontSize={32} />} title={words('empty')}>
                {words('emptyText')}
              </EmptyState>
            ) : (
              <NothingFound things={words('things')} search={q} onClear={() => change({ q: undefined })} />
            )
          }
        />
      )}
      {search.add === true && canWrite && <UploadDialog onClose={() => change({ add: undefined })} />}
      {search.replace !== undefined && canWrite && (
        <UploadDialog name={search.replace} onClose={() => change({ replace: undefined })} />
      )}
      <AskDialog
        isOpen={leaving !== undefined}
        title={words('deleteTitle', { name: leaving?.name ?? '' })}
        confirmLabel={ui('delete')}
        onCancel={() => setLeaving(undefined)}
        onConfirm={() => {
          if (leaving !== undefined) void remove({ path: leaving.id, name: leaving.name })
          setLeaving(undefined)
        }}
      >
        {words('deleteText')}
      </AskDialog>
    </Page>
  )
}
