import { createHash } from 'node:crypto'
import pg from 'pg'
import { type Job, PgBoss } from 'pg-boss'
import { watchNotices } from '../store/postgres-notices.ts'
import { toStoreError } from '../store/store-error.ts'
import type { NewTask, TakenTask, WorkQueue } from './work-queue.ts'

export interface PostgresQueueOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  /** Made when it is missing; nothing else may be in it. Lower-case letters, digits, `_`; at most 50. */
  readonly schema: string
}

/** What a job of pg-boss carries. */
interface TaskData {
  readonly id: string
  /** Holders that were lost before it was given back. */
  readonly lost: number
}

const queueName = 'tasks'
/** The least that pg-boss takes: a holder that is silent for so long is lost. */
const leaseSeconds = 10
const connectTimeoutMs = 10_000
const sessionLimits = '-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000'
const aDay = 86_400

/** A queue in PostgreSQL, for the processes of several machines, by pg-boss. @throws AppError `StoreUnavailable` */
export async function openPostgresQueue({ url, schema }: PostgresQueueOptions): Promise<WorkQueue> {
  if (!/^[a-z_][a-z0-9_]{0,49}$/.test(schema)) throw new RangeError(`Not a schema name: ${schema}`)
  const channel = `${schema}_task`
  const connection: pg.PoolConfig = {
    connectionString: url,
    options: sessionLimits,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...connection, max: 4 })
  // A lost connection fails the call that uses it and is replaced afterwards; an error event that nobody hears would
  // end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const boss = new PgBoss({
    schema,
    db: { executeSql: (text, values) => pool.query(text, values) },
    schedule: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  // What it cannot do at an interval it does at the next; calls that are made of it fail by themselves.
  boss.on('error', () => undefined)
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  let stopWatching = async (): Promise<void> => undefined
  try {
    await boss.start()
    await boss.createQueue(queueName, {
      retryLimit: 1_000_000,
      expireInSeconds: aDay,
      retentionSeconds: 365 * aDay,
      heartbeatSeconds: leaseSeconds,
    })
    stopWatching = watchNotices(connection, channel, tell)
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined)
    await pool.end()
    throw toStoreError(error)
  }

  const inTransaction = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw toStoreError(error)
    })
    let isBroken = false
    try {
      await client.query('begin isolation level read committed')
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {
        isBroken = true
      })
      throw toStoreError(error)
    } finally {
      client.release(isBroken)
    }
  }
  const toDatabase = (client: pg.PoolClient) => ({
    executeSql: (text: string, values?: unknown[]) => client.query(text, values),
  })
  const notify = (client: pg.PoolClient) => client.query('select pg_notify($1, $2)', [channel, ''])
  const insert = (client: pg.PoolClient, { id, group }: NewTask, lost: number, priority: number) =>
    boss.send(queueName, { id, lost }, { id: toUuid(id), group: { id: group }, priority, db: toDatabase(client) })

  const hold = (job: Job<TaskData> & { readonly groupId?: string | null }): TakenTask => {
    const { id, lost } = job.data
    const group = job.groupId ?? ''
    const attempt = { id: job.id, retryCount: job.retryCount }
    const removeHeld = async (client: pg.PoolClient) =>
      isDone(await boss.deleteJob(queueName, attempt, { db: toDatabase(client) }))
    return {
      id,
      group,
      attempt: lost + job.retryCount + 1,
      extend: () =>
        inTransaction(async (client) => isDone(await boss.touch(queueName, attempt, { db: toDatabase(client) }))),
      finish: () =>
        inTransaction(async (client) => {
          if (await removeHeld(client)) await notify(client)
        }),
      giveBack: () =>
        inTransaction(async (client) => {
          if (!(await removeHeld(client))) return
          // It was the first of its group when it was taken, and is again.
          await insert(client, { id, group }, lost + job.retryCount, 1)
          await notify(client)
        }),
    }
  }

  /** Groups that this process has taken a task of since all had their turn. */
  const served = new Set<string>()
  return {
    add: (task) =>
      inTransaction(async (client) => {
        await insert(client, task, 0, 0)
        await notify(client)
      }),
    take: ({ perGroup }) =>
      inTransaction(async (client) => {
        // One at a time, or two processes could each count one less than there are.
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [channel])
        const fetch = async (ignoreGroups: readonly string[]) => {
          const options = { groupConcurrency: perGroup, ignoreGroups: [...ignoreGroups], db: toDatabase(client) }
          const [job] = await boss.fetch<TaskData>(queueName, options)
          return job as Parameters<typeof hold>[0] | undefined
        }
        let job = await fetch([...served])
        if (job === undefined && served.size > 0) {
          served.clear()
          job = await fetch([])
        }
        if (job === undefined) return undefined
        const task = hold(job)
        served.add(task.group)
        return task
      }),
    remove: (id) =>
      inTransaction(async (client) => isDone(await boss.deleteJob(queueName, toUuid(id), { db: toDatabase(client) }))),
    count: (group) =>
      inTransaction(async (client) => {
        const { rows } = await client.query<{ waiting: number; running: number }>(
          `select (count(*) filter (where state < 'active'))::int as waiting,
                  (count(*) filter (where state = 'active'))::int as running
           from ${schema}.job where name = $1 and ($2::text is null or group_id = $2)`,
          [queueName, group ?? null],
        )
        return rows[0] ?? { waiting: 0, running: 0 }
      }),
    onAdded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      listeners.clear()
      await stopWatching()
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}

/** Its types keep quiet of what its commands tell: how many jobs there were to do it to. */
const isDone = (response: object): boolean => (response as { readonly affected?: number }).affected === 1

/** pg-boss knows its jobs by UUIDs: the same one for the same id. */
function toUuid(id: string): string {
  const hash = createHash('sha256').update(id).digest('hex')
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hash.slice(0, 32))
}
