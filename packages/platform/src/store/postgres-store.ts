import { AppError } from '@sluice/contracts'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Clock } from '../clock/clock.ts'
import type { StoreTables } from './schema.ts'
import { createSqlStore } from './sql-store.ts'
import type { Store } from './store.ts'

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  readonly clock: Clock
  /** Made when it is missing; two stores of one database take two. */
  readonly schema: string
}

const reconnectMs = 1000

/** A store in PostgreSQL, for several machines. Writers wait for one another at one row, so changes are numbered in the order of their commits. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(options.schema)) throw new RangeError(`Not a schema name: ${options.schema}`)
  const channel = `${options.schema}_change`
  const connection = {
    connectionString: options.url,
    options: `-c search_path=${options.schema}`,
  }
  const pool = new pg.Pool({ ...connection, max: 10 })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  try {
    await pool.query(`create schema if not exists ${options.schema}`).catch(async (error: { code?: string }) => {
      // Two processes that start at once may both try; the loser finds it made.
      if (error.code !== '23505') throw error
    })
  } catch (error) {
    await pool.end()
    throw new AppError('StoreUnavailable', { reason: (error as Error).message }, { cause: error })
  }
  const database = new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool }) })
  return createSqlStore(
    {
      writer: database,
      reader: database,
      schema: { autoIncrement: 'bigint generated always as identity primary key', keyType: 'text collate "C"' },
      beginWrite: ['begin', `select pg_advisory_xact_lock(hashtext('${channel}'))`],
      beginRead: ['begin isolation level repeatable read read only'],
      async announce(executor, changeNumber) {
        await sql`select pg_notify(${channel}, ${String(changeNumber)})`.execute(executor)
      },
      watch: (onCommit) => listen(connection, channel, onCommit),
      close: () => database.destroy(),
    },
    options.clock,
  )
}

/** LISTEN on a connection of its own, made anew whenever it breaks. */
function listen(connection: pg.ClientConfig, channel: string, onNotice: () => void): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const connect = async () => {
    const next = new pg.Client(connection)
    client = next
    let isLost = false
    const retry = () => {
      if (isLost || isStopped) return
      isLost = true
      timer = setTimeout(() => void connect(), reconnectMs)
      timer.unref()
    }
    next.on('error', retry)
    next.on('end', retry)
    next.on('notification', onNotice)
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      // What was committed while nobody listened is found by asking once.
      onNotice()
    } catch {
      retry()
    }
  }
  void connect()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}
