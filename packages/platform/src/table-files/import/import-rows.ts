import type { ColumnType, TableSchema } from '@sluice/contracts'
import { type Cell, type Column, columnAt, type LooseCell, readCell, type Table, toCellText } from '@sluice/dataflow'
import { writeNewFile } from '../new-file.ts'
import type { ParquetWriter } from '../parquet/parquet-writer.ts'
import { columnParts } from '../stored-schema.ts'
import { createPartsWriter } from '../write-table-file.ts'
import type { BadRows } from './bad-rows.ts'
import { type CellAppender, createAppender } from './cell-appenders.ts'
import type { RowFields, RowHandler } from './import-types.ts'
import { fieldText, toBadRow } from './read-rows.ts'

const maxGroupRows = 65_536
const maxGroupBytes = 64_000_000

/**
 * Writes the rows of a pass over a source as a table file.
 * @param read goes over the source with this handler
 * @returns rows that were written
 */
export const importRows = (
  path: string,
  schema: TableSchema,
  badRows: BadRows,
  read: (handler: RowHandler & { readonly rowCount: number }) => Promise<void>,
): Promise<{ readonly rowCount: number; readonly byteCount: number }> =>
  writeNewFile(path, async (file) => {
    const writer = createPartsWriter(file, columnParts(schema))
    const rows = createRowWriter(schema, badRows, writer)
    await read(rows)
    await rows.flush()
    return { rowCount: rows.rowCount, byteCount: await writer.finish() }
  })

function createRowWriter(schema: TableSchema, badRows: BadRows, writer: ParquetWriter) {
  const appenders = schema.map(({ type }) => createAppender(type))
  let heldRows = 0
  let rowCount = 0
  let writing: Promise<void> = Promise.resolve()

  /** @returns the first column whose cell is none of its type; nothing of the row is kept then */
  const appendRow = (append: (appender: CellAppender, index: number) => boolean): number | undefined => {
    for (let index = 0; index < appenders.length; index += 1) {
      if (append(appenders[index] as CellAppender, index)) continue
      for (let before = 0; before < index; before += 1) (appenders[before] as CellAppender).undo()
      return index
    }
    heldRows += 1
    rowCount += 1
    return undefined
  }
  const fault = (index: number, text: string) => {
    const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text
    return `'${shown}' in column ${schema[index]?.name} is no ${schema[index]?.type}`
  }
  const writeGroup = async () => {
    const rows = heldRows
    heldRows = 0
    // What was written before must be on its way; the next rows are read while this is compressed.
    await writing
    const values = appenders.map((appender) => appender.take())
    writing = writer.writeRowGroup(rows, values)
    // Looked at when the next is written; until then it is no failure that nobody handles.
    writing.catch(() => {})
  }
  return {
    get rowCount() {
      return rowCount
    },
    onFields(fields: RowFields) {
      const failed = appendRow((appender, index) =>
        appendField(appender, fields, index, schema[index]?.type === 'String'),
      )
      if (failed !== undefined) badRows.add(toBadRow(fields, fault(failed, fieldText(fields, failed))))
    },
    onCells(cells: readonly LooseCell[], line: number, text: () => string) {
      const failed = appendRow((appender, index) => appender.appendCell(cells[index] ?? null))
      if (failed !== undefined) {
        badRows.add({ line, reason: fault(failed, String(cells[failed])), text: text().slice(0, 1000) })
      }
    },
    onTable(table: Table, before: number) {
      const columns = table.schema.map((_, index) => columnAt(table, index))
      for (let row = 0; row < table.rowCount; row += 1) {
        const failed = appendRow((appender, index) => {
          const column = columns[index] as Column
          const cell = readCell(column, row)
          if (column.type !== schema[index]?.type) return appender.appendCell(toLooseCell(column.type, cell))
          appender.appendStored(cell)
          return true
        })
        if (failed === undefined) continue
        const texts = columns.map((column) => toCellText(column.type, readCell(column, row)))
        badRows.add({ line: before + row + 1, reason: fault(failed, String(texts[failed])), text: texts.join(',') })
      }
    },
    onBad: badRows.add,
    async afterPiece() {
      await badRows.write()
      const bytes = appenders.reduce((sum, { byteCount }) => sum + byteCount, 0)
      if (heldRows >= maxGroupRows || bytes >= maxGroupBytes) await writeGroup()
    },
    async flush() {
      if (heldRows > 0) await writeGroup()
      await writing
    },
  }
}

function appendField(appender: CellAppender, fields: RowFields, index: number, isText: boolean): boolean {
  const { bytes, starts, ends, quoting } = fields
  const kind = quoting[index]
  // Quotes around nothing are an empty text; nothing at all is missing.
  if (kind === 2 || (isText && kind === 1 && starts[index] === ends[index])) {
    return appender.appendCell(fieldText(fields, index))
  }
  return appender.appendBytes(bytes, starts[index] as number, ends[index] as number)
}

/** What another type is read from: numbers and booleans as they are, all else as its text. */
const toLooseCell = (type: ColumnType, cell: Cell): LooseCell =>
  typeof cell === 'boolean' ||
  (typeof cell === 'number' && (type === 'Double' || type === 'Single' || type === 'Int32'))
    ? cell
    : toCellText(type, cell)
