import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Check, Finding } from './check.ts'

const connectTimeoutMs = 5_000
/** The database that is only a lock, held by the running program. */
const lockFile = 'lock.db'

/** Whether the database can be reached and is whole. */
export const checkDatabase: Check = async ({ config: { databaseUrl, dataFolder } }) => {
  if (databaseUrl !== undefined) return [await checkPostgres(databaseUrl)]
  const files = existsSync(dataFolder)
    ? readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.db') && name !== lockFile,
      )
    : []
  if (files.length === 0) return [{ state: 'ok', text: 'will be made at the first start' }]
  return files.map((name) => checkSqlite(join(dataFolder, name)))
}

function checkSqlite(file: string): Finding {
  const remedy = `Stop Sluice and restore ${file} from a backup.`
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true })
    const { quick_check: answer } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
    return answer === 'ok' ? { state: 'ok', text: file } : { state: 'fail', text: `${file}: ${answer}`, remedy }
  } catch (error) {
    return { state: 'fail', text: `${file}: ${(error as Error).message}`, remedy }
  } finally {
    database?.close()
  }
}

async function checkPostgres(url: string): Promise<Finding> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  // What breaks after the answer is of no interest any more; without a listener it would end the process.
  client.on('error', () => undefined)
  const { host } = new URL(url)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return { state: 'ok', text: `PostgreSQL ${rows[0]?.server_version ?? ''} at ${host}` }
  } catch (error) {
    return {
      state: 'fail',
      text: `PostgreSQL at ${host}: ${(error as Error).message || (error as NodeJS.ErrnoException).code}`,
      remedy: 'Start it, or correct SLUICE_DATABASE_URL.',
    }
  } finally {
    await client.end()
  }
}
