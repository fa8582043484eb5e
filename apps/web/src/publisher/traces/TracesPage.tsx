import { Button, Dropdown, Field, Option } from '@fluentui/react-components'
import { ArrowClockwiseRegular, FlowRegular } from '@fluentui/react-icons'
import type { TraceSummary } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useArm, useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { EmptyState, NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import { kindOfStatus } from './kind-of-status.ts'
import { MaskedText } from './MaskedText.tsx'
import { roundMs, toMs } from './trace-steps.ts'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

const route = getRouteApi('/publisher/$service/traces')

export function TracesPage() {
  const canSee = allows(useSession(), 'publisher')
  return canSee ? <Traces /> : <NotAllowedPage needed="publisher" />
}

/** The last calls that were traced. */
function Traces() {
  const { api } = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(tracesWords)
  const area = useWords(publisherWords)
  const formats = useFormats()
  const apis = useAllResources<{ readonly displayName: string }>(`${service.id}/apis`).data ?? []
  const traces = useArm<{ readonly value: readonly TraceSummary[] }>(`${service.id}/traces`, { apiId: api })
  const columns = useMemo(
    (): readonly TableColumn<TraceSummary>[] => [
      {
        id: 'at',
        header: words('at'),
        cell: ({ timestamp }) => (
          <span className={styles.short}>
            <TimeAgo iso={timestamp} />
          </span>
        ),
        text: ({ timestamp }) => timestamp,
      },
      {
        id: 'call',
        header: words('call'),
        cell: ({ traceId, method, url }) => (
          <span className={styles.call}>
            <Verb verb={method} />
            <TextLink href={`/publisher/${service.name}/traces/${encodeURIComponent(traceId)}`} isName>
              <MaskedText text={pathOf(url)} />
            </TextLink>
          </span>
        ),
        text: ({ method, url }) => `${method} ${url}`,
      },
      {
        id: 'status',
        header: words('status'),
        cell: ({ status }) => <StateLabel kind={kindOfStatus(status)}>{String(status)}</StateLabel>,
        text: ({ status }) => status,
      },
      {
        id: 'api',
        header: words('api'),
        cell: ({ apiId }) => (apiId === undefined ? words('noApi') : <code translate="no">{apiId}</code>),
        text: ({ apiId }) => apiId ?? '',
      },
      {
        id: 'error',
        header: words('error'),
        cell: ({ error }) => (error === undefined ? null : <code translate="no">{error.reason}</code>),
        text: ({ error }) => error?.reason ?? '',
      },
      {
        id: 'duration',
        header: words('duration'),
        isNumeric: true,
        cell: ({ duration }) => words('milliseconds', { milliseconds: formats.number(roundMs(toMs(duration))) }),
        text: ({ duration }) => toMs(duration),
      },
    ],
    [words, formats, service.name],
  )
  return (
    <Page
      title={words('title')}
      area={`${area('area')} · ${service.name}`}
      description={words('description')}
      actions={
        <>
          <Button icon={<ArrowClockwiseRegular />} onClick={() => void traces.refetch()}>
            {words('reload')}
          </Button>
          <InvalidateButton />
        </>
      }
    >
      {traces.data === undefined ? (
        traces.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={traces.error} onRetry={() => void traces.refetch()} />
        )
      ) : (
        <DataTable
          label={words('title')}
          rows={traces.data.value}
          columns={columns}
          rowId={({ traceId }) => traceId}
          rowName={({ method, url }) => `${method} ${url}`}
          isFetching={traces.isFetching}
          filters={
            <Field label={words('api')} className={styles.filter}>
              <Dropdown
                value={apis.find(({ name }) => name === api)?.properties.displayName ?? api ?? words('allApis')}
                selectedOptions={[api ?? '']}
                onOptionSelect={(_, { optionValue }) => change({ api: optionValue || undefined })}
              >
                <Option value="">{words('allApis')}</Option>
                {apis.map(({ name, properties }) => (
                  <Option key={name} value={name}>
                    {properties.displayName}
                  </Option>
                ))}
              </Dropdown>
            </Field>
          }
          empty={
            api === undefined ? (
              <EmptyState icon={<FlowRegular />} title={words('empty')}>
                {words('emptyText')}
              </EmptyState>
            ) : (
              <NothingFound things={words('things')} search={api} onClear={() => change({ api: undefined })} />
            )
          }
        />
      )}
    </Page>
  )
}

function InvalidateButton() {
  const words = useWords(tracesWords)
  const service = useService()
  const messages = useMessages()
  const invalidate = useArmChange()
  const [isAsking, setAsking] = useState(false)
  const confirm = async () => {
    try {
      await invalidate.mutateAsync({
        path: `${service.id}/gateways/managed/invalidateDebugCredentials`,
        method: 'POST',
      })
      messages.done(words('invalidated'))
    } catch (failure) {
      messages.failed(words('notInvalidated'), failure)
    }
    setAsking(false)
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{words('invalidate')}</Button>
      <AskDialog
        isOpen={isAsking}
        title={words('invalidateTitle')}
        confirmLabel={words('invalidate')}
        isBusy={invalidate.isPending}
        onConfirm={() => void confirm()}
        onCancel={() => setAsking(false)}
      >
        {words('invalidateText')}
      </AskDialog>
    </>
  )
}

/** The host is the gateway's own, and the same for all. */
const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '') || url
