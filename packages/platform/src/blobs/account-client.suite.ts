import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountClient } from './account-client.ts'

export interface AccountClientUnderTest {
  readonly name: string
  /** An account without containers. */
  start(): Promise<{ readonly client: AccountClient; close(): Promise<void> }>
}

async function* chunksOf(text: string) {
  yield new TextEncoder().encode(text)
}

/** What every implementation has to do. */
export function describeAccountClient({ name, start }: AccountClientUnderTest): void {
  describe(name, () => {
    let started: Awaited<ReturnType<typeof start>>
    beforeAll(async () => {
      started = await start()
    }, 60_000)
    afterAll(() => started.close())

    it('makes, lists and deletes containers', async () => {
      const { client } = started
      for (const container of ['aaa', 'bbb', 'ccc']) await client.createContainer(container)
      await expect(client.createContainer('aaa')).rejects.toMatchObject({ code: 'BlobContainerExists' })
      const first = await client.listContainers({ limit: 2 })
      expect(first.entries.map((entry) => entry.name)).toEqual(['aaa', 'bbb'])
      const rest = await client.listContainers({ limit: 2, marker: first.next as string })
      expect([rest.entries.map((entry) => entry.name), rest.next]).toEqual([['ccc'], undefined])
      await client.deleteContainer('ccc')
      await expect(client.deleteContainer('ccc')).rejects.toMatchObject({ code: 'BlobContainerNotFound' })
      await expect(client.openContainer('A')).rejects.toMatchObject({ code: 'BlobAddressInvalid' })
    })

    it('lists, finds and deletes blobs', async () => {
      const { client } = started
      const container = await client.openContainer('aaa')
      for (const path of ['one.csv', 'sub/b c.csv', 'sub/d.csv', 'two.csv']) {
        await container.write(path, chunksOf(path), { contentType: 'text/csv' })
      }
      const page = await client.listBlobs('aaa', { prefix: '', delimiter: '/', limit: 100 })
      expect([page.entries.map((entry) => entry.name), page.prefixes]).toEqual([['one.csv', 'two.csv'], ['sub/']])
      const flat = await client.listBlobs('aaa', { prefix: 'sub/', delimiter: '', limit: 1 })
      expect(flat.entries).toMatchObject([{ name: 'sub/b c.csv', bytes: 11, contentType: 'text/csv' }])
      const next = await client.listBlobs('aaa', {
        prefix: 'sub/',
        delimiter: '',
        limit: 1,
        marker: flat.next as string,
      })
      expect(next.entries.map((entry) => entry.name)).toEqual(['sub/d.csv'])
      expect(await client.findBlob('aaa', 'sub/b c.csv')).toEqual(flat.entries[0])
      await client.deleteBlob('aaa', 'one.csv')
      await expect(client.findBlob('aaa', 'one.csv')).rejects.toMatchObject({ code: 'BlobMissing' })
      await expect(client.deleteBlob('aaa', 'one.csv')).rejects.toMatchObject({ code: 'BlobMissing' })
      await expect(client.listBlobs('zzz', { prefix: '', delimiter: '', limit: 1 })).rejects.toMatchObject({
        code: 'BlobContainerNotFound',
      })
    })

    it('says how others open it', () => {
      const { name, key, endpoint, connectionString } = started.client.access()
      expect(connectionString).toContain(`AccountName=${name};AccountKey=${key};BlobEndpoint=${endpoint};`)
    })

    it('makes links that say what they allow', () => {
      const { client } = started
      expect(client.publicUrl('aaa', 'sub/b c.csv')).toMatch(/\/aaa\/sub\/b%20c\.csv$/)
      const token = new URLSearchParams(
        client.createSasToken({ container: 'aaa', blob: 'x', permissions: ['r'], expiresAt: Date.UTC(2040, 0, 1) }),
      )
      expect([token.get('sr'), token.get('sp'), token.get('se')?.slice(0, 10)]).toEqual(['b', 'r', '2040-01-01'])
    })
  })
}
