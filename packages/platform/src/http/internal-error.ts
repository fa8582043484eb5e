import { randomUUID } from 'node:crypto'
import type { FaultedCall, ServerCall } from './http.ts'

/** Answers 500 for a handler that threw, if it still can; the id in the answer is the one that goes to the log. */
export function answerInternalError(call: ServerCall): FaultedCall {
  const requestId = randomUUID()
  const body = `{ "statusCode": 500, "message": "Internal server error", "activityId": "${requestId}" }`
  if (!call.isAnswered) call.respond({ status: 500, headers: ['Content-Type', 'application/json'] }, body)
  return { requestId, method: call.method, target: call.target }
}
