import { columnAt, type Table } from '@sluice/dataflow'
import type { NamedTables } from '../../web-services/scorer.ts'
import { nativeCells } from '../native-cells.ts'

/** Rows as objects, numbers straight from the columns; of several outputs each under its name. */
export function writePredictions(results: NamedTables, isUnwrapped: boolean): string {
  const names = Object.keys(results)
  const rows = names.map((name) => writeRows(results[name] as Table))
  const [first = '[]'] = rows
  const predictions =
    rows.length === 1 ? first : `{${names.map((name, index) => `${JSON.stringify(name)}:${rows[index]}`).join(',')}}`
  return isUnwrapped ? predictions : `{"predictions":${predictions}}`
}

function writeRows(table: Table): string {
  const writers = table.schema.map(({ name }, index) => {
    const write = nativeCells(columnAt(table, index))
    const prefix = `${JSON.stringify(name)}:`
    return (row: number) => prefix + write(row)
  })
  const rows: string[] = new Array(table.rowCount)
  for (let row = 0; row < table.rowCount; row += 1) rows[row] = `{${writers.map((write) => write(row)).join(',')}}`
  return `[${rows.join(',')}]`
}
