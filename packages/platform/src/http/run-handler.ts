import { randomUUID } from 'node:crypto'
import type { CallHandler, OnHandlerFault, ServerCall } from './http.ts'

/** What a server knows about its call beyond the interface. */
export interface RunningCall extends ServerCall {
  readonly isAnswered: boolean
  /** Breaks the connection, so that the client sees that the answer is not whole. */
  breakOff(): void
}

/** Hands the call over; what the handler throws, now or as a rejection, is reported and answered 500. */
export function runHandler(handler: CallHandler, call: RunningCall, onFault: OnHandlerFault): void {
  try {
    // An async function is a CallHandler, too, as far as the compiler can tell.
    const result: unknown = handler(call)
    if (result instanceof Promise) result.catch((error: unknown) => answerFault(call, error, onFault))
  } catch (error) {
    answerFault(call, error, onFault)
  }
}

/** The id in the answer is the one that goes to the log; the error's text stays inside. */
function answerFault(call: RunningCall, error: unknown, onFault: OnHandlerFault): void {
  const requestId = randomUUID()
  onFault(error, { requestId, method: call.method, target: call.target })
  if (call.isAnswered) {
    call.breakOff()
    return
  }
  const body = `{ "statusCode": 500, "message": "Internal server error", "activityId": "${requestId}" }`
  call.respond({ status: 500, headers: ['Content-Type', 'application/json'] }, body)
}

/** For a server that was started without a log. */
export function printFault(error: unknown, call: { readonly requestId: string; readonly method: string }): void {
  console.error(`A ${call.method} request failed inside (activity ${call.requestId}):`, error)
}
