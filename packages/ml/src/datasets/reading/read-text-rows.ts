import { AppError, type ReadOptions, type TableSchema } from '@sluice/contracts'
import {
  type Cell,
  type ColumnBuilder,
  checkedSchema,
  createColumnBuilder,
  createTable,
  createTypeGuess,
  parseCell,
  readTextTable,
  splitDelimited,
  type Table,
  type TextCell,
  toCellText,
  toColumnNames,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import type { Layout } from './guess-layout.ts'

/** A row that does not fit the table. */
export interface BadRow {
  /** Of the file, from 1. */
  readonly line: number
  readonly reason: string
  readonly cells: readonly TextCell[]
}

export interface TextRows {
  readonly names: readonly string[]
  readonly rows: readonly { readonly cells: readonly TextCell[]; readonly line: number }[]
  /** Types that the file itself says. */
  readonly schema?: TableSchema
}

/** The rows of a text, cells as texts. @throws AppError `FileNotParsed` */
export function splitRows(text: string, { format, delimiter, hasHeader }: Layout): TextRows {
  if (format === 'csv' || format === 'tsv') return splitDelimitedRows(text, delimiter, hasHeader)
  if (format === 'plain-text') {
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
    if (lines.at(-1) === '') lines.pop()
    return { names: ['Col1'], schema: [toColumnSchema('Col1', 'String')], rows: lines.map(toLineRow) }
  }
  if (format === 'json-lines') return splitJsonLines(text)
  if (format === 'arff') {
    const table = readTextTable(text, 'arff', false)
    const rows = toRows(table).map((cells, index) => ({
      cells: cells.map((cell, column) => toText(cell, table.schema[column])),
      line: index + 1,
    }))
    return { names: table.schema.map(({ name }) => name), schema: table.schema, rows }
  }
  throw new AppError('FileNotParsed', { details: `it is no text of the format ${format}.` })
}

const toLineRow = (text: string, index: number) => ({ cells: [text], line: index + 1 })

const toText = (cell: Cell, column: TableSchema[number] | undefined): TextCell =>
  cell === null || column === undefined ? null : toCellText(column.type, cell)

function splitDelimitedRows(text: string, delimiter: string, hasHeader: boolean): TextRows {
  const rows: { cells: TextCell[]; line: number }[] = []
  splitDelimited(text, delimiter, (cells, line) => {
    // An empty line between rows is no row of one empty field.
    if (cells.length > 1 || cells[0] !== null) rows.push({ cells, line })
  })
  const header = hasHeader ? rows.shift()?.cells : undefined
  const width = header?.length ?? commonWidth(rows)
  return { names: toColumnNames(header ?? [], width), rows }
}

/** Of the first hundred rows, so that one broken row does not decide. */
function commonWidth(rows: readonly { readonly cells: readonly TextCell[] }[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows.slice(0, 100)) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

function splitJsonLines(text: string): TextRows {
  const names = new Map<string, number>()
  const objects: { readonly value: Readonly<Record<string, unknown>>; readonly line: number }[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n/)
    .entries()) {
    if (line.trim() === '') continue
    const value = parseObject(line, index + 1)
    for (const name of Object.keys(value)) if (!names.has(name)) names.set(name, names.size)
    objects.push({ value, line: index + 1 })
  }
  const rows = objects.map(({ value, line }) => ({
    cells: [...names.keys()].map((name) => toJsonCell(value[name])),
    line,
  }))
  return { names: toColumnNames([...names.keys()], names.size), rows }
}

function parseObject(line: string, number: number): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    throw new AppError('FileNotParsed', { details: `line ${number} is no JSON.` }, { cause: error })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new AppError('FileNotParsed', { details: `line ${number} is no JSON object.` })
}

const toJsonCell = (value: unknown): TextCell =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)

/** Types of the columns: what was wished, else what the file says, else what fits all its cells. */
export function typeColumns({ names, rows, schema }: TextRows, { columns = [] }: ReadOptions): TableSchema {
  if (columns.length > names.length) {
    const details = `${columns.length} columns were described, but there are ${names.length}.`
    throw new AppError('FileNotParsed', { details })
  }
  const typed = names.map((name, index) => {
    const wish = columns[index] ?? {}
    const said = schema?.[index]
    const type = wish.type ?? said?.type ?? guessType(rows, index, names.length)
    const isCategorical = wish.isCategorical ?? said?.isCategorical ?? false
    return { ...toColumnSchema(wish.name ?? name, type), isCategorical, roles: wish.roles ?? ['feature' as const] }
  })
  return checkedSchema(typed)
}

function guessType(rows: TextRows['rows'], index: number, width: number) {
  const guess = createTypeGuess()
  for (const { cells } of rows) {
    const cell = cells[index]
    if (cells.length <= width && cell !== null && cell !== undefined) guess.see(cell)
  }
  return guess.type
}

/** The table, and apart from it the rows that do not fit. */
export function buildTable(
  { rows }: TextRows,
  schema: TableSchema,
): { readonly table: Table; readonly badRows: readonly BadRow[] } {
  const builders = schema.map((column): ColumnBuilder => createColumnBuilder(column, rows.length))
  const badRows: BadRow[] = []
  const values: Cell[] = new Array(schema.length)
  for (const { cells, line } of rows) {
    const reason = readRow(cells, schema, values)
    if (reason !== undefined) badRows.push({ line, reason, cells })
    else for (const [index, builder] of builders.entries()) builder.append(values[index] as Cell)
  }
  const columns = builders.map((builder) => builder.finish())
  return { table: createTable(rows.length - badRows.length, columns, schema), badRows }
}

/** @returns what is wrong with the row; undefined when its values stand in `values` */
function readRow(cells: readonly TextCell[], schema: TableSchema, values: Cell[]): string | undefined {
  if (cells.length !== schema.length) return `It has ${cells.length} fields, but there are ${schema.length} columns.`
  for (const [index, { name, type }] of schema.entries()) {
    const text = cells[index] ?? null
    const value = parseCell(type, text)
    if (value === undefined) return `'${text}' in ${name} is no ${type}.`
    values[index] = value
  }
  return undefined
}
