import {
  AppError,
  errorCatalogue,
  type Fault,
  isAppError,
  type ScoringErrorEntry,
  scoringErrorClasses,
} from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'

/** Content type of every answer that is JSON. */
export const jsonContentType = 'application/json; charset=utf-8'

export interface ErrorAnswer {
  readonly status: number
  readonly body: string
  readonly headers: readonly string[]
}

/** How long a throttled caller should wait at least. */
const retryAfterSeconds = 1

/**
 * The error body of scoring and management calls; what is not an error of theirs is a bug and shows nothing of itself.
 * The first detail is the error, further ones are the faults behind it, each with its place.
 * @see reference: AzureML, 1.9
 */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  const known = isScoringError(error) ? error : new AppError('UnknownScoringError', {}, { cause: error })
  const entry = errorCatalogue[known.code] as unknown as ScoringErrorEntry<never>
  const { status, message } = scoringErrorClasses[entry.class]
  const headers = known.code === 'RequestThrottled' ? ['Retry-After', String(retryAfterSeconds)] : []
  const isModuleError = entry.class === 'ModuleExecutionError'
  const first: Fault = {
    code: entry.detailCode ?? known.code,
    target: known.target ?? '',
    message: isModuleError ? `Error ${entry.detailCode}: ${known.message}` : known.message,
  }
  const details = [first, ...known.faults].map(({ code, target, message: text }) =>
    target === '' ? { code, message: text } : { code, target, message: text },
  )
  return { status, headers, body: JSON.stringify({ error: { code: entry.class, message, details } }) }
}

/** Whether the error is one that callers are told of in its own words. */
export const isScoringError = (error: unknown): error is AppError =>
  isAppError(error) && 'class' in errorCatalogue[error.code]

export function respondWithError(
  call: ServerCall,
  error: unknown,
  requestId: string,
  headers: readonly string[] = [],
): void {
  const answer = toErrorAnswer(error)
  call.respond(
    {
      status: answer.status,
      headers: ['Content-Type', jsonContentType, 'x-ms-request-id', requestId, ...answer.headers, ...headers],
    },
    answer.body,
  )
}
