/** An expression and what it must give: a row of the suite. */
export interface ExpressionCase {
  /** What stands between `@(` and `)`; a text that begins with `{` is a block of statements. */
  readonly expression: string
  /** The text of the value, as `ToString()` gives it. */
  readonly expected?: string
  /** Full name of the exception's type, with its message behind a colon where that matters: `System.FormatException`. */
  readonly throws?: string
  /** A part of what is said when the expression is refused before it runs. */
  readonly refused?: string
  /** Where the expectation comes from. */
  readonly source: string
}

type Row = readonly [expression: string, outcome: string]

/** Rows of one source: what the expressions give. */
export const gives = (source: string, rows: readonly Row[]): readonly ExpressionCase[] =>
  rows.map(([expression, expected]) => ({ expression, expected, source }))

/** Rows of one source: what the expressions throw. */
export const throws = (source: string, rows: readonly Row[]): readonly ExpressionCase[] =>
  rows.map(([expression, thrown]) => ({ expression, throws: thrown, source }))

/** Rows of one source: why the expressions are refused. */
export const refuses = (source: string, rows: readonly Row[]): readonly ExpressionCase[] =>
  rows.map(([expression, refused]) => ({ expression, refused, source }))
