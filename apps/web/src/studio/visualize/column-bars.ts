import type { ColumnFigures } from '@sluice/contracts'

export interface ColumnBar {
  /** A value that occurs, or where a range begins. */
  readonly from: number | string
  readonly to: number | undefined
  readonly count: number
}

/** How the values of a column are spread: ranges of numbers and times, else the most frequent values. */
export const columnBars = ({
  histogram,
  topValues,
}: Pick<ColumnFigures, 'histogram' | 'topValues'>): readonly ColumnBar[] =>
  histogram === null
    ? topValues.map(({ value, count }) => ({ from: value, to: undefined, count }))
    : histogram.map(({ from, to, count }) => ({ from, to, count }))
