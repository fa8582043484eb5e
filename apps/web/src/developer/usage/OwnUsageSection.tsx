import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ChartPanel } from '../../shared/ui/chart/ChartPanel.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { callsChart } from '../../shared/usage/usage-charts.ts'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import { useTimeRange } from '../../shared/usage/use-time-range.ts'
import { usePortal } from '../use-portal.ts'
import { ownSummaryQuery } from './own-usage.ts'
import { ownUsageWords } from './usage-words.ts'

const lastWeek = { from: 'P7D', to: undefined }

/** The calls of the last week, on the way to all of them. */
export function OwnUsageSection({ userId }: { readonly userId: string }) {
  const words = useWords(ownUsageWords)
  const usage = useUsageWords()
  const formats = useFormats()
  const { service, base } = usePortal()
  const range = useTimeRange(lastWeek)
  const summary = useQuery({ ...ownSummaryQuery(service, userId, range), placeholderData: keepPreviousData })
  const model = useMemo(
    () => summary.data && callsChart(summary.data, { words: usage, formats }),
    [summary.data, usage, formats],
  )
  return (
    <Section title={words('title')} actions={<TextLink href={`${base}/usage`}>{words('open')}</TextLink>}>
      <ChartPanel
        title={usage('calls')}
        model={model}
        height={180}
        error={summary.error}
        onRetry={() => void summary.refetch()}
        {...(summary.data?.total.callCountTotal === 0 ? { empty: usage('noCalls') } : {})}
      />
    </Section>
  )
}
