import type { BatchJobDetailsAnswer } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { jobWords } from './job-words.ts'

const states = {
  waiting: ['waiting', 'notificationWaiting'],
  sent: ['done', 'notificationSent'],
  failed: ['failed', 'notificationFailed'],
} as const

/** Who wanted to hear of the end of a job, and whether it reached them. */
export function JobNotifications({
  notifications,
}: {
  readonly notifications: BatchJobDetailsAnswer['notifications']
}) {
  const words = useWords(jobWords)
  return (
    <Section title={words('notifications')}>
      <DataTable
        label={words('notifications')}
        rows={notifications}
        rowId={({ kind, address }) => `${kind} ${address}`}
        rowName={({ address }) => address}
        empty={null}
        columns={[
          {
            id: 'kind',
            header: words('what'),
            cell: ({ kind }) => words(kind === 'call' ? 'notificationCall' : 'notificationMail'),
          },
          { id: 'address', header: words('notifyTo'), cell: ({ address }) => <span translate="no">{address}</span> },
          {
            id: 'state',
            header: words('state'),
            cell: ({ state, lastError }) => (
              <>
                <StateLabel kind={states[state][0]}>{words(states[state][1])}</StateLabel> {lastError}
              </>
            ),
          },
          { id: 'attempts', header: words('notifyAttempts'), isNumeric: true, cell: ({ attempts }) => attempts },
        ]}
      />
    </Section>
  )
}
