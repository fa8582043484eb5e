import type { WriteFormat } from '@sluice/contracts'
import { type Cell, type Table, toCellText, toRows, writeArff, writeDelimited } from '@sluice/dataflow'

export type TextWriteFormat = Exclude<WriteFormat, 'parquet'>

export const contentTypes: { readonly [Format in WriteFormat]: string } = {
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  arff: 'text/plain; charset=utf-8',
  'json-lines': 'application/jsonl; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

export const fileEndings: { readonly [Format in WriteFormat]: string } = {
  csv: 'csv',
  tsv: 'tsv',
  arff: 'arff',
  'json-lines': 'jsonl',
  parquet: 'parquet',
}

/**
 * A table as bytes of a text format, piece by piece.
 * @param whole for formats whose head depends on all rows
 */
export async function* writeTableText(
  format: TextWriteFormat,
  name: string,
  { chunks, whole }: { readonly chunks: AsyncIterable<Table>; readonly whole: () => Promise<Table> },
): AsyncGenerator<Uint8Array> {
  if (format === 'arff') {
    for (const text of writeArff(await whole(), name)) yield Buffer.from(text)
    return
  }
  let isFirst = true
  for await (const chunk of chunks) {
    if (format === 'json-lines') yield Buffer.from(toJsonLines(chunk))
    else {
      const separator = format === 'csv' ? ',' : '\t'
      for (const text of writeDelimited(chunk, { separator, hasHeader: isFirst, quotes: true })) yield Buffer.from(text)
    }
    isFirst = false
  }
}

const toJsonLines = (table: Table): string =>
  toRows(table)
    .map((cells) => {
      const fields = cells.map((cell, index) => {
        const { name, type } = table.schema[index] as Table['schema'][number]
        return `${JSON.stringify(name)}:${toJsonText(type, cell)}`
      })
      return `{${fields.join(',')}}\n`
    })
    .join('')

/** JSON of a cell; large integers keep their digits, times are texts, what JSON has no number for is null. */
function toJsonText(type: Table['schema'][number]['type'], cell: Cell): string {
  if (cell === null) return 'null'
  if (typeof cell === 'bigint') return String(cell)
  if (typeof cell === 'number' && !isTime(type)) return Number.isFinite(cell) ? String(cell) : 'null'
  if (type === 'Boolean') return String(Boolean(cell))
  return JSON.stringify(toJsonTime(type, cell))
}

const isTime = (type: string) =>
  type === 'DateTime' || type === 'DateTimeOffset' || type === 'TimeSpan' || type === 'Boolean'

/** Points in time as everybody reads them, whatever the studio's own texts look like. */
const toJsonTime = (type: Table['schema'][number]['type'], cell: NonNullable<Cell>): string =>
  type === 'DateTime' || type === 'DateTimeOffset'
    ? new Date(Number(cell)).toISOString()
    : String(toCellText(type, cell))

/** Cells as JSON values; integers that JavaScript cannot hold are texts. */
export const toJsonRows = (table: Table): (string | number | boolean | null)[][] =>
  toRows(table).map((cells) =>
    cells.map((cell, index) => {
      const { type } = table.schema[index] as Table['schema'][number]
      if (cell === null) return null
      if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell)
      if (type === 'Boolean') return Boolean(cell)
      if (typeof cell === 'number' && !isTime(type)) return Number.isFinite(cell) ? cell : String(cell)
      return toJsonTime(type, cell)
    }),
  )
