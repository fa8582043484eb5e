import { setTimeout } from 'node:timers/promises'
import { AppError, isAppError } from '@sluice/contracts/errors'
import { sql } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { withRowTimes } from './audit-entry.ts'
import { createChangeListeners } from './change-listeners.ts'
import { migrate, type SchemaDialect, type StoreDatabase } from './schema.ts'
import { openTransaction } from './sql-transaction.ts'
import { readAudit } from './statements/audit-rows.ts'
import { readChanges } from './statements/change-log.ts'
import { createCompiledStatements } from './statements/compiled-statements.ts'
import type { DocumentDialect } from './statements/document-dialect.ts'
import { readNumbering } from './statements/numbering.ts'
import { createReader, readAllDocuments } from './statements/read-documents.ts'
import type { Store } from './store.ts'
import { createStoreCalls } from './store-calls.ts'
import { throwStoreError, toStoreError } from './store-error.ts'
import { runWork } from './transaction-guard.ts'

const busyTimeoutMs = 10_000
const defaultKeptChanges = 10_000
const defaultKeptAuditRows = 1_000_000

/** What differs between the engines. */
export interface SqlEngine {
  /** Connections that write. */
  readonly writer: StoreDatabase
  /** Connections that only read, and never see what is not committed. */
  readonly reader: StoreDatabase
  readonly schema: SchemaDialect
  readonly dialect: DocumentDialect
  /** Statements that begin a transaction which writers of other processes wait for. */
  readonly beginWrite: readonly string[]
  /** Statements that begin a transaction which reads as of one moment. */
  readonly beginRead: readonly string[]
  /** Whether another writer is at work and beginning should be tried again. */
  isBusy?(error: unknown): boolean
  /** Whether a commit that failed like this may have taken place all the same. */
  isOutcomeUnknown?(error: unknown): boolean
  /** Runs inside the transaction, right before its end. */
  announce?(connection: StoreDatabase, changeNumber: number): Promise<void>
  /** Calls back after commits by any process. */
  watch(onCommit: () => void): () => Promise<void>
  close(): Promise<void>
}

export interface SqlStoreOptions {
  readonly clock: Clock
  /** How many changes `changesAfter` can give; a follower that was away longer reads everything anew. Default 10 000. */
  readonly keptChanges?: number | undefined
  /** How many rows `audit` can give; older ones are dropped. Default 1 000 000. */
  readonly keptAuditRows?: number | undefined
  /** Told of every statement that is sent to the database; for counting them. */
  readonly onStatement?: ((text: string) => void) | undefined
}

/** Kysely's own word for it. */
export const statementLog = ({ onStatement }: Pick<SqlStoreOptions, 'onStatement'>) =>
  onStatement === undefined
    ? {}
    : { log: (event: { readonly query: { readonly sql: string } }) => onStatement(event.query.sql) }

/** The store on an engine, which it closes, also when it cannot be opened. */
export async function createSqlStore(engine: SqlEngine, options: SqlStoreOptions): Promise<Store> {
  try {
    await inTransaction(engine, 'write', (connection) => migrate(connection, engine.schema))
    return await serve(engine, options)
  } catch (error) {
    await engine.close()
    throw toStoreError(error)
  }
}

async function serve(engine: SqlEngine, options: SqlStoreOptions): Promise<Store> {
  const { clock, keptChanges = defaultKeptChanges, keptAuditRows = defaultKeptAuditRows } = options
  const { dialect } = engine
  const calls = createStoreCalls()
  const listeners = createChangeListeners()
  const statements = createCompiledStatements()
  const reader = createReader(engine.reader, dialect)
  const read = <Result>(call: () => Promise<Result>) => calls.read(() => call().catch(throwStoreError))

  let isNumberingReadable = true
  const look = async () => {
    try {
      const { changeNumber } = await calls.read(() => readNumbering(engine.reader))
      isNumberingReadable = true
      listeners.tell(changeNumber)
    } catch (error) {
      if (isAppError(error)) return // Closed meanwhile.
      // Said once, not at every look, until it works again.
      if (isNumberingReadable) process.emitWarning(`The database cannot be asked for changes: ${String(error)}`)
      isNumberingReadable = false
    }
  }
  // Watching begins before the first look, so that no commit falls between the two.
  const stopWatching = engine.watch(() => void look())
  await look()

  return {
    get: (key) => read(() => reader.get(key)),
    list: (collection, page) => read(() => reader.list(collection, page)),
    listBelow: (prefix) => read(() => reader.listBelow(prefix)),
    findByIndex: (index, value) => read(() => reader.findByIndex(index, value)),
    find: (query) => read(() => reader.find(query)),
    transact: (author, work) =>
      calls.write(async () => {
        const { result, changeNumber } = await inTransaction(engine, 'write', async (connection) => {
          const numbering = await readNumbering(connection).catch(throwStoreError)
          const open = openTransaction({ database: connection, dialect, statements }, numbering, author, clock)
          const result = await runWork(open.transaction, work)
          const changeNumber = await open.finish({ keptChanges, keptAuditRows }).catch(throwStoreError)
          if (changeNumber !== undefined) await engine.announce?.(connection, changeNumber).catch(throwStoreError)
          return { result, changeNumber }
        })
        if (changeNumber !== undefined) listeners.tell(changeNumber)
        return result
      }),
    readAll: () =>
      read(() =>
        inTransaction(engine, 'read', async (connection) => {
          const { changeNumber } = await readNumbering(connection)
          return { changeNumber, documents: await readAllDocuments(connection) }
        }),
      ),
    changesAfter: (after, limit) =>
      read(() =>
        inTransaction(engine, 'read', async (connection) => {
          const { changeNumber } = await readNumbering(connection)
          return readChanges(connection, after, changeNumber, limit)
        }),
      ),
    onChange: (listener) => listeners.add(listener),
    async audit(query) {
      const wanted = withRowTimes(query)
      return read(() => readAudit(engine.reader, wanted))
    },
    async close() {
      if (!(await calls.close())) return
      listeners.clear()
      await stopWatching()
      await engine.close()
    },
  }
}

/** What `work` throws passes as it is. @throws AppError when beginning or committing fails */
async function inTransaction<Result>(
  engine: SqlEngine,
  purpose: 'read' | 'write',
  work: (connection: StoreDatabase) => Promise<Result>,
): Promise<Result> {
  const database = purpose === 'write' ? engine.writer : engine.reader
  let isConnected = false
  const run = database.connection().execute(async (connection) => {
    isConnected = true
    await begin(engine, connection, purpose === 'write' ? engine.beginWrite : engine.beginRead)
    let result: Result
    try {
      result = await work(connection)
    } catch (error) {
      await rollBack(connection)
      throw error
    }
    try {
      await sql`commit`.execute(connection)
    } catch (error) {
      await rollBack(connection)
      if (engine.isOutcomeUnknown?.(error) === true) {
        throw new AppError('StoreOutcomeUnknown', { reason: (error as Error).message }, { cause: error })
      }
      throw toStoreError(error)
    }
    return result
  })
  return run.catch((error: unknown) => {
    throw isConnected ? error : toStoreError(error)
  })
}

/** Waits for a busy database without holding up the process: the other writer may be in it. */
async function begin(engine: SqlEngine, connection: StoreDatabase, statements: readonly string[]): Promise<void> {
  const giveUpAt = performance.now() + busyTimeoutMs
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 20)) {
    try {
      for (const statement of statements) await sql.raw(statement).execute(connection)
      return
    } catch (error) {
      await rollBack(connection)
      if (engine.isBusy?.(error) !== true || performance.now() > giveUpAt) throw toStoreError(error)
      await setTimeout(waitMs)
    }
  }
}

/** The engine may have ended the transaction by itself (full disk, lost connection); then nothing is left to undo. */
const rollBack = (connection: StoreDatabase) => sql`rollback`.execute(connection).catch(() => undefined)
