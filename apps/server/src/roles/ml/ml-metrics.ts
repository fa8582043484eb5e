import type { ScoringEnd } from '@sluice/ml'
import type { ServerCall, WorkQueue } from '@sluice/platform'
import { createCounters, createHistograms, type MetricSource, toSample } from '@sluice/platform/metrics'

/** Counts what web services score. */
export function createScoreMetrics(): { readonly source: MetricSource; onScored(end: ScoringEnd): void } {
  const calls = createCounters('sluice_ml_scores_total')
  const durations = createHistograms('sluice_ml_score_duration_seconds')
  let scoredRows = 0
  return {
    onScored({ outcome, rows, durationMs }) {
      calls.of({ outcome }).count += 1
      if (outcome !== 'scored') return
      scoredRows += rows
      durations.of({}).observe(durationMs / 1000)
    },
    source: () => [...calls.samples(), ...durations.samples(), toSample('sluice_ml_scored_rows_total', {}, scoredRows)],
  }
}

/** Batch jobs of this installation, whichever process works on them. */
export function createBatchMetrics(queue: Pick<WorkQueue, 'count'>): MetricSource {
  return async () => {
    const { waiting, running } = await queue.count()
    return [
      toSample('sluice_ml_batch_jobs', { state: 'waiting' }, waiting),
      toSample('sluice_ml_batch_jobs', { state: 'running' }, running),
    ]
  }
}

/** What a call of machine learning is about. */
export function areaOfCall({ target }: Pick<ServerCall, 'target'>): string {
  const match = /^\/(studio|workspaces\/[^/?]*\/(services|webservices)(?:\/[^/?]*\/(jobs)\b)?)/i.exec(target)
  if (match === null) return 'pages'
  const [, first = '', kind, jobs] = match
  if (first.toLowerCase() === 'studio') return 'studio'
  if (kind?.toLowerCase() === 'webservices') return 'management'
  return jobs === undefined ? 'scoring' : 'batch'
}
