import { DiagLogLevel, diag, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api'
import { type AnyValueMap, SeverityNumber } from '@opentelemetry/api-logs'
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { LogRecord } from '../log/memory-log.ts'
import type { Otlp, OtlpOptions } from './otlp.ts'
import { createOtlpSpans } from './otlp-spans.ts'

/** A collector that is away must hold nobody up. */
const sendWithinMs = 5_000
const closeWithinMs = 2_000
const complainEveryMs = 60_000

/**
 * Sends to a collector by OTLP over HTTP. Loading this module takes time and memory that nobody should pay who sends
 * nothing: import it only then.
 */
export function openOtlp(options: OtlpOptions): Otlp {
  const { url, role, version, sampling, intervalMs = 2_000 } = options
  tellFailures(options.onFailure)
  const resource = resourceFromAttributes({
    'service.name': `sluice-${role}`,
    'service.namespace': 'sluice',
    'service.version': version,
    'process.pid': process.pid,
  })
  const to = (path: string) => ({ url: `${url}${path}`, timeoutMillis: sendWithinMs })
  const tracers = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampling) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(to('/v1/traces')),
        maxQueueSize: 8_192,
        maxExportBatchSize: 1_024,
        scheduledDelayMillis: intervalMs,
      }),
    ],
  })
  const loggers = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({
        exporter: new OTLPLogExporter(to('/v1/logs')),
        scheduledDelayMillis: intervalMs,
      }),
    ],
  })
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(to('/v1/metrics')),
        exportIntervalMillis: Math.max(intervalMs, sendWithinMs),
        exportTimeoutMillis: sendWithinMs,
      }),
    ],
  })
  const logger = loggers.getLogger('sluice', version)
  const shutDown = () => withinTime([tracers.shutdown(), loggers.shutdown(), meters.shutdown()])
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= shutDown()
    return closing
  }
  return {
    spans: createOtlpSpans(tracers.getTracer('sluice', version), close),
    log({ level, message, fields }) {
      const { traceId, spanId, ...attributes } = fields
      logger.emit({
        severityNumber: severities[level],
        severityText: level.toUpperCase(),
        body: message,
        attributes: toLogAttributes(attributes),
        ...(typeof traceId === 'string' ? { context: contextOf(traceId, spanId) } : {}),
      })
    },
    measure({ namespace, name, value, dimensions }) {
      // Whatever is asked for twice is the same instrument.
      meters.getMeter(namespace).createHistogram(name).record(value, dimensions)
    },
    close,
  }
}

const severities: Readonly<Record<LogRecord['level'], SeverityNumber>> = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
}

const contextOf = (traceId: string, spanId: unknown) =>
  trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    // A record belongs to a trace even if nobody knows to which part of it.
    spanId: typeof spanId === 'string' ? spanId : '0000000000000001',
    traceFlags: TraceFlags.SAMPLED,
  })

/** The log writes JSON, so whatever it holds can be written as JSON. */
const toLogAttributes = (fields: Readonly<Record<string, unknown>>): AnyValueMap =>
  JSON.parse(JSON.stringify(fields)) as AnyValueMap

/** Failures to send come from inside the library, by its own way of complaining, again and again. */
function tellFailures(onFailure: OtlpOptions['onFailure']): void {
  let toldAtMs = Number.NEGATIVE_INFINITY
  const tell = (message: string) => {
    const now = performance.now()
    if (now - toldAtMs < complainEveryMs) return
    toldAtMs = now
    onFailure(message.slice(0, 500))
  }
  const quiet = () => {}
  diag.setLogger(
    { error: tell, warn: tell, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
}

async function withinTime(work: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const isLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeWithinMs)
  })
  // What could not be sent was complained about already.
  await Promise.race([Promise.allSettled(work), isLate])
  clearTimeout(timer)
}
