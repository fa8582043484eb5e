import type { WriteFormat } from '@sluice/contracts'
import { type Cell, type Table, toCellText, toRows } from '@sluice/dataflow'

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

/** Cells as JSON values; integers that JavaScript cannot hold are texts, times too. */
export const toJsonRows = (table: Table): (string | number | boolean | null)[][] =>
  toRows(table).map((cells) => cells.map((cell, index) => toJsonCell((table.schema[index] as Column).type, cell)))

type Column = Table['schema'][number]

function toJsonCell(type: Column['type'], cell: Cell): string | number | boolean | null {
  if (cell === null) return null
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell)
  if (type === 'Boolean') return Boolean(cell)
  // Everybody reads ISO 8601, whatever the studio's own texts look like.
  if (type === 'DateTime' || type === 'DateTimeOffset') return new Date(Number(cell)).toISOString()
  if (type !== 'TimeSpan' && typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell)
  return toCellText(type, cell)
}
