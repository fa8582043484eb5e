import { AppError } from '@sluice/contracts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPostgresql, startPostgresql, type TestPostgresql } from '../../../../tests/support/postgresql.ts'
import { createMemoryLog } from '../log/memory-log.ts'
import { openPostgresQueue } from './postgres-queue.ts'
import { describeQueue } from './queue.suite.ts'
import { describeQueueProcesses } from './queue-processes.suite.ts'

const postgresql = findPostgresql()
const reason = 'reason' in postgresql ? `: skipped, ${postgresql.reason}` : ''
describe.skipIf('reason' in postgresql)(`with a PostgreSQL server${reason}`, () => {
  let server: TestPostgresql
  let schemas = 0
  beforeAll(async () => {
    if ('folder' in postgresql) server = await startPostgresql(postgresql.folder)
  })
  afterAll(() => server?.stop())

  const leaseMs = 600_000
  const create = async () => {
    schemas += 1
    const { url } = server
    const schema = `queue_${schemas}`
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return {
      shared: { kind: 'postgres', url, schema, leaseMs } as const,
      propertyRuns: 15,
      open: () => openPostgresQueue({ url, schema, leaseMs, log: createMemoryLog() }),
      async expireLeases() {
        await client.query(`update ${schema}.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`)
      },
      async remove() {
        await client.query(`drop schema ${schema} cascade`)
        await client.end()
      },
    }
  }
  describeQueue('PostgreSQL', create)
  describeQueueProcesses('PostgreSQL', create)

  it('can be opened for the first time by several at once', async () => {
    const options = { url: server.url, schema: 'first', log: createMemoryLog() }
    const queues = await Promise.all([1, 2, 3].map(() => openPostgresQueue(options)))
    await Promise.all(queues.map((queue, index) => queue.add({ id: `${index}`, group: 'a' })))
    expect(await queues[0]?.count()).toEqual({ waiting: 3, running: 0 })
    await Promise.all(queues.map((queue) => queue.close()))
  })

  it('outlives its connections: whoever waits is told once they stand again, and calls work', async () => {
    const queue = await openPostgresQueue({ url: server.url, schema: 'lost', log: createMemoryLog() })
    await queue.add({ id: '1', group: 'a' })
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const endOthers = `select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and backend_type = 'client backend'`
    await client.query(endOthers)
    let told = 0
    queue.onAdded(() => {
      told += 1
    })
    await expect.poll(() => told, { timeout: 10_000 }).toBeGreaterThan(0)
    expect(await queue.take({ perGroup: 1 })).toMatchObject({ id: '1', attempt: 1 })
    await Promise.all([queue.close(), client.end()])
  })
})

describe('a queue in PostgreSQL', () => {
  it('says that the server cannot be reached, without the password', async () => {
    const opening = openPostgresQueue({
      url: 'postgres://erika:sesame@127.0.0.1:1/x',
      schema: 's',
      log: createMemoryLog(),
    })
    const error = await opening.catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(AppError)
    expect(String(error)).not.toContain('sesame')
  })
})
