import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBatchClient, hasEnded } from '../support/batch-client.ts'
import { findPostgresql, startPostgresql, type TestPostgresql } from '../support/postgresql.ts'
import { childrenOf, waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

const postgresql = findPostgresql()
const reason = 'reason' in postgresql ? `: skipped, ${postgresql.reason}` : ''

describe.skipIf('reason' in postgresql)(`two ml processes on one database${reason}`, () => {
  const token = randomBytes(16).toString('hex')
  let server: TestPostgresql
  let first: RunningSluice
  let second: RunningSluice
  beforeAll(async () => {
    if (!('folder' in postgresql)) return
    server = await startPostgresql(postgresql.folder)
    const environment = {
      SLUICE_DATABASE_URL: server.url,
      SLUICE_SECRET_KEY: randomBytes(32).toString('hex'),
      SLUICE_BLOB_KEY: randomBytes(64).toString('base64'),
      SLUICE_MANAGEMENT_TOKEN: token,
      SLUICE_BATCH_CHUNK_KILOBYTES: '16',
      SLUICE_BATCH_PART_MEGABYTES: '1',
    }
    first = await startSluice({ args: ['--role', 'ml', '--role', 'storage'], environment })
    second = await startSluice({
      args: ['--role', 'ml'],
      environment: { ...environment, SLUICE_STORAGE_URL: first.addresses.storage ?? '' },
    })
  }, 120_000)
  afterAll(async () => {
    await second?.remove()
    await first?.remove()
    await server?.stop()
  })

  it('share the jobs, and when one is killed the other goes on with its work', { timeout: 240_000 }, async () => {
    const client = await createBatchClient(first, token)
    const lines = Array.from({ length: 60_000 }, (_, row) => `"row ${row}, with ""words"" of its own"\n`)
    await client.upload('in.csv', Buffer.from(`Col2\n${lines.join('')}`))
    const begin = async (output: string) => {
      const id = await client.submit({ input: 'in.csv', output })
      await client.start(id)
      return id
    }
    const finish = async (id: string, output: string) => {
      await waitUntil(async () => hasEnded(await client.status(id)))
      expect(await client.status(id)).toMatchObject({ StatusCode: 'Finished', Details: null })
      return client.download(output)
    }
    const expected = await finish(await begin('alone.csv'), 'alone.csv')
    expect(expected?.toString().split('\n').length).toBe(lines.length + 2)

    const outputs = ['1.csv', '2.csv', '3.csv', '4.csv']
    const ids = await Promise.all(outputs.map(begin))
    const isWorking = (sluice: RunningSluice) =>
      childrenOf(sluice.pidOf('ml')).some(({ command }) => command.includes('batch-worker'))
    await waitUntil(() => isWorking(first) && isWorking(second))
    await second.remove()
    const contents = await Promise.all(ids.map((id, index) => finish(id, outputs[index] as string)))
    expect(contents.map((content) => content?.equals(expected as Buffer))).toEqual(outputs.map(() => true))
    client.close()
  })
})
