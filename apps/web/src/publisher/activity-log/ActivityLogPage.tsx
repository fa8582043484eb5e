import { Button } from '@fluentui/react-components'
import { ArrowLeftRegular, ArrowRightRegular, HistoryRegular } from '@fluentui/react-icons'
import type { UserProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useArm } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize } from '../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { SearchLink } from '../editing/SearchLink.tsx'
import { toPageOf } from '../editing/to-page-of.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import { ActivityFilters } from './ActivityFilters.tsx'
import styles from './ActivityLog.module.css'
import { ActorName } from './ActorName.tsx'
import { activityWords } from './activity-words.ts'
import { type AuditEntry, type AuditPage, actionKinds, toNextToken } from './audit-entry.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { toDifferences } from './differences.ts'

const route = getRouteApi('/publisher/$service/activity-log')
const shownFields = 3

export function ActivityLogPage() {
  const canSee = allows(useSession(), 'administrator')
  return canSee ? <ActivityLog /> : <NotAllowedPage needed="administrator" />
}

function ActivityLog() {
  const search = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(activityWords)
  const area = useWords(publisherWords)
  const ui = useWords(uiWords)
  const { data: users = [] } = useAllResources<UserProperties>(`${service.id}/users`)
  const { resource, actor, from, to, after } = search
  const log = useArm<AuditPage>(`${service.id}/auditLog`, {
    $top: pageSize,
    resource,
    actor,
    from,
    to,
    $skiptoken: after,
  })
  const columns = useMemo(
    (): readonly TableColumn<AuditEntry>[] => [
      {
        id: 'at',
        header: words('at'),
        cell: ({ at }) => (
          <span className={styles.line}>
            <TimeAgo iso={at} />
          </span>
        ),
        text: ({ at }) => at,
      },
      {
        id: 'actor',
        header: words('actor'),
        cell: ({ actor: who }) => (
          <span className={styles.line}>
            <ActorName actor={who} users={users} />
          </span>
        ),
        text: ({ actor: who }) => who,
      },
      {
        id: 'action',
        header: words('action'),
        cell: ({ action }) => <StateLabel kind={actionKinds[action]}>{words(action)}</StateLabel>,
        text: ({ action }) => words(action),
      },
      {
        id: 'resource',
        header: words('resource'),
        cell: ({ resourceId, action }) => {
          const { href, label } = toPageOf(resourceId, service)
          if (action === 'Delete') return <span translate="no">{label}</span>
          return (
            <TextLink href={href} isName>
              {label}
            </TextLink>
          )
        },
        text: ({ resourceId }) => toPageOf(resourceId, service).label,
      },
      {
        id: 'fields',
        header: words('fields'),
        cell: (entry) => {
          const names = [
            ...new Set(toDifferences(entry.before, entry.after).map(({ path }) => path.split('.')[0] ?? '')),
          ]
          const shown = names.slice(0, shownFields).join(', ')
          return (
            <SearchLink changes={{ change: entry.position }} isName={names.length > 0}>
              {names.length === 0
                ? ui('details')
                : names.length <= shownFields
                  ? shown
                  : words('moreFields', { names: shown, count: names.length - shownFields })}
            </SearchLink>
          )
        },
        text: ({ before, after: now }) =>
          toDifferences(before, now)
            .map((one) => `${one.path}: ${one.before ?? ''} → ${one.after ?? ''}`)
            .join('\n'),
      },
      {
        id: 'requestId',
        header: words('requestId'),
        isOptional: true,
        cell: ({ requestId }) => <code translate="no">{requestId}</code>,
        text: ({ requestId }) => requestId ?? '',
      },
    ],
    [words, ui, users, service],
  )
  const filters = [resource, actor, from, to].filter((text) => text !== undefined)
  const next = log.data === undefined ? undefined : toNextToken(log.data)
  const clear = () =>
    change({ resource: undefined, actor: undefined, from: undefined, to: undefined, after: undefined })
  return (
    <Page title={area('activityLog')} area={`${area('area')} · ${service.name}`} description={words('description')}>
      <ActivityFilters search={search} users={users} onChange={change} onClear={clear} />
      {log.data === undefined ? (
        log.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={log.error} onRetry={() => void log.refetch()} />
        )
      ) : (
        <>
          <DataTable
            label={area('activityLog')}
            rows={log.data.value}
            columns={columns}
            rowId={({ position }) => String(position)}
            rowName={({ resourceId }) => toPageOf(resourceId, service).label}
            isFetching={log.isFetching}
            empty={
              filters.length > 0 ? (
                <NothingFound things={words('things')} search={filters.join(', ')} onClear={clear} />
              ) : (
                <EmptyState icon={<HistoryRegular fontSize={32} />} title={words('empty')}>
                  {words('emptyText')}
                </EmptyState>
              )
            }
          />
          <nav className={styles.pages} aria-label={words('pages')}>
            <Button
              appearance="subtle"
              icon={<ArrowLeftRegular />}
              disabledFocusable={after === undefined}
              onClick={() => after !== undefined && change({ after: undefined })}
            >
              {words('newest')}
            </Button>
            <Button
              appearance="subtle"
              icon={<ArrowRightRegular />}
              iconPosition="after"
              disabledFocusable={next === undefined}
              onClick={() => next !== undefined && change({ after: next })}
            >
              {words('older')}
            </Button>
          </nav>
          {search.change !== undefined && (
            <ChangeDialog
              position={search.change}
              entry={log.data.value.find(({ position }) => position === search.change)}
              users={users}
              onClose={() => change({ change: undefined })}
            />
          )}
        </>
      )}
    </Page>
  )
}
