import type { LearnedAnswer } from '@sluice/contracts'
import { useMemo, useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

type Shown = number | string
const mostBars = 20

/** What a model learned, in the form that its kind has. */
export function LearnedView({ learned }: { readonly learned: LearnedAnswer }) {
  switch (learned.kind) {
    case 'weights':
      return <Weights learned={learned} />
    case 'trees':
      return <Trees learned={learned} />
    case 'clusters':
      return <Clusters learned={learned} />
  }
}

interface FeatureFigure {
  readonly id: string
  readonly feature: string
  readonly output?: string | undefined
  readonly value: Shown
  readonly splitCount?: number
}

function Weights({ learned }: { readonly learned: Extract<LearnedAnswer, { kind: 'weights' }> }) {
  const words = useVisualizeWords()
  const rows = learned.weights.map(
    ({ feature, output, weight }): FeatureFigure => ({ id: `${feature} ${output}`, feature, output, value: weight }),
  )
  return (
    <FeatureFigures
      title={words('weights')}
      chartTitle={words('weightsTop')}
      valueTitle={words('weight')}
      rows={rows}
      total={learned.weightCount}
    />
  )
}

function Trees({ learned }: { readonly learned: Extract<LearnedAnswer, { kind: 'trees' }> }) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  const { importance, treeCount, leafCount, depth, featureCount } = learned
  return (
    <>
      <Facts
        facts={[
          [words('trees'), number(treeCount)],
          [words('leaves'), number(leafCount)],
          [words('depth'), number(depth)],
        ]}
      />
      <FeatureFigures
        title={words('importance')}
        chartTitle={words('importance')}
        valueTitle={words('share')}
        rows={importance.map(({ feature, share, splitCount }) => ({ id: feature, feature, value: share, splitCount }))}
        total={featureCount}
      />
    </>
  )
}

function FeatureFigures({
  title,
  chartTitle,
  valueTitle,
  rows,
  total,
}: {
  readonly title: string
  readonly chartTitle: string
  readonly valueTitle: string
  readonly rows: readonly FeatureFigure[]
  readonly total: number
}) {
  const words = useVisualizeWords()
  const { number, figure } = useFormats()
  const [search, setSearch] = useState('')
  const chart = useMemo((): ChartModel => {
    const drawn = rows.filter(({ value }) => typeof value === 'number').slice(0, mostBars)
    return {
      kind: 'bars',
      title: chartTitle,
      x: { name: '' },
      y: { name: valueTitle },
      categories: drawn.map(({ feature, output }) => (output === undefined ? feature : `${feature} (${output})`)),
      series: [{ name: valueTitle, values: drawn.map(({ value }) => Number(value)) }],
      isLying: true,
    }
  }, [rows, chartTitle, valueTitle])
  const show = (value: Shown) => (typeof value === 'number' ? figure(value) : value)
  const columns: TableColumn<FeatureFigure>[] = [
    {
      id: 'feature',
      header: words('feature'),
      cell: ({ feature }) => <span translate="no">{feature}</span>,
      text: ({ feature }) => feature,
    },
    { id: 'value', header: valueTitle, cell: ({ value }) => show(value), text: ({ value }) => value, isNumeric: true },
  ]
  if (rows.some(({ output }) => output !== undefined)) {
    columns.splice(1, 0, {
      id: 'output',
      header: words('forClass'),
      cell: ({ output }) => <span translate="no">{output}</span>,
      text: ({ output = '' }) => output,
    })
  }
  if (rows.some(({ splitCount }) => splitCount !== undefined)) {
    columns.push({
      id: 'splits',
      header: words('splits'),
      cell: ({ splitCount = 0 }) => number(splitCount),
      text: ({ splitCount = 0 }) => splitCount,
      isNumeric: true,
    })
  }
  const wanted = search.toLowerCase()
  return (
    <Section title={title}>
      <div className={styles.halves}>
        <Chart model={chart} height={Math.max(160, 28 * Math.min(mostBars, rows.length) + 60)} />
        <div className={styles.part}>
          <DataTable
            label={title}
            rows={rows.filter(({ feature }) => feature.toLowerCase().includes(wanted))}
            columns={columns}
            rowId={({ id }) => id}
            rowName={({ feature }) => feature}
            filters={<SearchField things={words('features')} value={search} onSearch={setSearch} />}
            empty={null}
          />
          {rows.length < total && (
            <p className={styles.quiet}>{words('shownOf', { shown: number(rows.length), total: number(total) })}</p>
          )}
        </div>
      </div>
    </Section>
  )
}

function Clusters({ learned }: { readonly learned: Extract<LearnedAnswer, { kind: 'clusters' }> }) {
  const words = useVisualizeWords()
  const { figure, number } = useFormats()
  const { features, centers, metric } = learned
  const rows = features.map((feature, index) => ({ feature, values: centers.map((center) => center[index] ?? '') }))
  const columns: TableColumn<(typeof rows)[number]>[] = [
    {
      id: 'feature',
      header: words('feature'),
      cell: ({ feature }) => <span translate="no">{feature}</span>,
      text: ({ feature }) => feature,
    },
    ...centers.map(
      (_, cluster): TableColumn<(typeof rows)[number]> => ({
        id: String(cluster),
        header: `${words('cluster')} ${cluster}`,
        cell: ({ values }) => {
          const value = values[cluster] ?? ''
          return typeof value === 'number' ? figure(value) : value
        },
        text: ({ values }) => values[cluster] ?? '',
        isNumeric: true,
      }),
    ),
  ]
  return (
    <Section title={words('centers')}>
      <Facts
        facts={[
          [words('metric'), metric],
          [words('clusterCount'), number(learned.clusterCount)],
        ]}
      />
      <DataTable
        label={words('centers')}
        rows={rows}
        columns={columns}
        rowId={({ feature }) => feature}
        rowName={({ feature }) => feature}
        empty={null}
      />
    </Section>
  )
}
