import { Button } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useArm } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable } from '../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import type { User } from './use-user-columns.tsx'
import { userWords } from './user-words.ts'
import styles from './users.module.css'

interface AuditEntry {
  readonly position: number
  readonly at: string
  readonly action: 'Create' | 'Update' | 'Delete'
  readonly resourceId: string
}

const firstCount = 50

/** What somebody has changed, as the audit log has it. */
export function UserActivity({ user }: { readonly user: User }) {
  const words = useWords(userWords)
  const { id } = useService()
  const mayRead = useMay('administrator')
  const [count, setCount] = useState(firstCount)
  const { data, error, refetch, isFetching } = useArm<{
    readonly value: readonly AuditEntry[]
    readonly nextLink?: string
  }>(mayRead ? `${id}/auditLog` : undefined, { actor: user.name, $top: count })
  if (!mayRead) return <EmptyState title={words('activity')}>{words('activityNeedsRole')}</EmptyState>
  return (
    <Section title={words('activity')} description={words('activityDescription')}>
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Loading />}
      {data !== undefined && (
        <DataTable
          label={words('activity')}
          rows={data.value}
          rowId={({ position }) => String(position)}
          rowName={({ resourceId }) => resourceId}
          isFetching={isFetching}
          empty={
            <EmptyState icon={<HistoryRegular fontSize={32} />} title={words('activityEmptyTitle')}>
              {words('activityEmptyText')}
            </EmptyState>
          }
          columns={[
            {
              id: 'when',
              header: words('activityWhen'),
              cell: ({ at }) => <TimeAgo iso={at} />,
              text: ({ at }) => at,
            },
            {
              id: 'action',
              header: words('activityAction'),
              cell: ({ action }) => words(`act${action}`),
              text: ({ action }) => action,
            },
            {
              id: 'what',
              header: words('activityWhat'),
              cell: ({ resourceId }) => <code translate="no">{resourceId.slice(id.length) || '/'}</code>,
              text: ({ resourceId }) => resourceId,
            },
          ]}
        />
      )}
      {data?.nextLink !== undefined && (
        <Button className={styles.more} onClick={() => setCount(count * 2)}>
          {words('activityMore')}
        </Button>
      )}
    </Section>
  )
}
