import { AppError, isAppError } from '@sluice/contracts/errors'

/** What a database throws, as an expected failure; one that is expected already stays as it is. */
export function toStoreError(error: unknown): AppError {
  if (isAppError(error)) return error
  // Trying several addresses of one host gives one error that only holds the others.
  const first = error instanceof AggregateError ? error.errors[0] : error
  const reason = first instanceof Error ? first.message : String(first)
  return new AppError('StoreUnavailable', { reason }, { cause: error })
}

/** For `catch`. @throws AppError in place of what the database threw */
export function throwStoreError(error: unknown): never {
  throw toStoreError(error)
}
