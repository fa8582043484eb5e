import {
  type Attributes,
  type Context,
  createTraceState,
  type Span as OtelSpan,
  SpanKind as OtelSpanKind,
  ROOT_CONTEXT,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { Span, SpanAttributes, SpanKind, Spans } from './spans.ts'
import { parseTraceparent, toTraceparent } from './trace-context.ts'

const kinds: Readonly<Record<SpanKind, OtelSpanKind>> = {
  server: OtelSpanKind.SERVER,
  client: OtelSpanKind.CLIENT,
  consumer: OtelSpanKind.CONSUMER,
  internal: OtelSpanKind.INTERNAL,
}

/** Spans of a tracer of OpenTelemetry, without its contexts that follow calls by themselves: spans are handed on. */
export function createOtlpSpans(tracer: Tracer, close: () => Promise<void>): Spans {
  return {
    begin(name, { kind, attributes, traceparent, tracestate }) {
      const parent = parseTraceparent(traceparent)
      const context =
        parent === undefined
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, {
              traceId: parent.traceId,
              spanId: parent.spanId,
              traceFlags: parent.flags,
              isRemote: true,
              ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
            })
      return new OtlpSpan(tracer, context, name, kind, attributes)
    },
    close,
  }
}

class OtlpSpan implements Span {
  readonly #tracer: Tracer
  readonly #span: OtelSpan
  readonly #context: Context

  constructor(tracer: Tracer, context: Context, name: string, kind: SpanKind, attributes: SpanAttributes = {}) {
    this.#tracer = tracer
    this.#span = tracer.startSpan(name, { kind: kinds[kind], attributes: toAttributes(attributes) }, context)
    this.#context = trace.setSpan(context, this.#span)
  }

  get traceId(): string {
    return this.#span.spanContext().traceId
  }

  get spanId(): string {
    return this.#span.spanContext().spanId
  }

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.#span.spanContext()
    return toTraceparent({ traceId, spanId, flags: traceFlags })
  }

  get tracestate(): string | undefined {
    return this.#span.spanContext().traceState?.serialize()
  }

  begin(name: string, kind: SpanKind, attributes?: SpanAttributes): Span {
    return new OtlpSpan(this.#tracer, this.#context, name, kind, attributes)
  }

  rename(name: string): void {
    this.#span.updateName(name)
  }

  set(attributes: SpanAttributes): void {
    this.#span.setAttributes(toAttributes(attributes))
  }

  event(name: string, attributes: SpanAttributes = {}): void {
    this.#span.addEvent(name, toAttributes(attributes))
  }

  fail(reason: string): void {
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message: reason })
  }

  end(): void {
    this.#span.end()
  }
}

/** What is undefined is left out by the library itself. */
const toAttributes = (attributes: SpanAttributes): Attributes => attributes
