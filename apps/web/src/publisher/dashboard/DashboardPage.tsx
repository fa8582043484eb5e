import type { PortalSummary } from '@sluice/contracts'
import { useService } from '../../shared/api-client/service.ts'
import { useArm } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { CallsOfTheDay } from './CallsOfTheDay.tsx'
import styles from './Dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'
import { GatewayState } from './GatewayState.tsx'
import { QuickStart } from './QuickStart.tsx'
import { RecentChanges } from './RecentChanges.tsx'
import { SummaryCounts } from './SummaryCounts.tsx'
import { WaitingRequests } from './WaitingRequests.tsx'

export function DashboardPage() {
  const words = useWords(dashboardWords)
  const area = useWords(publisherWords)
  const service = useService()
  const isAdministrator = allows(useSession(), 'administrator')
  const summary = useArm<PortalSummary>(`${service.id}/portalSummary`)
  return (
    <Page title={area('dashboard')} area={`${area('area')} · ${service.name}`} description={words('description')}>
      {summary.data === undefined ? (
        summary.error === null ? (
          <Loading lines={3} />
        ) : (
          <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
        )
      ) : (
        <>
          <SummaryCounts summary={summary.data} />
          <QuickStart summary={summary.data} />
          <GatewayState gateways={summary.data.gateways} />
        </>
      )}
      <CallsOfTheDay />
      <div className={styles.columns}>
        <WaitingRequests />
        {isAdministrator && <RecentChanges />}
      </div>
    </Page>
  )
}
