import type { CallHandler, ServerCall } from '../http/http.ts'
import { watchCalls } from '../http/watch/watch-calls.ts'
import type { Spans } from './spans.ts'

/**
 * Gives each call a span, from its head to the end of its answer; handlers find it at `call.span`. Names and attributes
 * are those of OpenTelemetry's conventions for HTTP servers; a query may hold keys and is not told.
 */
export function withSpans(handler: CallHandler, spans: Spans | undefined): CallHandler {
  if (spans === undefined) return handler
  return watchCalls(handler, (call) => {
    const span = spans.begin(call.method, {
      kind: 'server',
      traceparent: call.header('traceparent'),
      tracestate: call.header('tracestate'),
      attributes: describeCall(call),
    })
    return {
      span,
      onEnd(status, isWhole) {
        if (status !== 0) span.set({ 'http.response.status_code': status })
        if (status >= 500) span.fail(`answered ${status}`)
        else if (!isWhole) span.fail('the connection broke before the answer was whole')
        span.end()
      },
    }
  })
}

const describeCall = (call: ServerCall) => ({
  'http.request.method': call.method,
  'url.scheme': call.isSecure ? 'https' : 'http',
  'url.path': call.target.split('?', 1)[0],
  'server.address': call.header('host'),
  'client.address': call.remoteAddress,
  'user_agent.original': call.header('user-agent'),
})
