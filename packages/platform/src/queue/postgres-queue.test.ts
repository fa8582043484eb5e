import { AppError } from '@sluice/contracts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPostgresql, startPostgresql, type TestPostgresql } from '../../../../tests/support/postgresql.ts'
import { openPostgresQueue } from './postgres-queue.ts'
import { describeQueue } from './queue.suite.ts'

const postgresql = findPostgresql()
const reason = 'reason' in postgresql ? `: skipped, ${postgresql.reason}` : ''
describe.skipIf('reason' in postgresql)(`with a PostgreSQL server${reason}`, () => {
  let server: TestPostgresql
  let schemas = 0
  beforeAll(async () => {
    if ('folder' in postgresql) server = await startPostgresql(postgresql.folder)
  })
  afterAll(() => server?.stop())

  describeQueue('PostgreSQL', async () => {
    schemas += 1
    const schema = `queue_${schemas}`
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    return {
      open: () => openPostgresQueue({ url: server.url, schema }),
      async expireLeases() {
        await client.query(`update ${schema}.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`)
        // Whoever supervises sees it within a second or two.
        for (;;) {
          const { rows } = await client.query(`select 1 from ${schema}.job where state = 'active'`)
          if (rows.length === 0) return
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      },
      async remove() {
        await client.query(`drop schema ${schema} cascade`)
        await client.end()
      },
    }
  })
})

describe('a queue in PostgreSQL', () => {
  it('says that the server cannot be reached, without the password', async () => {
    const opening = openPostgresQueue({ url: 'postgres://erika:sesame@127.0.0.1:1/x', schema: 's' })
    const error = await opening.catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(AppError)
    expect(String(error)).not.toContain('sesame')
  })
})
