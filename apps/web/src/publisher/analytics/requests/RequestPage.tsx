import type { CallExplanation, CallRecordDetail } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useArm } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { EmptyState } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import { ExplanationView } from '../../../shared/usage/ExplanationView.tsx'
import { explanationWords } from '../../../shared/usage/explanation-words.ts'
import { outcomeKinds } from '../../../shared/usage/outcome-kinds.ts'
import { useUsageWords } from '../../../shared/usage/usage-words.ts'
import { publisherWords } from '../../publisher-words.ts'
import { RequestFacts } from './RequestFacts.tsx'
import { RequestMessages } from './RequestMessages.tsx'
import { requestsWords } from './requests-words.ts'

const route = getRouteApi('/publisher/$service/analytics/requests/$request')

/** One call with all that is kept of it, and why it was refused where it was. */
export function RequestPage() {
  const { request } = route.useParams()
  const service = useService()
  const words = useWords(requestsWords)
  const usage = useUsageWords()
  const area = useWords(publisherWords)
  const path = `${service.id}/callRecords/${encodeURIComponent(request)}`
  const record = useArm<CallRecordDetail>(path)
  const { data } = record
  const base = `/publisher/${service.name}/analytics`
  return (
    <Page
      title={words('titleOne', { id: request })}
      area={`${area('analytics')} · ${area('area')} · ${service.name}`}
      breadcrumbs={[
        { label: area('analytics'), href: `${base}/glance` },
        { label: words('title'), href: `${base}/requests` },
      ]}
      badge={
        data && (
          <>
            <Verb verb={data.method} />
            <StateLabel kind={outcomeKinds[data.outcome]}>
              {data.status === 0 ? words('withoutAnswer') : `${data.status} ${usage(data.outcome)}`}
            </StateLabel>
          </>
        )
      }
      actions={
        data?.traceId && (
          <LinkButton to="/publisher/$service/traces/$trace" params={{ service: service.name, trace: data.traceId }}>
            {words('openTrace')}
          </LinkButton>
        )
      }
    >
      {data !== undefined ? (
        <>
          {data.isRefused && <Explanation path={path} />}
          {data.lastError !== undefined && !data.isRefused && (
            <Notice intent="error" title={`${data.lastError.source}: ${data.lastError.reason}`}>
              {data.lastError.message}
            </Notice>
          )}
          <RequestFacts record={data} service={service.name} />
          <RequestMessages record={data} />
        </>
      ) : isNotFound(record.error) ? (
        <EmptyState title={words('notThere')}>
          {record.error?.message} {words('notThereText')}
        </EmptyState>
      ) : record.error !== null ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <Loading lines={12} />
      )}
    </Page>
  )
}

function Explanation({ path }: { readonly path: string }) {
  const words = useWords(explanationWords)
  const explanation = useArm<CallExplanation>(`${path}/explanation`)
  return (
    <Section title={words('title')}>
      {explanation.data !== undefined ? (
        <ExplanationView explanation={explanation.data} />
      ) : explanation.error !== null ? (
        <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />
      ) : (
        <Loading lines={6} />
      )}
    </Section>
  )
}
