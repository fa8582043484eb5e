import type { LabelsOf, MetricName } from '@sluice/contracts/metrics'
import { type HistogramValue, type MetricSample, toSample } from './metric-sample.ts'

/** Bounds for times from half a millisecond to half a minute, in seconds. */
export const durationBounds: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
]

/** A histogram that is counted up. */
export interface Histogram extends HistogramValue {
  /** @param times how often it was observed; default 1 */
  observe(value: number, times?: number): void
  /** For values that were only known roughly, when their sum is known better. */
  correctSum(difference: number): void
}

export function createHistogram(bounds: readonly number[] = durationBounds): Histogram {
  const counts = bounds.map(() => 0)
  let sum = 0
  let count = 0
  return {
    bounds,
    counts,
    get sum() {
      return sum
    },
    get count() {
      return count
    },
    observe(value, times = 1) {
      sum += value * times
      count += times
      const index = bounds.findIndex((bound) => value <= bound)
      if (index >= 0) counts[index] = (counts[index] ?? 0) + times
    },
    correctSum(difference) {
      sum += difference
    },
  }
}

/** A metric with one value for each set of labels that it has met. */
export interface Tally<Name extends MetricName, Value> {
  /** The value for these labels, made at their first time. */
  of(labels: LabelsOf<Name>): Value
  samples(): readonly MetricSample[]
}

export interface Counter {
  count: number
}

export const createCounters = <Name extends MetricName>(name: Name): Tally<Name, Counter> =>
  createTally<Name, Counter>(
    name,
    () => ({ count: 0 }),
    ({ count }) => count,
  )

export const createHistograms = <Name extends MetricName>(name: Name, bounds?: readonly number[]) =>
  createTally<Name, Histogram>(
    name,
    () => createHistogram(bounds),
    (histogram) => histogram,
  )

function createTally<Name extends MetricName, Value>(
  name: Name,
  create: () => Value,
  read: (value: Value) => number | HistogramValue,
): Tally<Name, Value> {
  const entries = new Map<string, { readonly labels: LabelsOf<Name>; readonly value: Value }>()
  return {
    of(labels) {
      const key = Object.values<string>(labels).join('\n')
      let entry = entries.get(key)
      if (entry === undefined) {
        entry = { labels, value: create() }
        entries.set(key, entry)
      }
      return entry.value
    },
    samples: () => [...entries.values()].map(({ labels, value }) => toSample(name, labels, read(value))),
  }
}
