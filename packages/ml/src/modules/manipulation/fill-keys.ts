import type { ColumnType } from '@sluice/contracts'
import {
  type Cell,
  columnAt,
  createColumnBuilder,
  createTable,
  isMissing,
  parseCell,
  readCell,
  type Table,
} from '@sluice/dataflow'
import type { JoinPlan } from './join-data.ts'

/** The left table with its missing keys taken from the right one; a key that its column's type cannot hold is missing. */
export function fillKeys(left: Table, right: Table, { leftKeys, rightKeys }: JoinPlan): Table {
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
