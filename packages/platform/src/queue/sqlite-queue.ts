import { randomUUID } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { AppError } from '@sluice/contracts/errors'
import type { Clock } from '../clock/clock.ts'
import { sqliteSchema, sqliteStatements } from './sqlite-statements.ts'
import { createTaskListeners } from './task-listeners.ts'
import type { NewTask, TakenTask, WorkQueue } from './work-queue.ts'

export interface SqliteQueueOptions {
  /** Made when it is missing; several processes may open the same one. */
  readonly file: string
  readonly clock: Clock
  /** So long a holder may be silent; default 10 s. */
  readonly leaseMs?: number
  /** No other process has it open: whoever held tasks before is gone, and they are free at once. */
  readonly isOnlyProcess?: boolean
  /** How often tasks of other processes are looked for; default 250 ms. */
  readonly watchEveryMs?: number
}

const defaultLeaseMs = 10_000
/** For a writer of another process; none of them waits for anything while it writes. */
const shortWaitMs = 10_000

/** A queue in one SQLite file: every change is on disk before it is acknowledged. @throws AppError `StoreUnavailable` */
export function openSqliteQueue(options: SqliteQueueOptions): WorkQueue {
  const { file, clock, leaseMs = defaultLeaseMs, watchEveryMs = 250 } = options
  const database = openDatabase(file)
  const statements = prepareStatements(database)
  const listeners = createTaskListeners()
  let isClosed = false

  const run = <Result>(work: () => Result): Result => {
    if (isClosed) throw new AppError('StoreUnavailable', { reason: `${file} is closed` })
    try {
      return work()
    } catch (error) {
      throw toStoreError(error, file)
    }
  }
  const transact = <Result>(work: () => Result): Result => {
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      // What failed may have ended the transaction already, such as a full disk.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
  const inTransaction = <Result>(work: () => Result): Result => run(() => transact(work))
  const leaveGroup = (group: string) => statements.removeEmptyGroup.run(group)
  if (options.isOnlyProcess) inTransaction(() => statements.freeAll.run())

  const stopWatching = watch(database.prepare('PRAGMA data_version'), watchEveryMs, listeners.tell)

  const hold = (id: string, group: string, attempt: number, holder: string): TakenTask => ({
    id,
    group,
    attempt,
    async extend() {
      return inTransaction(() => statements.extend.run(clock.now() + leaseMs, id, holder).changes === 1)
    },
    async finish() {
      inTransaction(() => {
        if (statements.finish.run(id, holder).changes === 1) leaveGroup(group)
      })
      listeners.tell()
    },
    async giveBack() {
      inTransaction(() => statements.giveBack.run(id, holder))
      listeners.tell()
    },
  })

  return {
    async add({ id, group }: NewTask) {
      inTransaction(() => {
        if (statements.add.run(id, group).changes === 1) statements.addGroup.run(group)
      })
      listeners.tell()
    },
    async take({ perGroup }) {
      return inTransaction(() => {
        const now = clock.now()
        statements.freeExpired.run(now)
        const next = statements.next.get(perGroup) as { id: string; task_group: string; attempt: number } | undefined
        if (next === undefined) return undefined
        const { id, task_group: group } = next
        const attempt = next.attempt + 1
        const holder = randomUUID()
        statements.hold.run(holder, now + leaseMs, attempt, id)
        statements.renewTurn.run(group)
        return hold(id, group, attempt, holder)
      })
    },
    async remove(id) {
      const isRemoved = inTransaction(() => {
        const removed = statements.remove.get(id) as { task_group: string } | undefined
        if (removed === undefined) return false
        leaveGroup(removed.task_group)
        return true
      })
      // One that ran makes room in its group.
      if (isRemoved) listeners.tell()
      return isRemoved
    },
    async count(group) {
      const counts = run(() => (group === undefined ? statements.countAll.get() : statements.countGroup.get(group)))
      const { waiting, running } = counts as { waiting: number; running: number }
      return { waiting, running }
    },
    onAdded: (listener) => listeners.add(listener),
    async close() {
      if (isClosed) return
      isClosed = true
      stopWatching()
      listeners.clear()
      database.close()
    },
  }
}

function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec(`PRAGMA busy_timeout = ${shortWaitMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`)
    database.exec(sqliteSchema)
    return database
  } catch (error) {
    database?.close()
    throw toStoreError(error, file)
  }
}

const toStoreError = (error: unknown, file: string): AppError =>
  error instanceof AppError
    ? error
    : new AppError('StoreUnavailable', { reason: `${file}: ${(error as Error).message}` }, { cause: error })

function prepareStatements(database: DatabaseSync): Record<keyof typeof sqliteStatements, StatementSync> {
  const prepared = Object.entries(sqliteStatements).map(([name, statement]) => [name, database.prepare(statement)])
  return Object.fromEntries(prepared)
}

/** Looks for commits of other connections. @returns the way to stop */
function watch(dataVersion: StatementSync, everyMs: number, onCommit: () => void): () => void {
  const read = () => {
    try {
      return dataVersion.get()?.data_version
    } catch {
      // Whoever is told then makes a call, which reports what is wrong with the file.
      return undefined
    }
  }
  let last = read()
  const timer = setInterval(() => {
    const current = read()
    if (current !== last) onCommit()
    last = current
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
