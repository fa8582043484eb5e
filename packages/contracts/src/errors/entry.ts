/** One row of the error catalogue: what is answered, and what the reader can do about it. */
export interface ErrorEntry<Parameters> {
  /** HTTP status of the answer; for faults that never reach the wire (command line), the status it would have. */
  readonly status: number
  readonly message: (parameters: Parameters) => string
  /** What to do about it, one sentence, for `docs/errors.md` and the portals. */
  readonly remedy: string
}

/** One fault inside a refused document or resource: its place, and what is wrong there. */
export interface Fault {
  readonly code: string
  /** JSON path (`properties.displayName`) or, in a policy document, `line L, column C`. */
  readonly target: string
  readonly message: string
}
