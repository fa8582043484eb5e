import { type ListSearch, pageSize } from '../../shared/routing/list-search.ts'

export interface PageOfRows<Row> {
  readonly rows: readonly Row[]
  readonly page: number
  /** Of all pages. */
  readonly total: number
}

/**
 * Order and page of a list that the server gives in whole.
 * @param fields what can be sorted by
 */
export function pageOfRows<Row>(
  all: readonly Row[],
  { sort, page = 1 }: Pick<ListSearch, 'sort' | 'page'>,
  fields: Readonly<Record<string, (row: Row) => string | number>>,
): PageOfRows<Row> {
  const read = fields[sort?.replace(/^-/, '') ?? '']
  const sorted =
    read === undefined
      ? all
      : all.toSorted((a, b) => {
          const [x, y] = [read(a), read(b)]
          const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y))
          return sort?.startsWith('-') === true ? -order : order
        })
  const last = Math.max(1, Math.ceil(all.length / pageSize))
  const shown = Math.min(page, last)
  return { rows: sorted.slice((shown - 1) * pageSize, shown * pageSize), page: shown, total: all.length }
}
