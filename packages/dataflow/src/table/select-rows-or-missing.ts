import { createColumnBuilder } from './column-builder.ts'
import { concatenateTables } from './concatenate-tables.ts'
import { selectRows } from './select-rows.ts'
import type { Table, TablePart } from './table.ts'

/** Like `selectRows`, where -1 stands for a row of missing cells; sparse columns, which have none, hold 0 there. */
export function selectRowsOrMissing(table: Table, rows: Int32Array): Table {
  if (!rows.includes(-1)) return selectRows(table, rows)
  const parts = table.parts.map((part): TablePart => {
    if (part.kind === 'sparse') {
      const none = new Int32Array(0)
      return { ...part, rowStarts: Int32Array.of(0, 0), columnIndexes: none, values: none }
    }
    const builder = createColumnBuilder(part, 1)
    builder.append(null)
    return builder.finish()
  })
  const extended = concatenateTables([table, { rowCount: 1, schema: table.schema, parts }])
  return selectRows(
    extended,
    rows.map((row) => (row < 0 ? table.rowCount : row)),
  )
}
