import { isPromise } from './run-steps.ts'

/** Goes on with a value that may have to be waited for; makes no promise where it need not. */
export const andThen = <T, Result>(
  value: T | Promise<T>,
  next: (value: T) => Result | Promise<Result>,
): Result | Promise<Result> => (isPromise(value) ? value.then(next) : next(value))
