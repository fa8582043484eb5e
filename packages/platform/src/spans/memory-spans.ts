import type { Span, SpanAttributes, SpanKind, Spans } from './spans.ts'
import { parseTraceparent, toTraceparent } from './trace-context.ts'

/** A span as it was when it ended. */
export interface RecordedSpan {
  readonly name: string
  readonly kind: SpanKind
  readonly traceId: string
  readonly spanId: string
  /** Undefined for the first one of a trace. */
  readonly parentId: string | undefined
  readonly attributes: SpanAttributes
  readonly events: readonly { readonly name: string; readonly attributes: SpanAttributes }[]
  readonly failure: string | undefined
}

export interface MemorySpans extends Spans {
  /** In the order of their ends. */
  readonly ended: readonly RecordedSpan[]
}

/** Keeps spans, for tests; identifiers are counted up, so that they are the same each time. */
export function createMemorySpans(): MemorySpans {
  const ended: RecordedSpan[] = []
  let count = 0
  const next = (digits: number) => (++count).toString(16).padStart(digits, '0')

  function create(
    start: { readonly name: string; readonly kind: SpanKind; readonly attributes?: SpanAttributes | undefined },
    trace: { readonly traceId: string; readonly flags: number; readonly tracestate: string | undefined },
    parentId: string | undefined,
  ): Span {
    const spanId = next(16)
    const events: { name: string; attributes: SpanAttributes }[] = []
    let { name, attributes = {} } = start
    let failure: string | undefined
    let isOver = false
    return {
      traceId: trace.traceId,
      spanId,
      traceparent: toTraceparent({ ...trace, spanId }),
      tracestate: trace.tracestate,
      begin: (childName, kind, childAttributes) =>
        create({ name: childName, kind, attributes: childAttributes }, trace, spanId),
      rename(given) {
        name = given
      },
      set(given) {
        attributes = { ...attributes, ...given }
      },
      event: (eventName, eventAttributes = {}) => void events.push({ name: eventName, attributes: eventAttributes }),
      fail(reason) {
        failure = reason
      },
      end() {
        if (isOver) return
        isOver = true
        const shown = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))
        ended.push({
          name,
          kind: start.kind,
          traceId: trace.traceId,
          spanId,
          parentId,
          attributes: shown,
          events,
          failure,
        })
      },
    }
  }

  return {
    ended,
    begin(name, { kind, attributes, traceparent, tracestate }) {
      const parent = parseTraceparent(traceparent)
      const trace =
        parent === undefined
          ? { traceId: next(32), flags: 1, tracestate: undefined }
          : { traceId: parent.traceId, flags: parent.flags, tracestate }
      return create({ name, kind, attributes }, trace, parent?.spanId)
    },
    async close() {},
  }
}
