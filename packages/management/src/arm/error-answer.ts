import { AppError, isAppError } from '@sluice/contracts'
import type { Log } from '@sluice/platform'

/** Any error as the resource manager's error body; what is not expected is logged and answered without its text. */
export function toErrorResponse(error: unknown, requestId: string, log: Log): Response {
  if (!isAppError(error)) {
    log.error('A management request failed.', { requestId, error })
    return toErrorResponse(new AppError('InternalServerError', {}), requestId, log)
  }
  if (error.code === 'StoreConflict') {
    const { index, value } = error.parameters as { index: string; value: string }
    // What is unique within a service begins with the key of the service, which says nothing to a reader.
    const shown = value.slice(value.indexOf('|') + 1)
    return toErrorResponse(
      new AppError('IdentifierTaken', { field: index, value: shown }, { cause: error }),
      requestId,
      log,
    )
  }
  if (error.status >= 500) log.error('A management request failed.', { requestId, error })
  const details =
    error.faults.length > 0
      ? error.faults
      : error.target === undefined
        ? null
        : [{ code: error.code, target: error.target, message: error.message }]
  const headers = new Headers({ 'x-ms-request-id': requestId })
  if (error.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  if (error.code === 'TooManySignIns' || error.code === 'ConsoleCallsExceeded') {
    headers.set('Retry-After', String((error.parameters as { retryAfterSeconds: number }).retryAfterSeconds))
  }
  if (error.code === 'MethodNotAllowed') headers.set('Allow', (error.parameters as { allowed: string }).allowed)
  return Response.json(
    { error: { code: error.code, message: error.message, details } },
    { status: error.status, headers },
  )
}
