import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '@sluice/contracts/errors'
import type { Clock } from '../clock/clock.ts'
import type { NewTask, TakenTask, WorkQueue } from './work-queue.ts'

export interface SqliteQueueOptions {
  /** Made when it is missing; several processes may open the same one. `:memory:` for a queue that need not last. */
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

/** Tasks stand in the order in which they came. A group's turn is renewed when one of its tasks is taken. */
const schema = `
  CREATE TABLE IF NOT EXISTS tasks (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    task_group TEXT NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    holder TEXT,
    held_until INTEGER
  );
  CREATE INDEX IF NOT EXISTS tasks_waiting ON tasks (task_group, ordinal) WHERE holder IS NULL;
  CREATE INDEX IF NOT EXISTS tasks_held ON tasks (task_group) WHERE holder IS NOT NULL;
  CREATE INDEX IF NOT EXISTS tasks_held_until ON tasks (held_until) WHERE holder IS NOT NULL;
  CREATE TABLE IF NOT EXISTS groups (name TEXT PRIMARY KEY, turn INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS groups_by_turn ON groups (turn);
`

/** A queue in one SQLite file: every change is on disk before it is acknowledged. @throws AppError `StoreUnavailable` */
export function openSqliteQueue(options: SqliteQueueOptions): WorkQueue {
  const { file, clock, leaseMs = defaultLeaseMs, watchEveryMs = 250 } = options
  const database = openDatabase(file)
  const statements = prepareStatements(database)
  const listeners = new Set<() => void>()
  let isClosed = false

  const inTransaction = <Result>(work: () => Result): Result => {
    if (isClosed) throw new AppError('StoreUnavailable', { reason: `${file} is closed` })
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      // What failed may have ended the transaction already, such as a full disk.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw toStoreError(error, file)
    }
  }
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const leaveGroup = (group: string) => statements.removeEmptyGroup.run(group, group)
  if (options.isOnlyProcess) inTransaction(() => statements.freeAll.run())

  const stopWatching = watch(statements.dataVersion, watchEveryMs, tell)

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
      tell()
    },
    async giveBack() {
      inTransaction(() => statements.giveBack.run(id, holder))
      tell()
    },
  })

  return {
    async add({ id, group }: NewTask) {
      inTransaction(() => {
        if (statements.add.run(id, group).changes === 1) statements.addGroup.run(group)
      })
      tell()
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
      return inTransaction(() => {
        const removed = statements.remove.get(id) as { task_group: string } | undefined
        if (removed === undefined) return false
        leaveGroup(removed.task_group)
        return true
      })
    },
    async count(group) {
      const counts = group === undefined ? statements.countAll.get() : statements.countGroup.get(group)
      const { waiting, running } = counts as { waiting: number; running: number }
      return { waiting, running }
    },
    onAdded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
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
    database.exec(schema)
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

function prepareStatements(database: DatabaseSync) {
  const counts = (where: string) =>
    `SELECT coalesce(sum(holder IS NULL), 0) AS waiting, coalesce(sum(holder IS NOT NULL), 0) AS running FROM tasks ${where}`
  return {
    dataVersion: database.prepare('PRAGMA data_version'),
    add: database.prepare('INSERT INTO tasks (id, task_group) VALUES (?, ?) ON CONFLICT (id) DO NOTHING'),
    // A new group stands behind all that wait: one that comes and goes never overtakes another twice.
    addGroup: database.prepare(
      'INSERT INTO groups (name, turn) VALUES (?, (SELECT coalesce(max(turn), 0) + 1 FROM groups)) ON CONFLICT (name) DO NOTHING',
    ),
    freeAll: database.prepare('UPDATE tasks SET holder = NULL, held_until = NULL WHERE holder IS NOT NULL'),
    freeExpired: database.prepare(
      'UPDATE tasks SET holder = NULL, held_until = NULL WHERE holder IS NOT NULL AND held_until < ?',
    ),
    next: database.prepare(`
      SELECT id, task_group, attempt FROM tasks WHERE ordinal = (
        SELECT (SELECT min(ordinal) FROM tasks WHERE task_group = groups.name AND holder IS NULL)
        FROM groups
        WHERE EXISTS (SELECT 1 FROM tasks WHERE task_group = groups.name AND holder IS NULL)
          AND (SELECT count(*) FROM tasks WHERE task_group = groups.name AND holder IS NOT NULL) < ?
        ORDER BY turn LIMIT 1
      )`),
    hold: database.prepare('UPDATE tasks SET holder = ?, held_until = ?, attempt = ? WHERE id = ?'),
    renewTurn: database.prepare('UPDATE groups SET turn = (SELECT max(turn) + 1 FROM groups) WHERE name = ?'),
    extend: database.prepare('UPDATE tasks SET held_until = ? WHERE id = ? AND holder = ?'),
    finish: database.prepare('DELETE FROM tasks WHERE id = ? AND holder = ?'),
    giveBack: database.prepare(
      'UPDATE tasks SET holder = NULL, held_until = NULL, attempt = attempt - 1 WHERE id = ? AND holder = ?',
    ),
    remove: database.prepare('DELETE FROM tasks WHERE id = ? RETURNING task_group'),
    removeEmptyGroup: database.prepare(
      'DELETE FROM groups WHERE name = ? AND NOT EXISTS (SELECT 1 FROM tasks WHERE task_group = ?)',
    ),
    countAll: database.prepare(counts('')),
    countGroup: database.prepare(counts('WHERE task_group = ?')),
  }
}

/** Looks for commits of other connections. @returns the way to stop */
function watch(dataVersion: ReturnType<DatabaseSync['prepare']>, everyMs: number, onCommit: () => void): () => void {
  let last = dataVersion.get()?.data_version
  const timer = setInterval(() => {
    const current = dataVersion.get()?.data_version
    if (current !== last) onCommit()
    last = current
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
