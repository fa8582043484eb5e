import type { AlertEvent } from '@sluice/contracts'
import { useMemo } from 'react'
import { useArm } from '../../shared/api-client/use-resource.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import styles from './alerts.module.css'
import { alertsWords } from './alerts-words.ts'

const shown = 50
const kinds = {
  fired: { state: 'warning', word: 'fired' },
  reminded: { state: 'info', word: 'reminded' },
  ended: { state: 'done', word: 'ended' },
  tested: { state: 'info', word: 'test' },
} as const

interface History {
  readonly value: readonly AlertEvent[]
  /** What it fires for now; an empty text = the rule as a whole. */
  readonly firing: readonly string[]
}

/** When a rule fired and ended, the newest first. */
export function AlertHistory({ path }: { readonly path: string }) {
  const words = useWords(alertsWords)
  const formats = useFormats()
  const history = useArm<History>(`${path}/history`, { $top: shown })
  const columns = useMemo(
    (): readonly TableColumn<AlertEvent>[] => [
      { id: 'at', header: words('at'), cell: ({ at }) => <TimeAgo iso={at} />, text: ({ at }) => at },
      {
        id: 'event',
        header: words('event'),
        cell: ({ kind, isMuted }) => (
          <StateLabel kind={kinds[kind].state}>
            {isMuted ? `${words(kinds[kind].word)} (${words('muted')})` : words(kinds[kind].word)}
          </StateLabel>
        ),
        text: ({ kind }) => words(kinds[kind].word),
      },
      {
        id: 'subject',
        header: words('subject'),
        cell: ({ subject }) => <span translate="no">{subject}</span>,
        text: ({ subject }) => subject,
      },
      {
        id: 'value',
        header: words('value'),
        isNumeric: true,
        cell: ({ value, threshold }) =>
          value === null ? '–' : `${formats.figure(value)} / ${formats.figure(threshold)}`,
        text: ({ value }) => value ?? '',
      },
      {
        id: 'webhook',
        header: words('webhookUrl'),
        cell: ({ webhook }) => {
          if (webhook === null) return <span className={styles.quiet}>{words('noWebhook')}</span>
          const { state, lastError } = webhook
          if (state === 'dead') {
            return <StateLabel kind="failed">{words('webhookDead', { reason: lastError ?? '' })}</StateLabel>
          }
          return (
            <StateLabel kind={state === 'sent' ? 'done' : 'running'}>
              {words(state === 'sent' ? 'webhookSent' : 'webhookQueued')}
            </StateLabel>
          )
        },
        text: ({ webhook }) => webhook?.state ?? '',
      },
    ],
    [words, formats],
  )
  const firing = history.data?.firing ?? []
  const subjects = firing.filter((subject) => subject !== '')
  return (
    <Section title={words('history')}>
      {firing.length > 0 && (
        <Notice intent="warning">
          {subjects.length === 0 ? words('firing') : words('firingFor', { subjects: subjects.join(', ') })}
        </Notice>
      )}
      {history.data === undefined ? (
        history.error === null ? (
          <Loading lines={3} />
        ) : (
          <ErrorState error={history.error} onRetry={() => void history.refetch()} />
        )
      ) : (
        <DataTable
          label={words('history')}
          rows={history.data.value}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ at }) => formats.moment(at)}
          empty={<p className={styles.quiet}>{words('historyEmpty')}</p>}
        />
      )}
    </Section>
  )
}
