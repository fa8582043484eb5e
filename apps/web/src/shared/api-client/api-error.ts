export interface FieldFault {
  readonly code: string
  /** Path of the field in the body (`properties.path`), or line and column of a document. */
  readonly target?: string
  readonly message: string
}

/** An answer of the server that is no success, or the lack of one. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly faults: readonly FieldFault[]
  /** Under which the server's log has the call; undefined = no answer came. */
  readonly requestId: string | undefined

  constructor(fields: {
    readonly status: number
    readonly code: string
    readonly message: string
    readonly faults?: readonly FieldFault[]
    readonly requestId?: string | undefined
  }) {
    super(fields.message)
    this.name = 'ApiError'
    this.status = fields.status
    this.code = fields.code
    this.faults = fields.faults ?? []
    this.requestId = fields.requestId
  }
}

/** Status of a call that never got an answer. */
export const noAnswer = 0

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError
export const isNotFound = (error: unknown): boolean => isApiError(error) && error.status === 404
/** Whether somebody else saved first. */
export const isConflictOfVersions = (error: unknown): boolean => isApiError(error) && error.status === 412
