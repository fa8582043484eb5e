import type { RowsAnswer } from '@sluice/contracts'

/** A figure before and after. */
export interface MetricChange {
  readonly name: string
  /** Of the table's rows, from 1; undefined where it has one only. */
  readonly row: number | undefined
  readonly before: number | string | undefined
  readonly after: number | string | undefined
  readonly change: number | undefined
}

/** Figures of two tables of metrics, by their columns; texts that name rows are left out. */
export function metricChanges(before: RowsAnswer | undefined, after: RowsAnswer | undefined): readonly MetricChange[] {
  const tables = [before, after].filter((one) => one !== undefined)
  const names = [
    ...new Set(tables.flatMap(({ schema }) => schema.filter(({ type }) => type !== 'String').map(({ name }) => name))),
  ]
  const rowCount = Math.max(0, ...tables.map(({ rows }) => rows.length))
  return Array.from({ length: rowCount }, (_, row) => row).flatMap((row) =>
    names.map((name): MetricChange => {
      const [was, is] = [cellOf(before, row, name), cellOf(after, row, name)]
      return {
        name,
        row: rowCount === 1 ? undefined : row + 1,
        before: was,
        after: is,
        change: typeof was === 'number' && typeof is === 'number' ? is - was : undefined,
      }
    }),
  )
}

function cellOf(table: RowsAnswer | undefined, row: number, name: string): number | string | undefined {
  const column = table?.schema.findIndex((one) => one.name === name) ?? -1
  const cell = column < 0 ? undefined : table?.rows[row]?.[column]
  return typeof cell === 'number' || typeof cell === 'string' ? cell : undefined
}
