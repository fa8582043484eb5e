import type { ColumnType, TableSchema } from '@sluice/contracts'
import {
  type Cell,
  columnAt,
  createColumnBuilder,
  createTable,
  isMissing,
  parseCell,
  readCell,
  selectColumns,
  type Table,
} from '@sluice/dataflow'

export interface JoinPlan {
  readonly leftKeys: readonly number[]
  readonly rightKeys: readonly number[]
  /** Places of the columns of the second dataset that the result has. */
  readonly rightColumns: readonly number[]
  /** Keys of rows that only the second dataset has are shown in the columns of the first. */
  readonly fillsKeys: boolean
  readonly schema: TableSchema
}

/** The columns of both sides, row by row as they stand. */
export function putTogether(left: Table, right: Table, plan: JoinPlan): Table {
  const filled = plan.fillsKeys ? fillKeys(left, right, plan) : left
  const added = selectColumns(right, plan.rightColumns, plan.schema.slice(left.schema.length))
  return createTable(left.rowCount, [...filled.parts, ...added.parts], plan.schema)
}

/** The left table with its missing keys taken from the right one; a key that its column's type cannot hold is missing. */
function fillKeys(left: Table, right: Table, { leftKeys, rightKeys }: JoinPlan): Table {
  let index = 0
  const parts = left.parts.map((part) => {
    const place = leftKeys.indexOf(index)
    index += part.kind === 'sparse' ? part.schema.length : 1
    // Nothing is ever missing in sparse columns.
    if (part.kind === 'sparse' || part.missing === undefined || place < 0) return part
    const other = columnAt(right, rightKeys[place] as number)
    const builder = createColumnBuilder(part, left.rowCount)
    for (let row = 0; row < left.rowCount; row += 1) {
      builder.append(isMissing(part.missing, row) ? toType(part.type, readCell(other, row)) : readCell(part, row))
    }
    return builder.finish()
  })
  return createTable(left.rowCount, parts, left.schema)
}

function toType(type: ColumnType, cell: Cell): Cell {
  if (cell === null || type === 'String' || type === 'Boolean') return cell
  if (type === 'DateTime' || type === 'DateTimeOffset' || type === 'TimeSpan') return cell
  return parseCell(type, typeof cell === 'bigint' ? String(cell) : cell) ?? null
}
