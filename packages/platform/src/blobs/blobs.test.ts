import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ContainerClient, ContainerSASPermissions, StorageSharedKeyCredential } from '@azure/storage-blob'
import { describe, expect, it } from 'vitest'
import { createAzureBlobs } from './azure-blobs.ts'
import { azuriteAccount, azuriteKey, startAzurite } from './azurite.fixture.ts'
import { describeBlobs } from './blobs.suite.ts'
import { createMemoryBlobs } from './memory-blobs.ts'

describeBlobs({
  name: 'blobs in memory',
  async start() {
    const address = 'https://someaccount.blob.core.windows.net/data'
    return {
      blobs: createMemoryBlobs({ containers: [address], keys: { someaccount: azuriteKey } }),
      access: { by: 'key', account: 'someaccount', key: azuriteKey, container: 'data' },
      signedUrl: `${address}?sv=2020&sig=x`,
      close: async () => {},
    }
  },
})

describeBlobs({
  name: 'blobs of a storage service',
  async start() {
    const azurite = await startAzurite()
    const blobs = createAzureBlobs({ allowLoopback: true })
    const url = `${azurite.serviceUrl}/data`
    const client = new ContainerClient(url, new StorageSharedKeyCredential(azuriteAccount, azuriteKey))
    await client.create()
    const signedUrl = await client.generateSasUrl({
      permissions: ContainerSASPermissions.parse('rwl'),
      expiresOn: new Date(Date.now() + 3_600_000),
    })
    return {
      blobs,
      access: { by: 'key', account: azurite.serviceUrl, key: azuriteKey, container: 'data' },
      signedUrl,
      async close() {
        blobs.close()
        await azurite.close()
      },
    }
  },
})

describe('a link that is signed with a key', () => {
  it('is read by a plain GET', async () => {
    const azurite = await startAzurite()
    const blobs = createAzureBlobs({ allowLoopback: true })
    const access = { by: 'key', account: azurite.serviceUrl, key: azuriteKey, container: 'links' } as const
    const container = await blobs.openContainer(access)
    await container.createIfMissing()
    async function* content() {
      yield new TextEncoder().encode('x\n1\n')
    }
    await container.write('földer/a +b.csv', content())
    const link = await blobs.createReadLink(access, 'földer/a +b.csv')
    const read = (token: string) => fetch(`${link.baseLocation}${link.relativeLocation}${token}`)
    expect(await (await read(link.sasBlobToken)).text()).toBe('x\n1\n')
    expect((await read(link.sasBlobToken.replace(/sp=r/, 'sp=rw'))).status).toBe(403)
    blobs.close()
    await azurite.close()
  }, 60_000)
})

describe('the addresses that a storage may be at', () => {
  const reach = async (account: string, options: Parameters<typeof createAzureBlobs>[0]) => {
    const blobs = createAzureBlobs(options)
    try {
      const container = await blobs.openContainer({ by: 'key', account, key: azuriteKey, container: 'data' })
      await container.read('secret')
    } finally {
      blobs.close()
    }
  }

  it.each(['http://127.0.0.1:1/a', 'http://[::1]:1/a', 'http://169.254.169.254/a', 'http://2130706433/a'])(
    'are not %s',
    async (account) => {
      await expect(reach(account, {})).rejects.toMatchObject({ code: 'OutgoingAddressRefused' })
    },
  )

  it('are judged by what a name stands for at the moment of the connection', async () => {
    const resolve = async () => ['198.51.100.7', '169.254.169.254']
    await expect(reach('http://storage.test/a', { resolve })).rejects.toMatchObject({
      code: 'OutgoingAddressRefused',
      message: expect.stringContaining('its host is at 169.254.169.254, and it is the address of cloud metadata'),
    })
  })
})

describe('a body whose connection breaks', () => {
  it('is a failure of the storage, not work that was called off', async () => {
    const server = createServer((_, response) => {
      response.writeHead(206, { 'content-length': '100', 'content-range': 'bytes 0-99/100', etag: '"1"' })
      response.write('ten bytes ', () => response.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const blobs = createAzureBlobs({ allowLoopback: true })
    const { port } = server.address() as AddressInfo
    const container = await blobs.openContainer({ by: 'url', url: `http://127.0.0.1:${port}/account/data?sig=x` })
    const read = async () => {
      for await (const _ of await container.read('in.csv', { length: 100 }));
    }
    await expect(read()).rejects.toMatchObject({ code: 'BlobStorageFailed' })
    blobs.close()
    await new Promise((resolve) => server.close(resolve))
  })
})
