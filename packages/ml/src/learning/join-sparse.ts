import type { SparseRows } from './feature-matrix.ts'

/** Something that fills sparse columns of a matrix. */
export type SparseSource =
  | {
      readonly kind: 'sparse'
      readonly rows: SparseRows
      /** Its columns' places in the matrix, from the first sparse one; -1 = not taken. */
      readonly mapping: Int32Array
      /** All are taken, at the places where they are. */
      readonly isAll: boolean
    }
  /** One column; zeros are not stored. */
  | { readonly kind: 'numbers'; readonly column: number; readonly values: Float64Array }
  /** Columns of 0 and 1 side by side: which of them is 1, or -1. */
  | { readonly kind: 'levels'; readonly column: number; readonly levels: Int32Array }

/** Puts sources side by side, row by row, ascending columns. */
export function joinSparse(rowCount: number, sources: readonly SparseSource[]): SparseRows {
  const only = sources.length === 1 ? sources[0] : undefined
  if (only?.kind === 'sparse' && only.isAll) return only.rows
  const ordered = [...sources].sort((left, right) => firstColumn(left) - firstColumn(right))
  let capacity = 0
  for (const source of ordered) capacity += source.kind === 'sparse' ? source.rows.values.length : rowCount
  const rowStarts = new Int32Array(rowCount + 1)
  let columnIndexes = new Int32Array(capacity)
  let values = new Float64Array(capacity)
  let stored = 0
  for (let row = 0; row < rowCount; row += 1) {
    const start = stored
    for (const source of ordered) {
      if (source.kind === 'sparse') {
        const { rows, mapping } = source
        for (let at = rows.rowStarts[row] as number; at < (rows.rowStarts[row + 1] as number); at += 1) {
          const column = mapping[rows.columnIndexes[at] as number] as number
          if (column < 0) continue
          columnIndexes[stored] = column
          values[stored] = rows.values[at] as number
          stored += 1
        }
      } else if (source.kind === 'numbers') {
        const value = source.values[row] as number
        if (value === 0) continue
        columnIndexes[stored] = source.column
        values[stored] = value
        stored += 1
      } else {
        const level = source.levels[row] as number
        if (level < 0) continue
        columnIndexes[stored] = source.column + level
        values[stored] = 1
        stored += 1
      }
    }
    sortRow(columnIndexes, values, start, stored)
    rowStarts[row + 1] = stored
  }
  if (stored < capacity) {
    columnIndexes = columnIndexes.slice(0, stored)
    values = values.slice(0, stored)
  }
  return { rowStarts, columnIndexes, values }
}

function firstColumn(source: SparseSource): number {
  if (source.kind !== 'sparse') return source.column
  return source.mapping.find((place) => place >= 0) ?? 0
}

/** Sources nearly always come in order, so that looking is all there is to do. */
function sortRow(columnIndexes: Int32Array, values: Float64Array, start: number, end: number): void {
  for (let at = start + 1; at < end; at += 1) {
    const column = columnIndexes[at] as number
    const value = values[at] as number
    let to = at
    while (to > start && (columnIndexes[to - 1] as number) > column) {
      columnIndexes[to] = columnIndexes[to - 1] as number
      values[to] = values[to - 1] as number
      to -= 1
    }
    columnIndexes[to] = column
    values[to] = value
  }
}
