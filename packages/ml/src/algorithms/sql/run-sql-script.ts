import { constants, DatabaseSync, type StatementSync } from 'node:sqlite'
import { AppError, type ColumnSchema, type ColumnType } from '@sluice/contracts'
import {
  type Cell,
  columnAt,
  createTableFromRows,
  parseCell,
  readCell,
  type Table,
  takeFreeName,
  toColumnSchema,
} from '@sluice/dataflow'
import { splitStatements } from './split-statements.ts'

type SqlValue = null | number | bigint | string | Uint8Array

/** SQLite takes no more columns. */
const maxColumns = 2000

/**
 * Runs a script of SQLite over tables, in a database in memory that reaches nothing else: no files, no other databases,
 * no settings, no endless recursion. The rows of the last statement that gives any are the result.
 * @throws AppError `SqlScriptFailed` with SQLite's own words, `TooManyColumns`
 */
export function runSqlScript(script: string, tables: Readonly<Record<string, Table>>): Table {
  const database = new DatabaseSync(':memory:', { allowExtension: false })
  try {
    for (const [name, table] of Object.entries(tables)) insertTable(database, name, table)
    database.setAuthorizer(authorize)
    return saying(() => runStatements(database, splitStatements(script), tables))
  } finally {
    database.close()
  }
}

/** What reads, and what works on the tables of this database. */
const allowed = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_INSERT,
  constants.SQLITE_UPDATE,
  constants.SQLITE_DELETE,
  constants.SQLITE_CREATE_TABLE,
  constants.SQLITE_CREATE_TEMP_TABLE,
  constants.SQLITE_CREATE_VIEW,
  constants.SQLITE_CREATE_TEMP_VIEW,
  constants.SQLITE_CREATE_INDEX,
  constants.SQLITE_CREATE_TEMP_INDEX,
  constants.SQLITE_DROP_TABLE,
  constants.SQLITE_DROP_TEMP_TABLE,
  constants.SQLITE_DROP_VIEW,
  constants.SQLITE_DROP_TEMP_VIEW,
  constants.SQLITE_DROP_INDEX,
  constants.SQLITE_DROP_TEMP_INDEX,
  constants.SQLITE_ALTER_TABLE,
  constants.SQLITE_REINDEX,
  constants.SQLITE_ANALYZE,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
])

/** The second argument of a function is its name; loading an extension would load code. */
const authorize = (action: number, _first: string | null, second: string | null): number =>
  allowed.has(action) && second?.toLowerCase() !== 'load_extension' ? constants.SQLITE_OK : constants.SQLITE_DENY

function insertTable(database: DatabaseSync, name: string, table: Table): void {
  const { schema } = table
  if (schema.length > maxColumns) throw new AppError('TooManyColumns', { dataset: name, limit: maxColumns })
  if (schema.length === 0) throw new AppError('InputEmpty', { input: name })
  const declared = schema.map((column) => `${quote(column.name)} ${storageOf[column.type]}`)
  saying(() => database.exec(`CREATE TABLE ${name} (${declared.join(', ')}); BEGIN`))
  const insert = database.prepare(`INSERT INTO ${name} VALUES (${schema.map(() => '?').join(', ')})`)
  const columns = schema.map((_, index) => columnAt(table, index))
  for (let row = 0; row < table.rowCount; row += 1) {
    insert.run(...columns.map((column) => toSql(readCell(column, row), column.type)))
  }
  database.exec('COMMIT')
}

const storageOf: { readonly [Type in ColumnType]: string } = {
  String: 'TEXT',
  Double: 'REAL',
  Single: 'REAL',
  Int32: 'INTEGER',
  Int64: 'INTEGER',
  Int16: 'INTEGER',
  Byte: 'INTEGER',
  Boolean: 'INTEGER',
  DateTime: 'TEXT',
  DateTimeOffset: 'TEXT',
  TimeSpan: 'REAL',
}

/** Times as ISO 8601, which SQLite's own functions read; time spans as milliseconds; NaN, which SQLite lacks, as NULL. */
function toSql(cell: Cell, type: ColumnType): SqlValue {
  if (cell === null) return null
  if (typeof cell === 'boolean') return cell ? 1 : 0
  if (type === 'DateTime' || type === 'DateTimeOffset') {
    const text = new Date(Number(cell)).toISOString()
    return type === 'DateTime' ? text.replace('Z', '') : text
  }
  return typeof cell === 'number' && Number.isNaN(cell) ? null : cell
}

function runStatements(
  database: DatabaseSync,
  statements: readonly string[],
  tables: Readonly<Record<string, Table>>,
): Table {
  let result: Table | undefined
  for (const text of statements) {
    const statement = database.prepare(text)
    if (statement.columns().length === 0) statement.run()
    else result = readResult(statement, tables)
  }
  if (result === undefined) throw new AppError('SqlScriptFailed', { details: 'no statement of the script gives rows' })
  return result
}

function readResult(statement: StatementSync, tables: Readonly<Record<string, Table>>): Table {
  statement.setReturnArrays(true)
  statement.setReadBigInts(true)
  const rows = statement.all() as unknown as SqlValue[][]
  const taken = new Set<string>()
  const described = statement.columns().map(({ name, table, column }, index) => {
    const free = takeFreeName(name === '' ? `Col${index + 1}` : name, taken)
    const origin = tables[table ?? '']?.schema.find((candidate) => candidate.name === column)
    const values = rows.map((row) => row[index] ?? null)
    return describe(free, values, origin)
  })
  const cells = rows.map((_, row) => described.map(({ cells: column }) => column[row] ?? null))
  return createTableFromRows(
    described.map(({ schema }) => schema),
    cells,
  )
}

interface Described {
  readonly schema: ColumnSchema
  readonly cells: readonly Cell[]
}

/** A column that comes as it was keeps its type; others get the narrowest that holds their values. */
function describe(name: string, values: readonly SqlValue[], origin: ColumnSchema | undefined): Described {
  if (origin !== undefined) {
    const cells = values.map((value) => toCell(value, origin.type))
    if (!cells.includes(undefined)) return { schema: { ...origin, name }, cells: cells as Cell[] }
  }
  const type = typeOfValues(name, values)
  return { schema: toColumnSchema(name, type), cells: values.map((value) => toCell(value, type) ?? null) }
}

/** @returns undefined when the value does not fit the type */
function toCell(value: SqlValue, type: ColumnType): Cell | undefined {
  if (value === null) return null
  if (value instanceof Uint8Array) return undefined
  if (type === 'String') return typeof value === 'string' ? value : String(value)
  if (type === 'Boolean') return value === 0n || value === 1n ? value === 1n : undefined
  if (type === 'TimeSpan') return typeof value === 'string' ? undefined : Number(value)
  if (typeof value === 'bigint') return parseCell(type, String(value))
  return parseCell(type, value)
}

const maxInt32 = 2n ** 31n

function typeOfValues(column: string, values: readonly SqlValue[]): ColumnType {
  let type: ColumnType = 'Int32'
  let isEmpty = true
  for (const value of values) {
    if (value === null) continue
    if (value instanceof Uint8Array) throw new AppError('ColumnTypeNotSupported', { column, type: 'BLOB' })
    isEmpty = false
    if (typeof value === 'string') return 'String'
    if (typeof value === 'number') type = 'Double'
    else if (type === 'Int32' && (value >= maxInt32 || value < -maxInt32)) type = 'Int64'
  }
  return isEmpty ? 'String' : type
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** An error of SQLite in the words of the studio. */
function saying<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SQLITE_ERROR') throw error
    throw new AppError('SqlScriptFailed', { details: (error as Error).message }, { cause: error })
  }
}
