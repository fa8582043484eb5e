import type { ColumnFigures } from '@sluice/contracts'
import type { Formats } from '../../shared/languages/formats.ts'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import { columnBars } from './column-bars.ts'
import type { VisualizeWords } from './visualize-words.ts'

/** Histogram of a column of numbers or times, else its most frequent values. */
export function columnChart(figures: ColumnFigures, words: VisualizeWords, formats: Formats): ChartModel {
  const { name, type, histogram } = figures
  const bars = columnBars(figures)
  const isTime = type.startsWith('DateTime')
  const show = (value: number | string): string => {
    if (typeof value === 'string') return value
    return isTime ? formats.day(new Date(value).toISOString()) : formats.figure(value)
  }
  const isHistogram = histogram !== null
  return {
    kind: 'bars',
    title: words(isHistogram ? 'valueFrequency' : 'topValues', { name }),
    x: { name },
    y: { name: words('rowsAxis') },
    categories: bars.map(({ from, to }) => (to === undefined ? show(from) : `${show(from)} – ${show(to)}`)),
    series: [{ name: words('rowsAxis'), values: bars.map(({ count }) => count) }],
    isHistogram,
    isLying: !isHistogram,
  }
}
