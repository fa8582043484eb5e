import type { LogRecord } from '../log/memory-log.ts'
import type { Spans } from './spans.ts'

/** What is sent to OpenTelemetry: spans, the log, and what policies measure. */
export interface Otlp {
  readonly spans: Spans
  /** A record of the log, without secrets; one with a field `traceId` belongs to that trace. */
  log(record: LogRecord): void
  /** One value of a metric. */
  measure(point: OtlpPoint): void
  /** Sends what is left, for at most two seconds: nobody waits for a collector that is away. */
  close(): Promise<void>
}

export interface OtlpPoint {
  readonly namespace: string
  readonly name: string
  readonly value: number
  readonly dimensions: Readonly<Record<string, string>>
}

export interface OtlpOptions {
  /** Base address of a collector; `/v1/traces` and the like are put behind it. */
  readonly url: string
  /** Part of the program that speaks. */
  readonly role: string
  readonly version: string
  /** Share of the traces that begin here, 0 to 1; those of callers that decided stay as decided. */
  readonly sampling: number
  /** Is told when nothing can be sent, at most once a minute. */
  readonly onFailure: (message: string) => void
  /** How often what there is is sent, ms; default 2 000. */
  readonly intervalMs?: number
}
