import type { ReactNode } from 'react'
import { ErrorState } from '../feedback/ErrorState.tsx'
import { Loading } from '../feedback/Loading.tsx'
import styles from './Chart.module.css'
import { Chart } from './Chart.tsx'
import type { ChartModel } from './chart-model.ts'
import type { ChartRange } from './chart-range.ts'

/** Head, sentence and point below the drawing. */
const textHeight = 76

/** A chart of figures that have to be fetched. It takes the same room while they come, when they fail and when there are none. */
export function ChartPanel({
  title,
  model,
  error,
  onRetry,
  empty,
  height = 260,
  onRange,
}: {
  /** Of the chart, also before there is one. */
  readonly title: string
  /** Undefined = the figures are on their way, or did not come. */
  readonly model: ChartModel | undefined
  readonly error?: unknown
  readonly onRetry?: () => void
  /** What is said instead of a drawing without a point. */
  readonly empty?: ReactNode
  /** Of the drawing, in pixels. */
  readonly height?: number
  readonly onRange?: (range: ChartRange) => void
}) {
  if (model !== undefined && empty === undefined) {
    return <Chart model={model} height={height} {...(onRange === undefined ? {} : { onRange })} />
  }
  return (
    <figure className={styles.chart} aria-label={title} style={{ minHeight: height + textHeight }}>
      <div className={styles.head}>
        <figcaption className={styles.title}>{title}</figcaption>
      </div>
      {model !== undefined ? (
        <p className={styles.nothing}>{empty}</p>
      ) : error == null ? (
        <Loading lines={Math.max(2, Math.floor(height / 44))} />
      ) : (
        <ErrorState error={error} {...(onRetry === undefined ? {} : { onRetry })} />
      )}
    </figure>
  )
}
