import { constants, DatabaseSync, type StatementSync } from 'node:sqlite'
import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { columnAt, createColumnBuilder, createTable, type Table, toColumnSchema } from '@sluice/dataflow'
import { describeStatements } from './describe-statements.ts'
import { isQuery, noQuery, type ResultColumn, resultColumnsOf, sqlNamesOf, toSqlName } from './result-columns.ts'
import { tellingLine, toScriptError } from './script-errors.ts'
import { splitStatements } from './split-statements.ts'
import type { DescribedColumn } from './sql-scripts.ts'
import { createTypeFinder, declaredTypes, type SqliteValue, sqliteReader, toCellOf } from './sqlite-values.ts'

/** SQLite takes no more columns. */
const maxColumns = 2000
const rowsBetweenChecks = 1000
const pageBytes = 4096
/** Of texts, in bytes: what a script makes of nothing must not fill the memory. */
const longestValue = 100_000_000

export interface ScriptDatabase {
  /** Adds rows to a table, which is made when its first ones come. */
  insert(name: string, table: Table): void
  createTable(name: string, schema: TableSchema): void
  /** From then on nothing but the tables is in reach. */
  run(script: string, signal?: AbortSignal): ScriptResult
  /** The same without running anything that could take long. */
  describe(script: string): DescribedColumn[] | undefined
  close(): void
}

export interface ScriptResult {
  readonly schema: TableSchema
  /** The rows, at most so many at a time. */
  pieces(rowsPerPiece: number): Iterable<Table>
}

/** @param location a path that is not taken, or `:memory:` */
export function openScriptDatabase(location: string, memoryLimitBytes: number): ScriptDatabase {
  const database = new DatabaseSync(location, { limits: { length: longestValue } })
  const schemas = new Map<string, TableSchema>()
  // Nobody else reads it and nobody needs it after a crash.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
  if (location === ':memory:') database.exec(`PRAGMA max_page_count = ${Math.ceil(memoryLimitBytes / pageBytes)}`)

  const failing = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      throw toScriptError(error)
    }
  }
  return {
    createTable(name, schema) {
      if (schema.length > maxColumns) throw new AppError('TooManyColumns', { dataset: name, limit: maxColumns })
      schemas.set(name, schema)
      const columns = sqlNamesOf(schema).map((own, index) => {
        return `${toSqlName(own)} ${declaredTypes[(schema[index] as ColumnSchema).type]}`
      })
      failing(() => database.exec(`CREATE TABLE ${name} (${columns.join(', ')})`))
    },
    insert: (name, table) => failing(() => insertRows(database, name, table)),
    run: (script, signal) =>
      failing(() => {
        database.setAuthorizer(authorize)
        return runStatements(database, schemas, script, { isOnDisk: location !== ':memory:', signal })
      }),
    describe: (script) =>
      failing(() => {
        database.setAuthorizer(authorize)
        return describeStatements(database, schemas, script)
      }),
    close: () => database.close(),
  }
}

const denied = new Set([
  constants.SQLITE_ATTACH,
  constants.SQLITE_DETACH,
  constants.SQLITE_PRAGMA,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
  constants.SQLITE_CREATE_VTABLE,
  constants.SQLITE_DROP_VTABLE,
  constants.SQLITE_CREATE_TRIGGER,
  constants.SQLITE_CREATE_TEMP_TRIGGER,
])

function authorize(action: number, _first: string | null, second: string | null): number {
  if (denied.has(action)) return constants.SQLITE_DENY
  if (action === constants.SQLITE_FUNCTION && second?.toLowerCase() === 'load_extension') return constants.SQLITE_DENY
  return constants.SQLITE_OK
}

function insertRows(database: DatabaseSync, name: string, table: Table): void {
  const readers = table.schema.map((_, index) => sqliteReader(columnAt(table, index)))
  const insert = database.prepare(`INSERT INTO ${name} VALUES (${readers.map(() => '?').join(', ')})`)
  database.exec('BEGIN')
  for (let row = 0; row < table.rowCount; row += 1) insert.run(...readers.map((read) => read(row)))
  database.exec('COMMIT')
}

interface StatementOptions {
  readonly isOnDisk: boolean
  readonly signal: AbortSignal | undefined
}

const resultTable = '"result of the script"'

function runStatements(
  database: DatabaseSync,
  schemas: ReadonlyMap<string, TableSchema>,
  script: string,
  options: StatementOptions,
): ScriptResult {
  let result: ScriptResult | undefined
  for (const one of splitStatements(script)) {
    options.signal?.throwIfAborted()
    tellingLine(one, () => {
      const statement = database.prepare(one.sql)
      if (isQuery(one.sql, statement)) {
        result = readResult(resultColumnsOf(statement, schemas), rowsOf(database, one.sql, statement, options))
      } else statement.run()
    })
  }
  if (result === undefined) throw new AppError('SqlScriptFailed', { details: noQuery })
  return result
}

/** Gives all rows, as often as it is asked. */
type Rows = () => Iterable<readonly SqliteValue[]>

function rowsOf(database: DatabaseSync, sql: string, statement: StatementSync, options: StatementOptions): Rows {
  const read = (source: StatementSync) => {
    source.setReadBigInts(true)
    source.setReturnArrays(true)
    return checked(source.iterate() as unknown as Iterable<readonly SqliteValue[]>, options.signal)
  }
  if (!options.isOnDisk) {
    const rows = [...read(statement)]
    return () => rows
  }
  // A statement may give other rows when it is run again.
  database.exec(`DROP TABLE IF EXISTS ${resultTable}`)
  database.exec(`CREATE TABLE ${resultTable} AS ${sql}`)
  return () => read(database.prepare(`SELECT * FROM ${resultTable} ORDER BY rowid`))
}

function* checked<Row>(rows: Iterable<Row>, signal: AbortSignal | undefined): Iterable<Row> {
  let count = 0
  for (const row of rows) {
    count += 1
    if (count % rowsBetweenChecks === 0) signal?.throwIfAborted()
    yield row
  }
}

function readResult(columns: readonly ResultColumn[], rows: Rows): ScriptResult {
  const finders = columns.map(({ source }) => createTypeFinder(source))
  for (const row of rows()) for (const [index, value] of row.entries()) finders[index]?.see(value)
  const schema = columns.map(({ name, source }, index): ColumnSchema => {
    const type = finders[index]?.found()
    if (type === undefined) {
      throw new AppError('SqlScriptFailed', { details: `Column ${name} holds bytes; a dataset has no such type.` })
    }
    return source !== undefined && source.type === type ? { ...source, name } : toColumnSchema(name, type)
  })
  return { schema, pieces: (rowsPerPiece) => toTables(schema, rows(), rowsPerPiece) }
}

function* toTables(schema: TableSchema, rows: Iterable<readonly SqliteValue[]>, rowsPerPiece: number): Iterable<Table> {
  const start = () => schema.map((column) => createColumnBuilder(column))
  let builders = start()
  let rowCount = 0
  const finish = () =>
    createTable(
      rowCount,
      builders.map((builder) => builder.finish()),
      schema,
    )
  for (const row of rows) {
    for (const [index, builder] of builders.entries()) {
      builder.append(toCellOf((schema[index] as ColumnSchema).type, row[index] as SqliteValue) ?? null)
    }
    rowCount += 1
    if (rowCount === rowsPerPiece) {
      yield finish()
      builders = start()
      rowCount = 0
    }
  }
  yield finish()
}
