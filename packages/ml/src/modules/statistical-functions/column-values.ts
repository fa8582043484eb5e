import type { TableSchema } from '@sluice/contracts'
import { type Column, isMissing, type SparseColumns, type Table } from '@sluice/dataflow'
import { toNumbers } from '../../algorithms/column-numbers.ts'
import { countValues, type ValueCounts } from '../../algorithms/column-statistics.ts'

/** What is there of a column: its different values and how often each stands there. */
export type ColumnValues = { readonly numbers: ValueCounts } | { readonly texts: ReadonlyMap<string, number> }

/** Takes a table piece by piece, and keeps of each column what counting its values needs. */
export interface ColumnValuesCollector {
  add(piece: Table): void
  /** In the order of the columns. */
  finish(): ColumnValues[]
}

type Kept =
  | { readonly kind: 'texts'; readonly counts: Map<string, number> }
  | { readonly kind: 'numbers'; readonly values: Float64Array; length: number }
  /** Of columns that are mostly 0: the others, and how many values there are. */
  | { readonly kind: 'mostly-zero'; readonly counts: Map<number, number>; total: number }

export function createColumnValuesCollector(schema: TableSchema, rowCount: number): ColumnValuesCollector {
  const kept = schema.map((): Kept | undefined => undefined)
  return {
    add(piece) {
      let index = 0
      for (const part of piece.parts) {
        if (part.kind === 'column') {
          kept[index] = addColumn(kept[index], part, rowCount)
          index += 1
          continue
        }
        const first = index
        for (; index < first + part.schema.length; index += 1) {
          const known = kept[index] ?? { kind: 'mostly-zero', counts: new Map(), total: 0 }
          if (known.kind !== 'mostly-zero') throw new Error('A sparse column was a dense one before.')
          known.total += piece.rowCount
          kept[index] = known
        }
        addSparse(kept, first, part)
      }
    },
    finish: () => kept.map((column, index) => toValues(column ?? emptyOf(schema[index]?.type === 'String'))),
  }
}

const emptyOf = (isText: boolean): Kept =>
  isText ? { kind: 'texts', counts: new Map() } : { kind: 'numbers', values: new Float64Array(0), length: 0 }

function addColumn(known: Kept | undefined, column: Column, rowCount: number): Kept {
  if (column.type === 'String') {
    const counts = known?.kind === 'texts' ? known.counts : new Map<string, number>()
    for (let row = 0; row < column.values.length; row += 1) {
      if (isMissing(column.missing, row)) continue
      const text = column.values[row] as string
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    return { kind: 'texts', counts }
  }
  const kept = known ?? { kind: 'numbers', values: new Float64Array(rowCount), length: 0 }
  if (kept.kind !== 'numbers') throw new Error('A dense column was a sparse one before.')
  for (const value of toNumbers(column)) {
    if (Number.isNaN(value)) continue
    kept.values[kept.length] = value
    kept.length += 1
  }
  return kept
}

function addSparse(kept: readonly (Kept | undefined)[], first: number, { columnIndexes, values }: SparseColumns): void {
  for (let position = 0; position < columnIndexes.length; position += 1) {
    const { counts } = kept[first + (columnIndexes[position] as number)] as Extract<Kept, { kind: 'mostly-zero' }>
    const value = values[position] as number
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
}

function toValues(kept: Kept): ColumnValues {
  switch (kept.kind) {
    case 'texts':
      return { texts: kept.counts }
    case 'numbers':
      return { numbers: countValues(kept.values.subarray(0, kept.length).sort()) }
    case 'mostly-zero': {
      const counts = new Map(kept.counts)
      const written = [...counts.values()].reduce((sum, times) => sum + times, 0)
      const zeros = kept.total - written + (counts.get(0) ?? 0)
      if (zeros > 0) counts.set(0, zeros)
      const sorted = [...counts].sort(([a], [b]) => a - b)
      const values = Float64Array.from(sorted, ([value]) => value)
      return { numbers: { values, counts: Float64Array.from(sorted, ([, times]) => times) } }
    }
  }
}
