import { setTimeout } from 'node:timers/promises'
import { AppError, isAppError } from '@sluice/contracts'
import { sql } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { migrate, type SchemaDialect, type StoreDatabase } from './schema.ts'
import { openTransaction } from './sql-transaction.ts'
import { readAudit, readChanges } from './statements/change-log.ts'
import { readNumbering } from './statements/numbering.ts'
import { createReader, toDocument } from './statements/read-documents.ts'
import type { Store } from './store.ts'

const busyTimeoutMs = 10_000

/** What differs between the engines. */
export interface SqlEngine {
  /** Connections that write; one transaction at a time each. */
  readonly writer: StoreDatabase
  /** Connections that only read, and never see what is not committed. */
  readonly reader: StoreDatabase
  readonly schema: SchemaDialect
  /** Statements that begin a transaction which other writers wait for. */
  readonly beginWrite: readonly string[]
  /** Statements that begin a transaction which reads as of one moment. */
  readonly beginRead: readonly string[]
  /** Whether another writer is at work and beginning should be tried again. */
  isBusy?(error: unknown): boolean
  /** Runs inside the transaction, right before its end. */
  announce?(connection: StoreDatabase, changeNumber: number): Promise<void>
  /** Calls back after commits by any process. */
  watch(onCommit: () => void): () => Promise<void>
  close(): Promise<void>
}

export async function createSqlStore(engine: SqlEngine, clock: Clock): Promise<Store> {
  const { reader } = engine
  await inTransaction(engine, 'write', (connection) => migrate(connection, engine.schema))

  const listeners = new Set<(changeNumber: number) => void>()
  let announced = (await readNumbering(reader)).changeNumber
  const tell = (changeNumber: number) => {
    if (changeNumber <= announced) return
    announced = changeNumber
    for (const listener of listeners) listener(changeNumber)
  }
  let isClosed = false
  const stopWatching = engine.watch(() => {
    readNumbering(reader).then(
      ({ changeNumber }) => tell(changeNumber),
      (error: unknown) => {
        // While closing, a look at the numbering may come too late; otherwise the next commit asks again.
        if (!isClosed) process.emitWarning(`The change number could not be read: ${String(error)}`)
      },
    )
  })

  return {
    ...createReader(reader),
    async transact(author, work) {
      let changeNumber: number | undefined
      const result = await inTransaction(engine, 'write', async (connection) => {
        const numbering = await readNumbering(connection)
        const open = openTransaction(connection, numbering, author, clock)
        const value = await work(open.transaction)
        changeNumber = await open.finish()
        if (changeNumber !== undefined) await engine.announce?.(connection, changeNumber)
        return value
      })
      if (changeNumber !== undefined) tell(changeNumber)
      return result
    },
    readAll: () =>
      inTransaction(engine, 'read', async (connection) => {
        const { changeNumber } = await readNumbering(connection)
        const rows = await connection.selectFrom('documents').selectAll().orderBy('ordinal').execute()
        return { changeNumber, documents: rows.map(toDocument) }
      }),
    changesAfter: (after, limit) =>
      inTransaction(engine, 'read', async (connection) => {
        const { changeNumber } = await readNumbering(connection)
        return readChanges(connection, after, changeNumber, limit)
      }),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    audit: (page) => readAudit(reader, page),
    async close() {
      if (isClosed) return
      isClosed = true
      listeners.clear()
      await stopWatching()
      await engine.close()
    },
  }
}

async function inTransaction<Result>(
  engine: SqlEngine,
  purpose: 'read' | 'write',
  work: (connection: StoreDatabase) => Promise<Result>,
): Promise<Result> {
  const database = purpose === 'write' ? engine.writer : engine.reader
  return database.connection().execute(async (connection) => {
    await begin(engine, connection, purpose === 'write' ? engine.beginWrite : engine.beginRead)
    try {
      const result = await work(connection)
      await sql`commit`.execute(connection)
      return result
    } catch (error) {
      // The engine may have ended the transaction itself (full disk); then there is nothing left to roll back.
      await sql`rollback`.execute(connection).catch(() => undefined)
      throw isDriverError(error) ? unavailable(error) : error
    }
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
      if (engine.isBusy?.(error) !== true || performance.now() > giveUpAt) throw unavailable(error)
      await setTimeout(waitMs)
    }
  }
}

const isDriverError = (error: unknown): boolean =>
  !isAppError(error) &&
  error instanceof Error &&
  'code' in error &&
  /^(ERR_SQLITE|[0-9A-Z]{5}$|E[A-Z]+$)/.test(String(error.code))

const unavailable = (error: unknown) =>
  new AppError('StoreUnavailable', { reason: (error as Error).message }, { cause: error })
