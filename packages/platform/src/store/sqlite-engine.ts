import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { AppError } from '@sluice/contracts/errors'
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import type { StoreTables } from './schema.ts'
import { type SqlEngine, type StatementLogOptions, statementLog } from './sql-engine.ts'
import { sqliteDocuments, sqliteFunctions } from './statements/document-dialect.ts'

export interface SqliteEngineOptions extends StatementLogOptions {
  /** Made when it is missing; several processes may open the same one. `:memory:` = in memory. */
  readonly file: string
  /** How often commits of other processes are looked for; default 50 ms. */
  readonly watchEveryMs?: number
  /** How much of the file is read through the memory of the system, not copied; default 0. For large sums over many rows. */
  readonly mappedBytes?: number
}

/** Result code SQLITE_BUSY; extended codes have more in the higher bytes. */
const sqliteBusy = 5
/** For what SQLite does in a moment: turning a new file to its journal, recovering after a kill. */
const shortWaitMs = 10_000
const keptStatements = 500

/** One SQLite file: write-ahead log, and every commit is on disk before it is acknowledged. @throws AppError `StoreUnavailable` */
export function openSqliteEngine(options: SqliteEngineOptions): SqlEngine {
  const { writing, reading } = openFile(options)
  const dataVersion = reading.prepare('PRAGMA data_version')
  const writer = toKysely(writing, options)
  return {
    writer,
    // What is in memory is seen by one connection only, whose users wait for one another.
    reader: reading === writing ? writer : toKysely(reading, options),
    schema: { autoIncrement: 'integer primary key autoincrement', keyType: 'text', toKey: () => [] },
    dialect: sqliteDocuments,
    beginWrite: ['begin immediate'],
    beginRead: ['begin'],
    isBusy: (error) => (Number((error as { errcode?: number }).errcode) & 0xff) === sqliteBusy,
    watch(onCommit) {
      let last: unknown
      const timer = setInterval(() => {
        let current: unknown
        try {
          current = dataVersion.get()?.data_version
        } catch {
          // Asking for the change number meets the same fault, and reports it.
        }
        if (current === undefined || current !== last) onCommit()
        last = current
      }, options.watchEveryMs ?? 50)
      timer.unref()
      return async () => clearInterval(timer)
    },
    async close() {
      if (reading !== writing) reading.close()
      writing.close()
    },
  }
}

function openFile({ file, mappedBytes = 0 }: SqliteEngineOptions): {
  readonly writing: DatabaseSync
  readonly reading: DatabaseSync
} {
  const opened: DatabaseSync[] = []
  const open = () => {
    const database = new DatabaseSync(file)
    opened.push(database)
    database.exec(`PRAGMA busy_timeout = ${shortWaitMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`)
    for (const [name, run] of Object.entries(sqliteFunctions)) {
      database.function(name, { deterministic: true }, (value) => run(String(value)))
    }
    return database
  }
  try {
    const writing = open()
    // A writer of this same process could never end while this thread waits for it: the wait is outside, in steps.
    writing.exec('PRAGMA busy_timeout = 0')
    if (file === ':memory:') return { writing, reading: writing }
    const reading = open()
    reading.exec(`PRAGMA query_only = 1; PRAGMA mmap_size = ${mappedBytes}`)
    return { writing, reading }
  } catch (error) {
    for (const database of opened) database.close()
    throw new AppError('StoreUnavailable', { reason: `${file}: ${(error as Error).message}` }, { cause: error })
  }
}

const toKysely = (database: DatabaseSync, options: StatementLogOptions): Kysely<StoreTables> =>
  new Kysely<StoreTables>({
    dialect: new SqliteDialect({ database: toDriver(database) }),
    ...statementLog(options),
  })

/** The few methods that Kysely asks of a SQLite driver. */
function toDriver(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  return {
    close: () => database.close(),
    prepare(text) {
      const known = statements.get(text)
      if (known !== undefined) {
        statements.delete(text)
        statements.set(text, known)
        return known
      }
      const statement = database.prepare(text)
      const prepared = {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters: readonly unknown[]) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as SQLInputValue[])),
      }
      statements.set(text, prepared)
      // Conditions come in any number of shapes: the statement that was not used for the longest time makes room.
      for (const oldest of statements.keys()) {
        if (statements.size <= keptStatements) break
        statements.delete(oldest)
      }
      return prepared
    },
  }
}
