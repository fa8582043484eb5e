import { isAppError } from '@sluice/contracts/errors'
import type { Clock } from '../clock/clock.ts'
import { withRowTimes } from './audit-entry.ts'
import { createChangeListeners } from './change-listeners.ts'
import { migrate } from './schema.ts'
import { inTransaction, type SqlEngine, type StatementLogOptions } from './sql-engine.ts'
import { openTransaction } from './sql-transaction.ts'
import { readAudit } from './statements/audit-rows.ts'
import { readChanges } from './statements/change-log.ts'
import { createCompiledStatements } from './statements/compiled-statements.ts'
import { readNumbering } from './statements/numbering.ts'
import { createReader, readAllDocuments } from './statements/read-documents.ts'
import type { Store } from './store.ts'
import { createStoreCalls } from './store-calls.ts'
import { throwStoreError, toStoreError } from './store-error.ts'
import { runWork } from './transaction-guard.ts'

const defaultKeptChanges = 10_000
const defaultKeptAuditRows = 1_000_000

export interface SqlStoreOptions extends StatementLogOptions {
  readonly clock: Clock
  /** How many changes `changesAfter` can give; a follower that was away longer reads everything anew. Default 10 000. */
  readonly keptChanges?: number | undefined
  /** How many rows `audit` can give; older ones are dropped. Default 1 000 000. */
  readonly keptAuditRows?: number | undefined
}

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
