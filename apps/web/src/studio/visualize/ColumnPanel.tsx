import type { ColumnFigures } from '@sluice/contracts'
import { type ReactNode, useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { columnChart } from './column-chart.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** What is known of a column, and how its values are spread. */
export function ColumnPanel({ figures }: { readonly figures: ColumnFigures }) {
  const words = useVisualizeWords()
  const formats = useFormats()
  const model = useMemo(() => columnChart(figures, words, formats), [figures, words, formats])
  const isTime = figures.type.startsWith('DateTime')
  const show = (value: number | string): ReactNode => {
    if (typeof value === 'number') return formats.figure(value)
    return <span translate="no">{isTime ? formats.moment(value) : value}</span>
  }
  const facts: (readonly [string, ReactNode])[] = [
    [
      words('type'),
      <span key="type" translate="no">
        {figures.type}
      </span>,
    ],
    [words('count'), formats.number(figures.count)],
    [words('missingCount'), formats.number(figures.missingCount)],
    [words('uniqueCount'), formats.number(figures.uniqueCount)],
  ]
  for (const name of ['min', 'max', 'mean', 'median', 'mode'] as const) {
    const value = figures[name]
    if (value !== null) facts.push([words(name), show(value)])
  }
  if (figures.standardDeviation !== null) facts.push([words('deviation'), formats.figure(figures.standardDeviation)])
  return (
    <section className={styles.part} aria-label={figures.name}>
      <h2 translate="no">{figures.name}</h2>
      <Facts facts={facts} />
      <Chart model={model} />
    </section>
  )
}
