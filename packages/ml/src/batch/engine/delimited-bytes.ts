import type { TableSchema } from '@sluice/contracts'
import { type Column, cellWriter, isMissing, type SparseColumns, type Table } from '@sluice/dataflow'

/** Bytes that grow at their end. */
export interface DelimitedBytes {
  header(schema: TableSchema): void
  rows(table: Table): void
  /** A line of texts. */
  line(fields: readonly (string | undefined)[]): void
  readonly length: number
  /** What was written; nothing may follow. */
  take(): Uint8Array<ArrayBuffer>
}

type Separator = ',' | '\t'
/** Writes the cell of a row. */
type CellBytes = (row: number) => void

const firstCapacity = 65_536
const [zero, carriageReturn, lineFeed] = [48, 13, 10]

/**
 * The bytes of what `writeDelimited` writes with quotes, without a text in between for each row.
 * @param memory taken for it while it is enough; fresh memory costs more than what is written into it
 */
export function createDelimitedBytes(
  separator: Separator,
  memory: ArrayBuffer = new ArrayBuffer(firstCapacity),
): DelimitedBytes {
  const separatorCode = separator.charCodeAt(0)
  const special = separator === ',' ? /[",\r\n]/ : /["\t\r\n]/
  let target = Buffer.from(memory)
  let at = 0

  const reserve = (count: number) => {
    if (at + count <= target.length) return
    const larger = Buffer.from(new ArrayBuffer(Math.max(at + count, target.length * 2)))
    target.copy(larger, 0, 0, at)
    target = larger
  }
  const put = (text: string) => {
    // A character has at most three bytes for each of its units.
    reserve(text.length * 3)
    at += target.write(text, at, 'utf8')
  }
  const putText = (text: string) => put(text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const putCode = (code: number) => {
    reserve(1)
    target[at] = code
    at += 1
  }

  const columnCell = ({ type, values, missing }: Column): CellBytes => {
    const write = cellWriter(type)
    const putCell = type === 'String' ? putText : put
    return (row) => {
      if (!isMissing(missing, row)) putCell(write(values[row] as string | number | bigint))
    }
  }
  const sparseCells = ({ schema, rowStarts, columnIndexes, values }: SparseColumns): CellBytes => {
    // A row of zeros in which the digits of a row are put; each number of more digits moves what follows.
    const line = zeroRow(schema.length, separatorCode)
    return (row) => {
      const start = rowStarts[row] as number
      const end = rowStarts[row + 1] as number
      reserve(line.length + (end - start) * 10)
      let copied = 0
      for (let index = start; index < end; index += 1) {
        const value = values[index] as number
        const place = (columnIndexes[index] as number) * 2
        if (value >= 0 && value <= 9) {
          line[place] = zero + value
          continue
        }
        at += line.copy(target, at, copied, place)
        at += target.write(String(value), at, 'latin1')
        copied = place + 1
      }
      at += line.copy(target, at, copied)
      for (let index = start; index < end; index += 1) line[(columnIndexes[index] as number) * 2] = zero
    }
  }
  const endLine = () => {
    reserve(2)
    target[at] = carriageReturn
    target[at + 1] = lineFeed
    at += 2
  }

  return {
    header(schema) {
      for (const [index, { name }] of schema.entries()) {
        if (index > 0) putCode(separatorCode)
        putText(name)
      }
      endLine()
    },
    rows(table) {
      const cells = table.parts
        .filter((part) => part.kind === 'column' || part.schema.length > 0)
        .map((part) => (part.kind === 'column' ? columnCell(part) : sparseCells(part)))
      for (let row = 0; row < table.rowCount; row += 1) {
        for (let index = 0; index < cells.length; index += 1) {
          if (index > 0) putCode(separatorCode)
          ;(cells[index] as CellBytes)(row)
        }
        endLine()
      }
    },
    line(fields) {
      for (const [index, field] of fields.entries()) {
        if (index > 0) putCode(separatorCode)
        if (field !== undefined) putText(field)
      }
      endLine()
    },
    get length() {
      return at
    },
    take: () => new Uint8Array(target.buffer, 0, at),
  }
}

const zeroRows = new Map<string, Buffer>()

function zeroRow(width: number, separator: number): Buffer {
  const key = `${width} ${separator}`
  const known = zeroRows.get(key)
  if (known !== undefined) return known
  const bytes = Buffer.alloc(width * 2 - 1, zero)
  for (let index = 1; index < bytes.length; index += 2) bytes[index] = separator
  // Kept for the few widths that web services have.
  if (zeroRows.size > 16) zeroRows.clear()
  zeroRows.set(key, bytes)
  return bytes
}
