import type { LabelsOf, MetricName } from '@sluice/contracts/metrics'

/** One value of a metric at the moment of a scrape. */
export interface MetricSample {
  readonly name: MetricName
  readonly labels: Readonly<Record<string, string>>
  readonly value: number | HistogramValue
}

export interface HistogramValue {
  /** Upper bounds, ascending, without infinity. */
  readonly bounds: readonly number[]
  /** How many were at most as large as each bound and larger than the one before. */
  readonly counts: readonly number[]
  readonly sum: number
  /** Those beyond the last bound are among them. */
  readonly count: number
}

/** Says how things are when it is asked. */
export type MetricSource = () => readonly MetricSample[] | Promise<readonly MetricSample[]>

/** A value under a name of the catalogue, with exactly its labels; an empty label is left out. */
export const toSample = <Name extends MetricName>(
  name: Name,
  labels: LabelsOf<Name>,
  value: number | HistogramValue,
): MetricSample => ({ name, labels, value })
