import type { ColumnSchema } from '@sluice/contracts'

export interface StatisticsOptions {
  /** Places in the schema; default all. */
  readonly columns?: readonly number[]
  /** Bins of histograms; default 10. */
  readonly bins?: number
  /** Length of the list of the most frequent values; default 10. */
  readonly topCount?: number
  readonly signal?: AbortSignal
}

/** Figures of one column. A Double or Single that is NaN counts as missing here. */
export interface ColumnStatistics {
  readonly column: ColumnSchema
  /** Cells that have a value. */
  readonly count: number
  readonly missingCount: number
  /** How many different values there are. */
  readonly uniqueCount: number
  /** Of texts the first and the last by code units; of all else numbers, times as milliseconds, truths as 0 and 1. */
  readonly min: number | string | undefined
  readonly max: number | string | undefined
  /** Not of texts. */
  readonly mean: number | undefined
  readonly median: number | undefined
  /** Of a sample (n − 1); none of fewer than two values. */
  readonly standardDeviation: number | undefined
  /** The most frequent value; of several, the smallest. */
  readonly mode: number | string | undefined
  /** The most frequent first; of those with one count, the smaller first. Int64 and Boolean as texts. */
  readonly topValues: readonly { readonly value: number | string; readonly count: number }[]
  /** Of numbers and times: bins of one width, the last with its upper edge. Infinite values are in none. */
  readonly histogram: readonly HistogramBin[] | undefined
}

export interface HistogramBin {
  readonly from: number
  readonly to: number
  readonly count: number
}
