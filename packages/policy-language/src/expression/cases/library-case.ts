/** An expression over the libraries of .NET and what becomes of it. */
export interface LibraryCase {
  /** C#, without `@( )`; a block begins with its brace. */
  readonly expression: string
  /** Its value as text, or what it throws: `System.FormatException: …`. */
  readonly expected: string | { readonly throws: string }
  /** Where the expectation comes from: a page of documentation, or the rule it follows from. */
  readonly source: string
}

/** A case whose value is a text. */
export const gives = (expression: string, expected: string, source: string): LibraryCase => ({
  expression,
  expected,
  source,
})

/** A case that throws. */
export const throwing = (expression: string, throws: string, source: string): LibraryCase => ({
  expression,
  expected: { throws },
  source,
})
