import type { CallHandler, ServerCall } from './http.ts'

/** True, or why this process should get no calls yet. */
export type Readiness = () => true | string

const prefix = '/health/'
const headers = ['Content-Type', 'application/json', 'Cache-Control', 'no-store']

/** Answers `/health/live` and `/health/ready`; everything else goes on to `handler`. */
export function withHealthPaths(handler: CallHandler, readiness: Readiness): CallHandler {
  return (call) => {
    // One comparison is all that other calls pay.
    if (call.target.startsWith(prefix) && isHealthCall(call)) answerHealth(call, readiness)
    else handler(call)
  }
}

const isHealthCall = ({ method, target }: ServerCall): boolean =>
  (method === 'GET' || method === 'HEAD') && (target === '/health/live' || target === '/health/ready')

function answerHealth(call: ServerCall, readiness: Readiness): void {
  const state = call.target === '/health/live' ? true : readiness()
  if (state === true) call.respond({ status: 200, headers }, '{"status":"ok"}')
  else call.respond({ status: 503, headers }, JSON.stringify({ status: 'unavailable', reason: state }))
}
