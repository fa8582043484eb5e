import { Button } from '@fluentui/react-components'
import { ChartMultipleRegular, TableRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, lazy, Suspense, useId, useMemo, useState } from 'react'
import { type Formats, useFormats } from '../../languages/formats.ts'
import styles from './Chart.module.css'
import { ChartTable } from './ChartTable.tsx'
import { type ChartModel, mostSeries } from './chart-model.ts'
import { type ChartCursor, chartPoints, moveCursor } from './chart-points.ts'
import { areaOfPoints, type ChartRange, rangeOfArea } from './chart-range.ts'
import { pointText, summaryText } from './chart-texts.ts'
import { useChartWords } from './chart-words.ts'

const ChartDrawing = lazy(() => import('./ChartDrawing.tsx').then((module) => ({ default: module.ChartDrawing })))

/**
 * A chart with its title, what is to be seen in it in words, and its figures as a table. Arrow keys walk the points;
 * `t` changes to the table.
 */
export function Chart({
  model,
  height = 260,
  isTitleShown = true,
  onRange,
}: {
  readonly model: ChartModel
  /** In pixels. */
  readonly height?: number
  /** False where a heading beside it says the same. */
  readonly isTitleShown?: boolean
  /** What is done with a part that was chosen, of a chart over time: by dragging, or with Shift and arrow keys. */
  readonly onRange?: (range: ChartRange) => void
}) {
  const words = useChartWords()
  const formats = useFormats()
  const summaryId = useId()
  const points = useMemo(() => chartPoints(model), [model])
  const isTooMuch = points.length > mostSeries
  const [asksTable, setAsksTable] = useState(false)
  const [cursor, setCursor] = useState<ChartCursor>()
  /** Where a choice by keys began. */
  const [anchor, setAnchor] = useState<number>()
  const isTable = asksTable || isTooMuch
  const at = cursor && points[cursor.series]?.[cursor.point]
  const area = useMemo(
    () =>
      anchor === undefined || cursor === undefined
        ? undefined
        : areaOfPoints(model, { series: cursor.series, from: anchor, to: cursor.point }),
    [model, anchor, cursor],
  )
  const range = area && rangeOfArea(model, ...area)
  const choose = (chosen: ChartRange | undefined) => {
    setAnchor(undefined)
    if (chosen !== undefined) onRange?.(chosen)
  }
  const leave = () => {
    setCursor(undefined)
    setAnchor(undefined)
  }
  const walk = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 't') setAsksTable(true)
    else if (event.key === 'Escape' && cursor !== undefined) leave()
    else if (event.key === 'Enter' && range !== undefined) choose(range)
    else {
      const next = moveCursor(points, at === undefined ? undefined : cursor, event.key)
      if (next === undefined) return
      const isChoosing = event.shiftKey && onRange !== undefined
      setAnchor(isChoosing ? (anchor ?? cursor?.point ?? next.point) : undefined)
      setCursor(next)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const summary = summaryText(model, words, formats)
  return (
    <figure className={styles.chart} aria-label={model.title}>
      <div className={styles.head}>
        {isTitleShown && <figcaption className={styles.title}>{model.title}</figcaption>}
        {!isTooMuch && (
          <Button
            className={styles.toggle}
            appearance="subtle"
            size="small"
            icon={isTable ? <ChartMultipleRegular /> : <TableRegular />}
            onClick={() => setAsksTable(!asksTable)}
          >
            {words(isTable ? 'asChart' : 'asTable')}
          </Button>
        )}
      </div>
      <p id={summaryId} className={styles.summary}>
        {summary} {isTooMuch && words('notDrawn', { most: mostSeries })}
      </p>
      {isTable ? (
        <ChartTable model={model} height={height} />
      ) : (
        <>
          <div
            role="application"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: keys walk the points
            tabIndex={0}
            className={styles.stage}
            style={{ height }}
            aria-label={words(onRange === undefined ? 'drawing' : 'drawingOfRanges', { title: model.title })}
            aria-describedby={summaryId}
            onKeyDown={walk}
            onBlur={leave}
          >
            <Suspense>
              <ChartDrawing
                model={model}
                cursor={at === undefined ? undefined : cursor}
                area={area}
                onArea={onRange === undefined ? undefined : (marked) => choose(rangeOfArea(model, ...marked))}
              />
            </Suspense>
          </div>
          <p className={styles.point} role="status">
            {range !== undefined && words('chosen', toMoments(range, formats))}
            {range === undefined && at !== undefined && cursor !== undefined && (
              <>
                {pointText(model, at, words, formats)}
                <span className={styles.position}>
                  {words('position', { at: cursor.point + 1, total: points[cursor.series]?.length ?? 0 })}
                </span>
              </>
            )}
          </p>
        </>
      )}
    </figure>
  )
}

const toMoments = ([from, to]: ChartRange, { moment }: Formats) => ({
  from: moment(new Date(from).toISOString()),
  to: moment(new Date(to).toISOString()),
})
