import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { AppError } from '@sluice/contracts/errors'
import { migrate } from './schema.ts'

export type Row = Readonly<Record<string, unknown>>

/** What is known of containers, blobs and their files, in one SQLite file. */
export interface MetadataDatabase {
  all(sql: string, ...values: SQLInputValue[]): Row[]
  get(sql: string, ...values: SQLInputValue[]): Row | undefined
  /** Inside of `commit` only. @returns number of rows that changed */
  run(sql: string, ...values: SQLInputValue[]): number
  /**
   * Runs changes in a transaction; on disk when it resolves. Calls that come together share one transaction, and what one
   * of them throws undoes its own changes only.
   */
  commit<Result>(work: () => Result): Promise<Result>
  close(): void
}

interface Pending {
  readonly work: () => unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Result codes; extended codes have more in the higher bytes. */
const sqliteFull = 13
const busyWaitMs = 10_000

export function openMetadataDatabase(file: string): MetadataDatabase {
  // SQLite would make it for everyone to read; its write-ahead log takes over the mode of the file.
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file)
  database.exec(
    `PRAGMA busy_timeout = ${busyWaitMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;`,
  )
  migrate(database)
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const prepared = (sql: string) => {
    const known = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, known)
    return known
  }
  let waiting: Pending[] = []

  const commitAll = () => {
    const group = waiting
    // They were committed when the database was closed.
    if (group.length === 0) return
    waiting = []
    const settle: (() => void)[] = []
    try {
      database.exec('BEGIN IMMEDIATE')
      for (const { work, resolve, reject } of group) {
        database.exec('SAVEPOINT one')
        try {
          const result = work()
          settle.push(() => resolve(result))
        } catch (error) {
          // SQLite undoes a whole transaction by itself after some errors, such as a full disk.
          if (!database.isTransaction) throw error
          database.exec('ROLLBACK TO one')
          settle.push(() => reject(toStorageError(error)))
        }
        database.exec('RELEASE one')
      }
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      for (const { reject } of group) reject(toStorageError(error))
      return
    }
    for (const each of settle) each()
  }

  return {
    all: (sql, ...values) => prepared(sql).all(...values) as Row[],
    get: (sql, ...values) => prepared(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    commit(work) {
      return new Promise((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (result: unknown) => void, reject })
        if (waiting.length === 1) setImmediate(commitAll)
      })
    },
    close() {
      commitAll()
      database.close()
    },
  }
}

/** A full disk in our words; everything else as it is. */
export function toStorageError(error: unknown): unknown {
  const { code, errcode } = error as { code?: string; errcode?: number }
  const isFull =
    code === 'ENOSPC' || code === 'EDQUOT' || (code === 'ERR_SQLITE_ERROR' && ((errcode ?? 0) & 0xff) === sqliteFull)
  return isFull ? new AppError('StorageFull', { what: 'this blob' }, { cause: error }) : error
}
