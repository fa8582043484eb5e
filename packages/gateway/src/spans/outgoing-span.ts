import { isAppError } from '@sluice/contracts/errors'
import type { HeaderArray, Span } from '@sluice/platform'
import { withTraceHeaders } from './trace-headers.ts'

/** The span of a request to somebody else on behalf of a call; from its begin to the head of the answer. */
export interface OutgoingSpan {
  /** What is sent in place of these fields, so that who is asked goes on with the trace. */
  headers(fields: HeaderArray): HeaderArray
  answered(status: number): void
  failed(error: unknown): void
}

/** @param origin scheme and host, whatever path follows: paths of backends may hold what is not for everybody */
export function beginOutgoingSpan(parent: Span, method: string, origin: string): OutgoingSpan {
  const span = parent.begin(method, 'client', { 'http.request.method': method, 'server.address': origin })
  return {
    headers: (fields) => withTraceHeaders(fields, span),
    answered(status) {
      span.set({ 'http.response.status_code': status })
      if (status >= 400) span.fail(`answered ${status}`)
      span.end()
    },
    failed(error) {
      // Codes and no messages: those may quote addresses.
      span.fail(isAppError(error) ? error.code : 'no answer')
      span.end()
    },
  }
}
