import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { watchNotices } from './postgres-notices.ts'
import type { StoreTables } from './schema.ts'
import { type SqlEngine, type StatementLogOptions, statementLog } from './sql-engine.ts'
import { postgresDocuments } from './statements/document-dialect.ts'
import { toStoreError } from './store-error.ts'

export interface PostgresEngineOptions extends StatementLogOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  /** Made when it is missing; two stores of one database take two. Lower-case letters, digits, `_`; at most 50. */
  readonly schema: string
}

const connectTimeoutMs = 10_000
/** A writer that waits longer for the others gives up; one that holds them up longer is ended by the server. */
const sessionLimits = '-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000'

/**
 * One schema of a PostgreSQL database, for several machines. Writers take one lock for their transaction, so none fails
 * because another one came in between.
 * @throws AppError `StoreUnavailable`
 */
export async function openPostgresEngine(options: PostgresEngineOptions): Promise<SqlEngine> {
  if (!/^[a-z_][a-z0-9_]{0,49}$/.test(options.schema)) throw new RangeError(`Not a schema name: ${options.schema}`)
  const channel = `${options.schema}_change`
  const connection: pg.PoolConfig = {
    connectionString: options.url,
    options: `-c search_path=${options.schema} ${sessionLimits}`,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  }
  const pool = new pg.Pool({ ...connection, max: 10 })
  // A lost connection fails the call that uses it and is replaced afterwards; an error event that nobody hears would
  // end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  let folding: string | undefined
  try {
    await makeSchema(pool, options.schema)
    folding = await findFolding(pool)
  } catch (error) {
    await pool.end()
    throw toStoreError(error)
  }
  const database = new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool }), ...statementLog(options) })
  return {
    writer: database,
    reader: database,
    schema: {
      autoIncrement: 'bigint generated always as identity primary key',
      keyType: 'text collate "C"',
      toKey: (table, column) => [`alter table ${table} alter column ${column} type text collate "C"`],
    },
    dialect: postgresDocuments(folding),
    // Read committed, whatever the server's default is: reads must see what was committed while waiting for the lock.
    beginWrite: [
      'begin isolation level read committed',
      `select pg_advisory_xact_lock(hashtextextended('${channel}', 0))`,
    ],
    beginRead: ['begin isolation level repeatable read read only'],
    // An error with an SQLSTATE is the server's own word that it did not commit.
    isOutcomeUnknown: (error) => !/^[0-9A-Z]{5}$/.test(String((error as { code?: string }).code)),
    async announce(executor, changeNumber) {
      await sql`select pg_notify(${channel}, ${String(changeNumber)})`.execute(executor)
    },
    watch: (onCommit) => watchNotices(connection, channel, onCommit),
    close: () => database.destroy(),
  }
}

async function makeSchema(pool: pg.Pool, schema: string): Promise<void> {
  try {
    await pool.query(`create schema if not exists ${schema}`)
  } catch (error) {
    // Two processes that start at once may both try to make it; the loser finds it made.
    const { code } = error as { code?: string }
    if (code !== '23505' && code !== '42P06') throw error
  }
}

/** Lower case of all letters, whatever the language of the database: `C`, which many have, only knows those of ASCII. */
async function findFolding(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ name: string }>(
    `select collname as name from pg_collation where collname in ('und-x-icu', 'pg_c_utf8')
       and collencoding in (-1, (select encoding from pg_database where datname = current_database()))
     order by collname desc`,
  )
  return rows[0]?.name
}
