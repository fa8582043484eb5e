import { AppError, type Fault, isAppError } from '@sluice/contracts'
import type { ServerCall } from '@sluice/platform'
import type * as z from 'zod'
import { jsonContentType } from '../endpoints/error-answer.ts'

/** The error body of the studio's API; what is not an expected failure shows nothing of itself. */
export function respondWithStudioError(call: ServerCall, error: unknown, requestId: string): void {
  const known = isAppError(error) ? error : new AppError('InternalServerError', {}, { cause: error })
  const own: Fault[] =
    known.target === undefined ? [] : [{ code: known.code, target: known.target, message: known.message }]
  const body = {
    error: { code: known.code, message: known.message, details: [...own, ...known.faults], requestId },
  }
  call.respond(
    { status: known.status, headers: ['Content-Type', jsonContentType, 'x-ms-request-id', requestId] },
    JSON.stringify(body),
  )
}

/** What a schema says against a value, each fault with its path. */
export const toValidationError = (error: z.ZodError, place: string): AppError =>
  new AppError(
    'ValidationError',
    {},
    {
      faults: error.issues.map(({ path, message }) => ({
        code: 'ValidationError',
        target: [place, ...path.map(String)].join('.'),
        message,
      })),
    },
  )
