import type { UserProperties } from '@sluice/contracts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useArm } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { ActorName } from '../activity-log/ActorName.tsx'
import { activityWords } from '../activity-log/activity-words.ts'
import { type AuditPage, actionKinds } from '../activity-log/audit-entry.ts'
import { toPageOf } from '../editing/to-page-of.ts'
import styles from './Dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'

const shown = 8

/** The last changes of anybody, for administrators. */
export function RecentChanges() {
  const service = useService()
  const words = useWords(dashboardWords)
  const activity = useWords(activityWords)
  const log = useArm<AuditPage>(`${service.id}/auditLog`, { $top: shown })
  const { data: users = [] } = useAllResources<UserProperties>(`${service.id}/users`)
  return (
    <Section title={words('recent')}>
      {log.data === undefined ? (
        log.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={log.error} onRetry={() => void log.refetch()} />
        )
      ) : log.data.value.length === 0 ? (
        <p className={styles.aside}>{words('noChanges')}</p>
      ) : (
        <ul className={styles.list}>
          {log.data.value.map(({ position, action, resourceId, actor, at }) => {
            const { href, label } = toPageOf(resourceId, service)
            return (
              <li key={position} className={styles.row}>
                <StateLabel kind={actionKinds[action]}>{activity(action)}</StateLabel>
                <span className={styles.what}>
                  {action === 'Delete' ? (
                    <span translate="no">{label}</span>
                  ) : (
                    <TextLink href={href} isName>
                      {label}
                    </TextLink>
                  )}
                </span>
                <span className={styles.when}>
                  <ActorName actor={actor} users={users} /> · <TimeAgo iso={at} />
                </span>
              </li>
            )
          })}
        </ul>
      )}
      <p className={styles.more}>
        <TextLink href={`/publisher/${service.name}/activity-log`}>{words('allChanges')}</TextLink>
      </p>
    </Section>
  )
}
