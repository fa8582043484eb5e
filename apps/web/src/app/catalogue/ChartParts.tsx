import { useState } from 'react'
import { ApiError } from '../../shared/api-client/api-error.ts'
import { ChartPanel } from '../../shared/ui/chart/ChartPanel.tsx'
import type { BarsModel, LinesModel } from '../../shared/ui/chart/chart-model.ts'
import { Section } from '../../shared/ui/page/Section.tsx'

const quarter = 900_000
const begin = Date.UTC(2026, 0, 5, 8)
const times = Array.from({ length: 24 }, (_, index) => begin + index * quarter)

const lines: LinesModel = {
  kind: 'lines',
  title: 'Time of an answer',
  x: { name: 'Time', kind: 'time' },
  y: { name: 'Time', unit: 'ms', min: 0 },
  step: quarter,
  series: [
    ...[12, 40, 90].map((base, series) => ({
      name: ['Median', '95 %', '99 %'][series] ?? '',
      points: times.map((time, index) => [time, base + ((index * 7919) % 17)] as const),
    })),
    { name: 'Day before', isReference: true, points: times.map((time, index) => [time, 50 + (index % 5)] as const) },
  ],
}
const bars: BarsModel = {
  kind: 'bars',
  title: 'Outcomes',
  x: { name: 'Time' },
  y: { name: 'Calls' },
  isStacked: true,
  categories: times.map((time) => new Date(time).toISOString().slice(11, 16)),
  spans: times.map((time) => [time, time + quarter] as const),
  series: [
    { name: 'Successful', tone: 'done', values: times.map((_, index) => 40 + ((index * 31) % 23)) },
    { name: 'Blocked', tone: 'warning', values: times.map((_, index) => (index * 17) % 9) },
    { name: 'Failed', tone: 'failed', values: times.map((_, index) => (index * 13) % 5) },
    { name: 'Other', tone: 'quiet', values: times.map((_, index) => index % 3) },
  ],
}
const names: BarsModel = {
  kind: 'bars',
  title: 'Traffic',
  x: { name: 'API' },
  y: { name: 'Traffic', kind: 'bytes' },
  isLying: true,
  categories: ['Echo API', 'An API with a name that is longer than most names of APIs are', 'Reviews'],
  series: [{ name: 'Traffic', values: [12_500_000, 8_200_000, 900] }],
}

export function ChartParts() {
  const [range, setRange] = useState<readonly [number, number]>()
  return (
    <>
      <Section title="Lines over time, against those before; a part can be chosen">
        <ChartPanel title={lines.title} model={lines} onRange={setRange} />
        <p role="status">{range?.map((time) => new Date(time).toISOString()).join(' – ')}</p>
      </Section>
      <Section title="Bars that are states, on one another">
        <ChartPanel title={bars.title} model={bars} onRange={setRange} />
      </Section>
      <Section title="Lying bars of bytes">
        <ChartPanel title={names.title} model={names} height={160} />
      </Section>
      <Section title="On its way">
        <ChartPanel title="Calls on their way" model={undefined} />
      </Section>
      <Section title="Nothing to draw">
        <ChartPanel title="No calls" model={{ ...lines, series: [] }} empty="Nobody has called in this time." />
      </Section>
      <Section title="Failed">
        <ChartPanel
          title="Calls that did not come"
          model={undefined}
          error={new ApiError({ status: 503, code: 'ServiceUnavailable', message: 'The service is being started.' })}
          onRetry={() => undefined}
        />
      </Section>
    </>
  )
}
