import type { Log } from '@sluice/platform'
import { traceOf } from '../spans/call-span.ts'
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
  const place = (context: CallContext) => ({
    requestId: context.requestId,
    service: context.service.id,
    api: context.api?.id,
    operation: context.operation?.id,
    ...traceOf(context),
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

/**
 * The same for who follows calls over processes, besides the log: what policies trace is an event of the call's span,
 * what they count a value of a metric.
 */
export function createSpanTelemetry(log: Telemetry, measure: (point: MetricPoint) => void): Telemetry {
  return {
    trace(record, context) {
      log.trace(record, context)
      const { source, severity, message, metadata } = record
      context.call.span?.event('trace', { source, severity, message, ...metadata })
    },
    metric(point, context) {
      log.metric(point, context)
      measure(point)
    },
  }
}
