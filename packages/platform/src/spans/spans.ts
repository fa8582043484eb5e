/**
 * What took how long on the way of a call, over processes: one trace for all that a call causes, in it a span for each
 * part, each with the one that it belongs to.
 * @see W3C Trace Context; https://opentelemetry.io/docs/specs/otel/trace/
 */
export interface Spans {
  /** Goes on with the trace that the caller named, where it named one; else begins a trace. */
  begin(name: string, options: SpanOptions): Span
  /** Sends what is left. Spans that end later are lost. */
  close(): Promise<void>
}

/** Who asks whom: `server` was asked, `client` asks, `consumer` takes up what was queued, `internal` is neither. */
export type SpanKind = 'server' | 'client' | 'consumer' | 'internal'

export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

export interface SpanOptions {
  readonly kind: SpanKind
  readonly attributes?: SpanAttributes
  /** Headers of the caller, as they came; what cannot be read counts as not there. */
  readonly traceparent?: string | undefined
  readonly tracestate?: string | undefined
}

/** One part. What it is told after its end is lost. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** 16 hexadecimal digits. */
  readonly spanId: string
  /** What those are sent that are asked on behalf of this part. */
  readonly traceparent: string
  readonly tracestate: string | undefined
  /** A part of this part. */
  begin(name: string, kind: SpanKind, attributes?: SpanAttributes): Span
  rename(name: string): void
  set(attributes: SpanAttributes): void
  /** Something that happened now. */
  event(name: string, attributes?: SpanAttributes): void
  /** @param reason one sentence at most, without secrets */
  fail(reason: string): void
  end(): void
}
