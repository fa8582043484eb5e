import { AppError, type CallRecord, type UsageBatch } from '@sluice/contracts'
import type { Clock } from '../clock/clock.ts'
import { inTransaction, type SqlEngine } from '../store/sql-engine.ts'
import { createStoreCalls } from '../store/store-calls.ts'
import { throwStoreError, toStoreError } from '../store/store-error.ts'
import { foldPending } from './fold-pending.ts'
import { type InTransaction, pruneUsage, purgeUsage } from './prune-usage.ts'
import { readSums } from './read-sums.ts'
import { findRecords, insertRecords } from './records.ts'
import { query, type SqlConnection } from './sql-connection.ts'
import { migrateUsage, type UsageDialect } from './usage-schema.ts'
import type { AcceptedBatch, UsageStore } from './usage-store.ts'
import { createSubjectBook, type SubjectBook } from './usage-subjects.ts'

export interface UsageEngine {
  readonly engine: SqlEngine
  readonly dialect: UsageDialect
  readonly parameter: SqlConnection['parameter']
}

/** The store on an engine, which it closes, also when it cannot be opened. */
export async function createSqlUsageStore(
  { engine, dialect, parameter }: UsageEngine,
  { clock }: { readonly clock: Clock },
): Promise<UsageStore> {
  const book = createSubjectBook()
  const calls = createStoreCalls()
  const write: InTransaction = (work) =>
    calls.write(async () => {
      try {
        return await inTransaction(engine, 'write', (database) => work({ database, parameter }).catch(throwStoreError))
      } catch (error) {
        // Numbers that were given in it are none.
        book.forget()
        throw error
      }
    })
  const read: InTransaction = (work) =>
    calls.read(() => inTransaction(engine, 'read', (database) => work({ database, parameter }).catch(throwStoreError)))
  try {
    await write((connection) => migrateUsage(connection, dialect))
  } catch (error) {
    await engine.close()
    throw toStoreError(error)
  }
  const fold = createFolding(write, read, book)
  return {
    accept: (batch) => write((connection) => acceptBatch(connection, book, batch, clock.now())),
    fold,
    async read(asked) {
      await fold()
      return read((connection) => readSums(connection, asked))
    },
    findRecords: (wanted) => read((connection) => findRecords(connection, wanted)),
    async getRecord(service, requestId): Promise<CallRecord | undefined> {
      const [found] = await read((connection) => findRecords(connection, { service, requestId, limit: 1 }))
      return found?.record
    },
    async services() {
      const rows = await read((connection) =>
        query(
          connection,
          `select name from usage_names where id in (
             select service from usage_subjects where kind = 0
             union select service from (select distinct service from usage_records) r)`,
        ),
      )
      return rows.map(({ name }) => String(name))
    },
    async prune(retention, signal) {
      await fold()
      await pruneUsage(write, clock.now(), retention, () => signal?.aborted === true)
    },
    async purge(service) {
      // What waits would come back otherwise.
      await fold()
      await purgeUsage(write, service)
    },
    async close() {
      if (await calls.close()) await engine.close()
    },
  }
}

/** One at a time; whoever asks while one is at work waits for the next one, which sees all that was there when it asked. */
function createFolding(write: InTransaction, read: InTransaction, book: SubjectBook): () => Promise<void> {
  const foldAll = async () => {
    const isAnyWaiting = async () =>
      (await read((connection) => query(connection, 'select 1 from usage_pending limit 1'))).length > 0
    while (await isAnyWaiting()) await write((connection) => foldPending(connection, book))
  }
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = () => {
    running = foldAll().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (running === undefined) return start()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return start()
      })
    return next
  }
}

async function acceptBatch(
  connection: SqlConnection,
  book: SubjectBook,
  { gateway, number, oldest, cells, records }: UsageBatch,
  now: number,
): Promise<AcceptedBatch> {
  const [row] = await query(connection, 'select applied from usage_gateways where gateway = ?', [gateway])
  const applied = row === undefined ? undefined : Number(row.applied)
  if (applied !== undefined && number <= applied) return { applied, lost: 0 }
  // A database that was lost or set back knows less than was acknowledged: the gateway says what can still come.
  const expected = applied === undefined ? (oldest ?? number) : Math.max(applied + 1, oldest ?? 0)
  if (number > expected) throw new AppError('UsageBatchMissing', { gateway, number, expected })
  await insertRecords(connection, book, records)
  if (cells.length > 0) {
    await query(connection, 'insert into usage_pending (cells, payload) values (?, ?)', [
      cells.length,
      JSON.stringify(cells),
    ])
  }
  await query(
    connection,
    `insert into usage_gateways (gateway, applied, seen_at) values (?, ?, ?)
       on conflict (gateway) do update set applied = excluded.applied, seen_at = excluded.seen_at`,
    [gateway, number, now],
  )
  return { applied: number, lost: number - (applied ?? 0) - 1 }
}
