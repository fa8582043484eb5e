import type { Log } from '@sluice/platform'
import type { CallContext } from './call-context.ts'

export type TraceSeverity = 'verbose' | 'information' | 'error'

/** What `trace` says of a call. */
export interface TraceRecord {
  readonly source: string
  readonly severity: TraceSeverity
  readonly message: string
  readonly metadata: Readonly<Record<string, string>>
}

/** One value of a metric that a policy counts. */
export interface MetricPoint {
  readonly namespace: string
  readonly name: string
  readonly value: number
  readonly dimensions: Readonly<Record<string, string>>
}

/** Where policies tell what they saw. */
export interface Telemetry {
  trace(record: TraceRecord, context: CallContext): void
  metric(point: MetricPoint, context: CallContext): void
}

/** Everything into the log: what is an error as a warning, what is only verbose where the log is set to details. */
export function createLogTelemetry(log: Log): Telemetry {
  const place = ({ requestId, service, api, operation }: CallContext) => ({
    requestId,
    service: service.id,
    api: api?.id,
    operation: operation?.id,
  })
  return {
    trace({ severity, ...record }, context) {
      const fields = { ...record, ...place(context) }
      if (severity === 'error') log.warn('A policy traces an error.', fields)
      else if (severity === 'information') log.info('A policy traces.', fields)
      else log.debug('A policy traces.', fields)
    },
    metric: (point, context) => log.info('A policy counts.', { ...point, ...place(context) }),
  }
}
