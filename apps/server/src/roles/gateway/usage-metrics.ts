import { type UsageLabel, usageLabels } from '@sluice/contracts/metrics'
import { type LatencySummary, microsecondsOfBucket, type UsageCell } from '@sluice/contracts/usage'
import { createCounters, createHistograms, type Histogram, type MetricSource, toSample } from '@sluice/platform/metrics'

/** What calls are told apart by is the operator's choice, but not how many of them there can be. */
const mostSeries = 2_000
/** Stands for what came after so many: no identifier can look like it. */
const others = '~others'

/** What was counted since the start of the process. */
export interface CountedUsage {
  /** Sums, each over all minutes. */
  readonly cells: readonly Omit<UsageCell, 'product' | 'subscription' | 'user'>[]
  readonly recordsLeftOut: number
  /** On disk because management has not taken it yet. */
  readonly waitingBytes: number
}

type Labels = Readonly<Record<UsageLabel, string>>

/**
 * The calls of a gateway for Prometheus, made at each scrape of what is counted for management anyway.
 * @param chosen what calls are told apart by; all other labels are left empty
 * @param read undefined = calls are not counted
 */
export function createUsageMetrics(chosen: readonly UsageLabel[], read: () => CountedUsage | undefined): MetricSource {
  // Who had a place keeps it: a counter must not lose what it has counted.
  const known = new Set<string>()

  function labelsOf(cell: CountedUsage['cells'][number]): Labels {
    const labels = toLabels((label) => (chosen.includes(label) ? (cell[label] ?? '') : ''))
    const key = usageLabels.map((label) => labels[label]).join('\n')
    if (known.has(key)) return labels
    if (known.size < mostSeries) {
      known.add(key)
      return labels
    }
    return toLabels((label) => (chosen.includes(label) ? others : ''))
  }

  return () => {
    const counted = read()
    if (counted === undefined) return []
    const { cells, recordsLeftOut, waitingBytes } = counted
    const calls = createCounters('sluice_gateway_calls_total')
    const received = createCounters('sluice_gateway_received_bytes_total')
    const sent = createCounters('sluice_gateway_sent_bytes_total')
    const callTimes = createHistograms('sluice_gateway_call_duration_seconds')
    const backendTimes = createHistograms('sluice_gateway_backend_duration_seconds')
    for (const cell of cells) {
      const labels = labelsOf(cell)
      const { cache } = cell
      calls.of({ ...labels, status_class: classOf(cell.status), cache }).count += cell.calls
      received.of(labels).count += cell.bytesIn
      sent.of(labels).count += cell.bytesOut
      addTimes(callTimes.of(labels), cell.apiTime)
      if (cell.serviceTime.count > 0) addTimes(backendTimes.of(labels), cell.serviceTime)
    }
    return [
      ...[calls, callTimes, backendTimes, received, sent].flatMap((tally) => tally.samples()),
      toSample('sluice_gateway_usage_backlog_bytes', {}, waitingBytes),
      toSample('sluice_gateway_records_left_out_total', {}, recordsLeftOut),
    ]
  }
}

const toLabels = (read: (label: UsageLabel) => string): Labels => ({
  service: read('service'),
  api: read('api'),
  operation: read('operation'),
  backend: read('backend'),
})

/** `none` = the client went before it had an answer. */
const classOf = (status: number): string => (status === 0 ? 'none' : `${Math.floor(status / 100)}xx`)

/** Each bucket counts with its middle; what that is off by is taken back with the sum, which is known exactly. */
function addTimes(histogram: Histogram, { sum, buckets }: LatencySummary): void {
  let counted = 0
  for (let index = 0; index + 1 < buckets.length; index += 2) {
    const microseconds = microsecondsOfBucket(buckets[index] as number)
    const times = buckets[index + 1] as number
    histogram.observe(microseconds / 1e6, times)
    counted += microseconds * times
  }
  histogram.correctSum((sum - counted) / 1e6)
}
