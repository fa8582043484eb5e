import { saveFile } from '../values/save-file.ts'
import type { TableColumn } from './DataTable.tsx'

/** Hands the rows that are shown to the browser as a CSV file. */
export function downloadCsv<Row>(label: string, rows: readonly Row[], columns: readonly TableColumn<Row>[]): void {
  saveFile(`${label}.csv`, toCsv(rows, columns), 'text/csv;charset=utf-8')
}

/** RFC 4180, with a header row. What a spreadsheet would take for a formula is made plain text. */
export function toCsv<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const written = columns.flatMap(({ header, text }) => (text === undefined ? [] : [{ header, text }]))
  const lines = [written.map(({ header }) => header), ...rows.map((row) => written.map(({ text }) => text(row)))]
  return `${lines.map((line) => line.map(toCell).join(',')).join('\r\n')}\r\n`
}

function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
