import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createBatchClient, hasEnded } from '../support/batch-client.ts'
import { startFaultyProxy } from '../support/faulty-proxy.ts'
import { waitUntil } from '../support/processes.ts'
import { startSluice } from '../support/start-sluice.ts'
import { killDuringBatch } from './kill-during-batch.ts'
import { createSeededRandom } from './seeded-random.ts'

// The long run is `npm run torture`, with the same code.

it('jobs whose processes are killed end as they should, with the same bytes', { timeout: 300_000 }, async () => {
  // With this seed few kills are enough for each of the four that can be killed to be so more than once.
  const result = await killDuringBatch({ kills: 8, seed: 20_261_130 })
  expect(result.faults).toEqual([])
  expect(Object.keys(result.victims)).toEqual(expect.arrayContaining(['management', 'ml', 'storage']))
  expect(result.finishedJobs).toBeGreaterThanOrEqual(3)
})

it('storage that fails, breaks off, is slow and ends early costs no byte', { timeout: 300_000 }, async () => {
  const token = randomBytes(16).toString('hex')
  const sluice = await startSluice({
    args: ['--role', 'ml', '--role', 'storage'],
    environment: {
      SLUICE_MANAGEMENT_TOKEN: token,
      SLUICE_BATCH_CHUNK_KILOBYTES: '4',
      SLUICE_ALLOW_LOOPBACK: 'true',
    },
  })
  try {
    const client = await createBatchClient(sluice, token)
    const address = new URL(sluice.addresses.storage ?? '')
    const random = createSeededRandom(7)
    const proxy = await startFaultyProxy({ host: address.hostname, port: Number(address.port) }, random, 0.2)
    const spoilt = client.connectionString.replace(
      /BlobEndpoint=[^;]*/,
      `BlobEndpoint=http://127.0.0.1:${proxy.port}/${client.accountName}`,
    )
    const lines = Array.from({ length: 1_500 }, (_, row) => `"row ${row}, with ""words"" of its own"\n`)
    await client.upload('in.csv', Buffer.from(`Col2\n${lines.join('')}`))
    const run = async (output: string, connectionString: string) => {
      const id = await client.submit({ input: 'in.csv', output, connectionString })
      await client.start(id)
      await waitUntil(async () => hasEnded(await client.status(id)))
      expect(await client.status(id)).toMatchObject({ StatusCode: 'Finished', Details: null })
      return client.download(output)
    }
    const expected = await run('sound.csv', client.connectionString)
    expect(expected?.length).toBeGreaterThan(lines.length)
    expect((await run('spoilt.csv', spoilt))?.equals(expected as Buffer)).toBe(true)
    expect(Object.values(proxy.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5)
    client.close()
    await proxy.close()
  } finally {
    await sluice.remove()
  }
})
