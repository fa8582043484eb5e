import { type AppError, type ColumnSchema, isAppError } from '@sluice/contracts'
import type { LooseCell } from '../table/cell-text.ts'
import type { Cell } from '../table/column.ts'
import { toRows } from '../table/table.ts'
import { readArff } from './read-arff.ts'

/** Lines that are read at once. */
const batchLength = 500

/** Takes the rows as they are found; a line that is no row, too. */
export interface ArffRowHandler {
  onCells?(cells: readonly LooseCell[], line: number, text: () => string): void
  onBad(row: { readonly line: number; readonly reason: string; readonly text: string }): void
}

/** What the declarations of a file say of its columns, as far as its rows were seen. */
export interface ArffRows {
  seeLine(text: string, line: number): void
  flush(): void
  readonly schema: readonly ColumnSchema[]
}

/** Rows of Weka's format, by the reader of whole texts: the declarations, and some rows at a time. */
export function createArffRows(handler: ArffRowHandler): ArffRows {
  let head = ''
  let isInData = false
  let batch: { readonly text: string; readonly line: number }[] = []
  let schema: ColumnSchema[] = []

  const readBatch = (lines: typeof batch): void => {
    if (lines.length === 0) return
    let rows: readonly (readonly Cell[])[]
    let found: readonly ColumnSchema[]
    try {
      const table = readArff(`${head}${lines.map(({ text }) => text).join('\n')}\n`)
      rows = toRows(table)
      found = table.schema
    } catch (error) {
      if (!isAppError(error)) throw error
      const [only] = lines
      if (lines.length === 1 && only !== undefined) {
        handler.onBad({ ...only, reason: withoutLine(error), text: only.text.slice(0, 1000) })
        return
      }
      // One of them cannot be read: halves find it.
      const middle = lines.length >> 1
      readBatch(lines.slice(0, middle))
      readBatch(lines.slice(middle))
      return
    }
    schema = schema.map((column, index) => (found[index]?.type === 'Int64' ? { ...column, type: 'Int64' } : column))
    for (const [index, cells] of rows.entries()) {
      const { text, line } = lines[index] as { text: string; line: number }
      handler.onCells?.(
        cells.map((cell, place) => toLooseCell(cell, found[place] as ColumnSchema)),
        line,
        () => text,
      )
    }
  }
  const flush = () => {
    const lines = batch
    batch = []
    readBatch(lines)
  }
  return {
    seeLine(rawText, line) {
      const text = rawText.trim()
      if (!isInData) {
        head += `${rawText}\n`
        if (!/^@data$/i.test(text)) return
        isInData = true
        schema = [...readArff(head).schema]
        return
      }
      if (text === '' || text.startsWith('%')) return
      batch.push({ text, line })
      if (batch.length === batchLength) flush()
    },
    flush() {
      // Says what is missing of the declarations.
      if (!isInData) readArff(head)
      flush()
    },
    get schema() {
      return schema
    },
  }
}

const withoutLine = (error: AppError): string =>
  error.message
    .replace(/^.*?line \d+: /, '')
    .replace(/^.*?row \d+ has/, 'it has')
    .replace(/\.$/, '')

function toLooseCell(cell: Cell, { type }: ColumnSchema): LooseCell {
  if (typeof cell === 'bigint') return String(cell)
  return type === 'DateTime' && typeof cell === 'number' ? new Date(cell).toISOString() : cell
}
