import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { ExplanationView } from '../../shared/usage/ExplanationView.tsx'
import { developerWords } from '../developer-words.ts'
import { useOwnUser } from '../use-own-user.ts'
import { usePortal } from '../use-portal.ts'
import { ownExplanationQuery } from './own-usage.ts'
import { ownUsageWords } from './usage-words.ts'

const route = getRouteApi('/developer/$service/usage/$call')

/** A call of this moment is written down within so long; until then the page looks again. */
const arrivalMs = 15_000
const againMs = 1_500

/** Why one of one's own calls was refused. */
export function CallPage() {
  const { call } = route.useParams()
  const words = useWords(ownUsageWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const userId = useOwnUser(service)
  return (
    <Page
      title={words('why')}
      area={area}
      breadcrumbs={[
        { label: shared('home'), href: base },
        { label: shared('profile'), href: `${base}/profile` },
        { label: words('title'), href: `${base}/usage` },
      ]}
    >
      {userId === null ? (
        <EmptyState title={shared('notShown')}>{words('otherInstance')}</EmptyState>
      ) : (
        <Explanation service={service} requestId={call} />
      )}
    </Page>
  )
}

function Explanation({ service, requestId }: { readonly service: string; readonly requestId: string }) {
  const words = useWords(ownUsageWords)
  const explanation = useQuery({
    ...ownExplanationQuery(service, requestId),
    // Whoever comes from the console is sooner here than the record is there.
    retry: (failures, error) => isNotFound(error) && failures < arrivalMs / againMs,
    retryDelay: againMs,
  })
  if (explanation.data !== undefined) return <ExplanationView explanation={explanation.data} />
  if (explanation.isPending) return <Loading lines={8} />
  if (isNotFound(explanation.error)) {
    return (
      <EmptyState title={words('notThere')}>
        <span lang="en">{explanation.error.message}</span> {words('notThereText')}
      </EmptyState>
    )
  }
  return <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />
}
