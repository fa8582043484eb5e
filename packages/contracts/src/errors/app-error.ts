import { type ErrorCode, type ErrorParameters, errorCatalogue } from './catalogue.ts'
import type { Fault } from './entry.ts'

export interface AppErrorOptions {
  readonly cause?: unknown
  /** The one place that is at fault, where there is one. */
  readonly target?: string
  /** Every fault found, where there may be several. */
  readonly faults?: readonly Fault[]
}

/** An expected failure. Anything else that is thrown is a bug and is answered 500 without its text. */
export class AppError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError'
  readonly code: Code
  readonly parameters: ErrorParameters<Code>
  readonly status: number
  readonly target: string | undefined
  readonly faults: readonly Fault[]

  constructor(code: Code, parameters: ErrorParameters<Code>, options: AppErrorOptions = {}) {
    const entry = errorCatalogue[code]
    super(
      (entry.message as (p: unknown) => string)(parameters),
      options.cause === undefined ? {} : { cause: options.cause },
    )
    this.code = code
    this.parameters = parameters
    this.status = entry.status
    this.target = options.target
    this.faults = options.faults ?? []
  }
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError
