import { createHash } from 'node:crypto'
import pg from 'pg'
import { type Job, PgBoss } from 'pg-boss'
import type { Log } from '../log/log.ts'
import { watchNotices } from '../store/postgres-notices.ts'
import { createStoreCalls } from '../store/store-calls.ts'
import { throwStoreError, toStoreError } from '../store/store-error.ts'
import { type Claim, prepareGroups } from './postgres-groups.ts'
import { createTaskListeners } from './task-listeners.ts'
import type { TakenTask, WorkQueue } from './work-queue.ts'

export interface PostgresQueueOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  /** Made when it is missing; nothing else may be in it. Lower-case letters, digits, `_`; at most 50. */
  readonly schema: string
  readonly log: Log
  /** So long a holder may be silent; default 10 s. The clock is the server's. */
  readonly leaseMs?: number
}

/** What a job of pg-boss carries. */
interface TaskData {
  readonly id: string
}

const queueName = 'tasks'
const connectTimeoutMs = 10_000
const sessionLimits = '-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000'
/** The largest number that its column takes: losing a holder never ends a task. */
const noRetryLimit = 2_147_483_647

/** A queue in PostgreSQL, for the processes of several machines, by pg-boss. @throws AppError `StoreUnavailable` */
export async function openPostgresQueue(options: PostgresQueueOptions): Promise<WorkQueue> {
  const { url, schema, log, leaseMs = 10_000 } = options
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
  // Nothing of it runs at intervals: leases are freed by who takes, and what is done is removed at once.
  const boss = new PgBoss({
    schema,
    db: { executeSql: (text, values) => pool.query(text, values) },
    schedule: false,
    supervise: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', (error) =>
    log.warn('The queue in PostgreSQL has a fault; its calls report by themselves.', { error }),
  )
  const groups = prepareGroups(schema, queueName)
  const calls = createStoreCalls()
  const listeners = createTaskListeners()

  const transact = async <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect().catch(throwStoreError)
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
  /** Alone among all processes: two could each count one running task less than there are, or miss one just added. */
  const transactAlone = <Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> =>
    transact(async (client) => {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [channel])
      return work(client)
    })
  const notify = (client: pg.PoolClient) => client.query('select pg_notify($1, $2)', [channel, ''])

  let stopWatching = async (): Promise<void> => undefined
  try {
    await boss.start()
    await boss.createQueue(queueName, { retryLimit: noRetryLimit })
    await transactAlone(groups.create)
    stopWatching = watchNotices(connection, channel, listeners.tell)
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined)
    await pool.end()
    throw toStoreError(error)
  }

  const hold = (job: Job<TaskData>, group: string): TakenTask => {
    // pg-boss counts the claims of a job: a claim that was lost fits no longer.
    const claim: Claim = { id: job.id, retryCount: job.retryCount }
    let isGivenBack = false
    return {
      id: job.data.id,
      group,
      attempt: job.retryCount + 1,
      extend: () =>
        calls.read(async () => {
          if (isGivenBack) return false
          return transact(async (client) => isDone(await boss.touch(queueName, claim, within(client))))
        }),
      finish: () =>
        calls.write(async () => {
          if (isGivenBack) return
          await transactAlone(async (client) => {
            if (!isDone(await boss.deleteJob(queueName, claim, within(client)))) return
            await groups.leave(client, group)
            await notify(client)
          })
        }),
      giveBack: () =>
        calls.read(async () => {
          if (isGivenBack) return
          await transact(async (client) => {
            if (await groups.giveBack(client, claim)) await notify(client)
          })
          // The next claim has the same count as this one.
          isGivenBack = true
        }),
    }
  }

  return {
    add: ({ id, group }) =>
      calls.write(() =>
        transactAlone(async (client) => {
          const priority = await groups.join(client, group)
          const settings = { id: toUuid(id), group: { id: group }, priority, ...within(client) }
          const added = await boss.send(queueName, { id }, settings)
          if (added === null) await groups.leave(client, group)
          else await notify(client)
        }),
      ),
    take: ({ perGroup }) =>
      calls.write(() =>
        transactAlone(async (client) => {
          const lost = await groups.findLost(client, leaseMs)
          if (lost.length > 0) await boss.fail(queueName, lost, {}, within(client))
          const next = await groups.findNext(client, perGroup)
          if (next === undefined) return undefined
          const { name, number } = next
          const only = { minPriority: number, maxPriority: number }
          const [job] = await boss.fetch<TaskData>(queueName, { ...only, ...within(client) })
          if (job === undefined) return undefined
          await groups.renewTurn(client, name)
          return hold(job, name)
        }),
      ),
    remove: (id) =>
      calls.write(() =>
        transactAlone(async (client) => {
          const uuid = toUuid(id)
          const group = await groups.groupOf(client, uuid)
          if (group === undefined || !isDone(await boss.deleteJob(queueName, uuid, within(client)))) return false
          await groups.leave(client, group)
          await notify(client)
          return true
        }),
      ),
    count: (group) => calls.read(() => transact((client) => groups.count(client, group))),
    onAdded: (listener) => listeners.add(listener),
    async close() {
      if (!(await calls.close())) return
      listeners.clear()
      await stopWatching()
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}

/** Lets pg-boss work in a transaction of ours. */
const within = (client: pg.PoolClient) => ({
  db: { executeSql: (text: string, values?: unknown[]) => client.query(text, values) },
})

/** Its types keep quiet of what its commands tell: how many jobs there were to do it to. */
const isDone = (response: object): boolean => (response as { readonly affected?: number }).affected === 1

/** pg-boss knows its jobs by UUIDs: the same one for the same id. */
function toUuid(id: string): string {
  const hash = createHash('sha256').update(id).digest('hex')
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hash.slice(0, 32))
}
