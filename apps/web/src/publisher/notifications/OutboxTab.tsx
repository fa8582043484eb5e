import { Button, Dropdown, Option, Tooltip } from '@fluentui/react-components'
import { ArrowRepeatAllRegular, MailRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange, useResourceList } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize } from '../../shared/routing/list-search.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { DeleteButton } from '../editing/DeleteButton.tsx'
import { SearchLink } from '../editing/SearchLink.tsx'
import { useRemoval } from '../editing/use-removal.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { MailDialog } from './MailDialog.tsx'
import { type Mail, mailStateKinds, mailStates } from './mail.ts'
import styles from './Notifications.module.css'
import { notificationsWords } from './notifications-words.ts'

type Row = Resource<Mail>
const route = getRouteApi('/publisher/$service/notifications')

/** Every mail of the last weeks and what became of it. */
export function OutboxTab() {
  const canSee = allows(useSession(), 'administrator')
  const words = useWords(notificationsWords)
  return canSee ? <Outbox /> : <Notice intent="info">{words('needsAdministrator')}</Notice>
}

function Outbox() {
  const search = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(notificationsWords)
  const ui = useWords(uiWords)
  const messages = useMessages()
  const remove = useRemoval()
  const { mutateAsync: send } = useArmChange()
  const [leaving, setLeaving] = useState<Row>()
  const page = search.page ?? 1
  const list = useResourceList<Mail>(`${service.id}/mails`, {
    $top: pageSize,
    $skip: page === 1 ? undefined : (page - 1) * pageSize,
    state: search.state,
    recipient: search.q,
  })
  const onSearch = useCallback((text: string) => change({ q: text || undefined, page: undefined }), [change])
  const retry = useCallback(
    async ({ id }: Row) => {
      try {
        await send({ path: `${id}/retry`, method: 'POST' })
        messages.done(words('retryDone'))
      } catch (error) {
        messages.failed(words('retryFailed'), error)
      }
    },
    [send, messages, words],
  )
  const columns = useMemo(
    (): readonly TableColumn<Row>[] => [
      {
        id: 'subject',
        header: words('subject'),
        cell: ({ name, properties }) => (
          <SearchLink changes={{ mail: name }} isName>
            {properties.subject}
          </SearchLink>
        ),
        text: ({ properties }) => properties.subject,
      },
      {
        id: 'to',
        header: words('to'),
        cell: ({ properties }) => <span translate="no">{properties.to}</span>,
        text: ({ properties }) => properties.to,
      },
      {
        id: 'state',
        header: words('state'),
        cell: ({ properties: { state } }) => (
          <StateLabel kind={mailStateKinds[state]}>{words(`state_${state}`)}</StateLabel>
        ),
        text: ({ properties }) => words(`state_${properties.state}`),
      },
      {
        id: 'createdDate',
        header: words('created'),
        cell: ({ properties }) => <TimeAgo iso={properties.createdDate} />,
        text: ({ properties }) => properties.createdDate,
      },
      {
        id: 'template',
        header: words('template'),
        isOptional: true,
        cell: ({ properties }) => <code translate="no">{properties.template}</code>,
        text: ({ properties }) => properties.template,
      },
      {
        id: 'attempts',
        header: words('attempts'),
        isOptional: true,
        isNumeric: true,
        cell: ({ properties }) => properties.attempts,
        text: ({ properties }) => properties.attempts,
      },
      {
        id: 'lastError',
        header: words('lastError'),
        isOptional: true,
        cell: ({ properties }) => <span translate="no">{properties.lastError}</span>,
        text: ({ properties }) => properties.lastError ?? '',
      },
      {
        id: 'actions',
        header: '',
        isNumeric: true,
        cell: (row) => (
          <>
            {row.properties.state !== 'sent' && (
              <Tooltip content={`${words('retry')}: ${row.properties.subject}`} relationship="label">
                <Button appearance="subtle" icon={<ArrowRepeatAllRegular />} onClick={() => void retry(row)} />
              </Tooltip>
            )}
            <DeleteButton name={row.properties.subject} onDelete={() => setLeaving(row)} />
          </>
        ),
      },
    ],
    [words, retry],
  )
  const isFiltered = search.q !== undefined || search.state !== undefined
  if (list.data === undefined) {
    return list.error === null ? <Loading /> : <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  }
  return (
    <div className={styles.recipients}>
      {list.data.value.some(({ properties }) => properties.state === 'kept') && (
        <Notice intent="info">{words('keptHint')}</Notice>
      )}
      <DataTable
        label={words('outbox')}
        rows={list.data.value}
        columns={columns}
        rowId={({ id }) => id}
        rowName={({ properties }) => properties.subject}
        paging={{ page, size: pageSize, total: list.data.count ?? 0, onPage: (next) => change({ page: next }) }}
        isFetching={list.isFetching}
        filters={
          <>
            <SearchField things={words('soughtRecipients')} value={search.q ?? ''} onSearch={onSearch} />
            <Dropdown
              aria-label={words('state')}
              value={search.state === undefined ? words('allStates') : words(`state_${search.state}`)}
              selectedOptions={[search.state ?? '']}
              onOptionSelect={(_, { optionValue }) => change({ state: optionValue || undefined, page: undefined })}
            >
              <Option value="">{words('allStates')}</Option>
              {mailStates.map((state) => (
                <Option key={state} value={state}>
                  {words(`state_${state}`)}
                </Option>
              ))}
            </Dropdown>
          </>
        }
        empty={
          isFiltered ? (
            <NothingFound
              things={words('mails')}
              search={[search.q, search.state && words(`state_${search.state}`)].filter(Boolean).join(', ')}
              onClear={() => change({ q: undefined, state: undefined, page: undefined })}
            />
          ) : (
            <EmptyState icon={<MailRegular fontSize={32} />} title={words('empty')}>
              {words('emptyText')}
            </EmptyState>
          )
        }
      />
      {search.mail !== undefined && <MailDialog id={search.mail} onClose={() => change({ mail: undefined })} />}
      <AskDialog
        isOpen={leaving !== undefined}
        title={words('deleteMailTitle')}
        confirmLabel={ui('delete')}
        onCancel={() => setLeaving(undefined)}
        onConfirm={() => {
          if (leaving !== undefined) void remove({ path: leaving.id, name: leaving.properties.subject })
          setLeaving(undefined)
        }}
      >
        {words('deleteMailText')}
      </AskDialog>
    </div>
  )
}
