import { Field, Select } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ChartPanel } from '../../shared/ui/chart/ChartPanel.tsx'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { RangeFields } from '../../shared/usage/RangeFields.tsx'
import { refreshMs, toRangeSearch } from '../../shared/usage/time-range.ts'
import { UsageTotals } from '../../shared/usage/UsageTotals.tsx'
import usageStyles from '../../shared/usage/usage.module.css'
import { callsChart, outcomesChart } from '../../shared/usage/usage-charts.ts'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import { useTimeRange } from '../../shared/usage/use-time-range.ts'
import { developerWords } from '../developer-words.ts'
import { ownSubscriptionsQuery } from '../subscriptions/own-subscriptions.ts'
import { useOwnUser } from '../use-own-user.ts'
import { usePortal } from '../use-portal.ts'
import { OwnCalls } from './OwnCalls.tsx'
import { ownSummaryQuery } from './own-usage.ts'
import { SubscriptionTable } from './SubscriptionTable.tsx'
import { ownUsageWords } from './usage-words.ts'

const route = getRouteApi('/developer/$service/usage')

/** What is called with one's own keys, and why some of it was refused. */
export function UsagePage() {
  const words = useWords(ownUsageWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const userId = useOwnUser(service)
  return (
    <Page
      title={words('title')}
      area={area}
      breadcrumbs={[
        { label: shared('home'), href: base },
        { label: shared('profile'), href: `${base}/profile` },
      ]}
      description={words('intro')}
    >
      {userId === null ? (
        <EmptyState title={shared('notShown')}>{words('otherInstance')}</EmptyState>
      ) : (
        <OwnUsage service={service} userId={userId} />
      )}
    </Page>
  )
}

function OwnUsage({ service, userId }: { readonly service: string; readonly userId: string }) {
  const search = route.useSearch()
  const { subscription } = search
  const navigate = useNavigate()
  const words = useWords(ownUsageWords)
  const usage = useUsageWords()
  const formats = useFormats()
  const range = useTimeRange(search)
  const refetchInterval = range.isLive ? refreshMs(range) : false
  const summary = useQuery({
    ...ownSummaryQuery(service, userId, range, subscription),
    placeholderData: keepPreviousData,
    refetchInterval,
  })
  const { data: subscriptions = [] } = useQuery(ownSubscriptionsQuery(service, userId))
  const change = (changes: object) =>
    void navigate({ to: '.', search: ((before: object) => ({ ...before, ...changes })) as never, resetScroll: false })
  const { data } = summary
  const models = useMemo(() => {
    const pen = { words: usage, formats }
    return data === undefined ? [] : [callsChart(data, pen), outcomesChart(data, pen)]
  }, [data, usage, formats])
  const isEmpty = data?.total.callCountTotal === 0
  return (
    <>
      <section className={usageStyles.filters} aria-label={usage('range')}>
        <RangeFields range={range} onChange={change} />
        <Field label={words('subscription')}>
          <Select
            className={usageStyles.narrow}
            value={subscription ?? ''}
            onChange={(_, { value }) => change({ subscription: value || undefined })}
          >
            <option value="">{words('subscriptions')}</option>
            {subscriptions.map(({ name, properties }) => (
              <option key={name} value={name}>
                {properties.displayName || name}
              </option>
            ))}
          </Select>
        </Field>
      </section>
      {data === undefined && summary.error !== null ? (
        <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
      ) : (
        <>
          <UsageTotals summary={data} />
          {isEmpty ? (
            <EmptyState
              title={words('noCalls')}
              action={
                <LinkButton to="/developer/$service/apis" params={{ service }}>
                  {words('tryApis')}
                </LinkButton>
              }
            >
              {words('noCallsText')}
            </EmptyState>
          ) : (
            <div className={usageStyles.charts}>
              {[usage('calls'), usage('outcomes')].map((title, index) => (
                <ChartPanel
                  key={title}
                  title={title}
                  model={models[index]}
                  height={220}
                  onRange={([from, to]) => change(toRangeSearch(from, to))}
                />
              ))}
            </div>
          )}
          <SubscriptionTable service={service} userId={userId} range={range} subscriptions={subscriptions} />
          <OwnCalls service={service} userId={userId} range={range} search={search} onSearch={change} />
        </>
      )}
    </>
  )
}
