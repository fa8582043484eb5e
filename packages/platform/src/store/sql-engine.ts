import { setTimeout } from 'node:timers/promises'
import { AppError } from '@sluice/contracts/errors'
import { sql } from 'kysely'
import type { SchemaDialect, StoreDatabase } from './schema.ts'
import type { DocumentDialect } from './statements/document-dialect.ts'
import { toStoreError } from './store-error.ts'

const busyTimeoutMs = 10_000

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

export interface StatementLogOptions {
  /** Told of every statement that is sent to the database; for counting them. */
  readonly onStatement?: ((text: string) => void) | undefined
}

/** Kysely's own word for it. */
export const statementLog = ({ onStatement }: StatementLogOptions) =>
  onStatement === undefined
    ? {}
    : { log: (event: { readonly query: { readonly sql: string } }) => onStatement(event.query.sql) }

/** What `work` throws passes as it is. @throws AppError when beginning or committing fails */
export async function inTransaction<Result>(
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
