import type fc from 'fast-check'

/** Something that must survive any text. */
export interface FuzzTarget {
  readonly title: string
  /** What it is given. */
  readonly texts: fc.Arbitrary<string>
  /** @throws Error when the text was not met as it should be */
  check(text: string): void
}
