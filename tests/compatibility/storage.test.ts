import { BlobServiceClient, ContainerSASPermissions, RestError, StorageSharedKeyCredential } from '@azure/storage-blob'
import type { StorageAccount } from '@sluice/contracts'
import { createAzureBlobs, createEmbeddedClient } from '@sluice/platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeAccountClient } from '../../packages/platform/src/blobs/account-client.suite.ts'
import { describeBlobs } from '../../packages/platform/src/blobs/blobs.suite.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { findStorageLibrary, runPython } from './run-python.ts'

interface Printed {
  readonly accountName: string
  readonly accountKey: string
  readonly blobEndpoint: string
  readonly connectionString: string
  readonly containers: readonly { readonly name: string; readonly blobs: number; readonly bytes: number }[]
}

const print = (sluice: RunningSluice): Printed => JSON.parse(sluice.run('storage', '--json').stdout) as Printed
const startRole = () => startSluice({ args: ['--role', 'storage'] })
const toAccount = ({ accountName, accountKey, blobEndpoint }: Printed): StorageAccount => ({
  name: accountName,
  otherNames: [],
  key: accountKey,
  endpoint: () => blobEndpoint,
  publicEndpoint: () => blobEndpoint,
})

describeBlobs({
  name: 'blobs of the embedded account',
  async start() {
    const sluice = await startRole()
    const { accountName, accountKey, blobEndpoint, connectionString } = print(sluice)
    const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient('data')
    await container.create()
    const account = toAccount(print(sluice))
    const blobs = createAzureBlobs({ embedded: () => account })
    return {
      blobs,
      // By its name alone, as a sample gives it.
      access: { by: 'key', account: accountName, key: accountKey, container: 'data' },
      signedUrl: `${blobEndpoint}/data?${new URL(
        await container.generateSasUrl({
          permissions: ContainerSASPermissions.parse('rwl'),
          expiresOn: new Date(Date.now() + 3_600_000),
        }),
      ).search.slice(1)}`,
      async close() {
        blobs.close()
        await sluice.remove()
      },
    }
  },
})

describeAccountClient({
  name: "the owner's view of the embedded account",
  async start() {
    const sluice = await startRole()
    const account = toAccount(print(sluice))
    const blobs = createAzureBlobs({ embedded: () => account })
    return {
      client: createEmbeddedClient(account, blobs),
      async close() {
        blobs.close()
        await sluice.remove()
      },
    }
  },
})

describe('the embedded account', () => {
  let sluice: RunningSluice
  let printed: Printed
  beforeAll(async () => {
    sluice = await startRole()
    printed = print(sluice)
  })
  afterAll(() => sluice.remove())

  it("does what Azure's JavaScript library asks for", async () => {
    const service = BlobServiceClient.fromConnectionString(printed.connectionString)
    const container = service.getContainerClient('javascript')
    await container.create({ metadata: { made_by: 'js' } })
    expect(await container.createIfNotExists()).toMatchObject({ succeeded: false, errorCode: 'ContainerAlreadyExists' })
    const blob = container.getBlockBlobClient('folder/ü & b.txt')
    const bytes = Buffer.alloc(5_000_000, 'sluice')
    await blob.uploadData(bytes, {
      blockSize: 1_000_000,
      maxSingleShotSize: 1,
      concurrency: 3,
      metadata: { a: '1' },
      blobHTTPHeaders: { blobContentType: 'text/plain' },
    })
    expect((await blob.downloadToBuffer(0, undefined, { blockSize: 700_000 })).equals(bytes)).toBe(true)
    expect(await blob.getProperties()).toMatchObject({
      contentLength: 5_000_000,
      contentType: 'text/plain',
      metadata: { a: '1' },
      blobType: 'BlockBlob',
      leaseState: 'available',
    })
    const { committedBlocks = [], uncommittedBlocks = [] } = await blob.getBlockList('all')
    expect([committedBlocks.length, uncommittedBlocks.length]).toEqual([5, 0])
    const listed = []
    for await (const item of container.listBlobsFlat({ includeMetadata: true, includeUncommitedBlobs: true }))
      listed.push(item)
    expect(listed).toMatchObject([
      { name: 'folder/ü & b.txt', metadata: { a: '1' }, properties: { contentLength: 5_000_000 } },
    ])
    const copy = container.getBlockBlobClient('copy')
    await (await copy.beginCopyFromURL(blob.url)).pollUntilDone()
    expect((await copy.syncCopyFromURL(blob.url)).copyStatus).toBe('success')
    expect((await copy.downloadToBuffer()).equals(bytes)).toBe(true)
    await expect(blob.upload('x', 1, { conditions: { ifNoneMatch: '*' } })).rejects.toMatchObject({
      code: 'BlobAlreadyExists',
    })
    const error = await container
      .getBlobClient('nothing')
      .download()
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RestError)
    expect(error).toMatchObject({ statusCode: 404, code: 'BlobNotFound' })
    const wrong = new StorageSharedKeyCredential(printed.accountName, Buffer.alloc(64).toString('base64'))
    await expect(new BlobServiceClient(printed.blobEndpoint, wrong).getProperties()).rejects.toMatchObject({
      code: 'AuthenticationFailed',
    })
    expect(print(sluice).containers).toEqual([{ name: 'javascript', blobs: 2, bytes: 10_000_000 }])
    await service.deleteContainer('javascript')
  })

  const python = findStorageLibrary()
  it.skipIf('reason' in python)(
    `does what Debian's Python library asks for${'reason' in python ? ` (${python.reason})` : ''}`,
    async () => {
      const result = await runPython('command' in python ? python.command : '', 'storage.py', [
        printed.connectionString,
      ])
      expect(result).toEqual({ exitCode: 0, output: 'done\n', errors: '' })
    },
  )

  it('keeps its key out of the log, and shows its role in the status', () => {
    const { stdout, stderr } = sluice.output()
    expect(stdout + stderr).not.toContain(printed.accountKey.slice(0, 30))
    expect(sluice.status().addresses.storage).toBe(new URL(printed.blobEndpoint).origin)
    expect(sluice.run('status').stdout).toMatch(/storage +ready/)
  })
})
