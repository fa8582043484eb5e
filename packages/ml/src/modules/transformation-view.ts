/** What a transformation does to one of the columns that it was made from. */
export interface ColumnEffect {
  readonly column: string
  /** In words or as a formula of x: `missing values become 4`. */
  readonly effect: string
  /** What was measured, by names that people read: `mean`. */
  readonly figures?: Readonly<Record<string, number>>
}
