import type { HeaderArray, Span } from '@sluice/platform'

/** Header fields for who is asked on behalf of a span, in place of what the caller had sent. @see W3C Trace Context, 4.3 */
export function withTraceHeaders(headers: HeaderArray, span: Span): HeaderArray {
  const fields: string[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (!/^trace(?:parent|state)$/i.test(name)) fields.push(name, headers[at + 1] as string)
  }
  fields.push('traceparent', span.traceparent)
  if (span.tracestate !== undefined) fields.push('tracestate', span.tracestate)
  return fields
}
