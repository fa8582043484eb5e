import type { Span } from './syntax-tree.ts'

/** Something in an expression that is no C#, or C# that is not served. Thrown inside the package; told as a fault. */
export class ExpressionFault extends Error {
  readonly start: number
  readonly end: number

  constructor(message: string, { start, end }: Span) {
    super(message)
    this.start = start
    this.end = end
  }
}
