import type { CallHandler, ServerCall } from '../http.ts'

const livePath = '/health/live'
const readyPath = '/health/ready'
const headers = ['Content-Type', 'application/json', 'Cache-Control', 'no-store']

/**
 * Answers GET and HEAD of `/health/live` and `/health/ready`, and hands everything else on.
 * @param isReady true, or false or the reason why not
 */
export function withHealthPaths(handler: CallHandler, isReady: () => boolean | string): CallHandler {
  return (call) => {
    // Every call passes here: a target of another beginning costs one comparison.
    if (!call.target.startsWith('/health/') || !answerHealth(call, isReady)) return handler(call)
  }
}

function answerHealth(call: ServerCall, isReady: () => boolean | string): boolean {
  if (call.method !== 'GET' && call.method !== 'HEAD') return false
  const path = call.target.split('?', 1)[0]
  if (path !== livePath && path !== readyPath) return false
  const ready = path === livePath || isReady()
  if (ready === true) {
    call.respond({ status: 200, headers }, '{"status":"ok"}')
  } else {
    const reason = ready === false ? 'Not ready yet.' : ready
    call.respond({ status: 503, headers }, JSON.stringify({ status: 'unavailable', reason }))
  }
  return true
}
