export interface TagGroup<Row> {
  /** Undefined = those without a tag, which come last. */
  readonly tag: string | undefined
  readonly rows: readonly Row[]
}

/** Rows of a list by tags under their tags, in the order in which they come. */
export function groupByTag<Row extends { readonly tag?: { readonly name: string } }>(
  rows: readonly Row[],
): readonly TagGroup<Row>[] {
  const groups = new Map<string | undefined, Row[]>()
  for (const row of rows) {
    const held = groups.get(row.tag?.name)
    if (held === undefined) groups.set(row.tag?.name, [row])
    else held.push(row)
  }
  const untagged = groups.get(undefined)
  groups.delete(undefined)
  return [
    ...[...groups].map(([tag, held]) => ({ tag, rows: held })),
    ...(untagged === undefined ? [] : [{ tag: undefined, rows: untagged }]),
  ]
}
