import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlobAccess, BlobContainer, Blobs } from './blobs.ts'

export interface BlobsUnderTest {
  readonly name: string
  /** A storage with one empty container. */
  start(): Promise<{
    readonly blobs: Blobs
    readonly access: BlobAccess & { readonly by: 'key' }
    /** The container's address with a signature that allows all. */
    readonly signedUrl: string
    close(): Promise<void>
  }>
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
async function* chunksOf(...texts: string[]) {
  for (const text of texts) yield bytesOf(text)
}
async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** What every implementation has to do. */
export function describeBlobs({ name, start }: BlobsUnderTest): void {
  describe(name, () => {
    let started: Awaited<ReturnType<typeof start>>
    let container: BlobContainer
    beforeAll(async () => {
      started = await start()
      container = await started.blobs.openContainer(started.access)
    }, 60_000)
    afterAll(() => started.close())

    it('gives back what was written, whole or in part', async () => {
      const written = await container.write('folder/a b.csv', chunksOf('hello ', 'world'), { contentType: 'text/csv' })
      expect(written).toEqual({ path: 'folder/a b.csv', bytes: 11, tag: expect.stringMatching(/./) })
      expect(await textOf(await container.read('folder/a b.csv'))).toBe('hello world')
      expect(await textOf(await container.read('folder/a b.csv', { start: 6, length: 3 }))).toBe('wor')
      expect(await textOf(await container.read('folder/a b.csv', { start: 6 }))).toBe('world')
      expect(await container.find('folder/a b.csv')).toEqual(written)
    })

    it('writes an empty blob', async () => {
      await container.write('empty', chunksOf())
      expect((await container.find('empty'))?.bytes).toBe(0)
      expect(await textOf(await container.read('empty'))).toBe('')
    })

    it('writes and reads more than one block', async () => {
      const line = `${'x'.repeat(1023)}\n`
      async function* many() {
        for (let count = 0; count < 9; count += 1) yield bytesOf(line.repeat(1024))
      }
      const { bytes } = await container.write('large', many())
      expect(bytes).toBe(9 * 1024 * 1024)
      expect((await textOf(await container.read('large'))) === line.repeat(9 * 1024)).toBe(true)
    })

    it('makes a container where there is none, and leaves one that is there as it is', async () => {
      const made = await started.blobs.openContainer({ ...started.access, container: 'made-by-us' })
      await expect(made.find('a.csv')).rejects.toMatchObject({ code: 'BlobContainerNotFound' })
      await made.createIfMissing()
      await made.write('a.csv', chunksOf('a'))
      await made.createIfMissing()
      expect(await made.find('a.csv')).toMatchObject({ bytes: 1 })
    })

    it('makes links of a key, and of a signature the same link again', async () => {
      const link = await started.blobs.createReadLink(started.access, 'földer/a b.csv')
      expect(link.relativeLocation).toBe('data/f%C3%B6lder/a%20b.csv')
      expect(link.baseLocation).toMatch(/^https?:\/\/.*[^/]\/$/)
      expect(link.sasBlobToken).toMatch(/^\?sv=.*sr=b.*sp=r.*sig=/)
      const signed = started.blobs.locate(started.signedUrl).access
      const again = await started.blobs.createReadLink(signed, 'a.csv')
      expect(`${again.baseLocation}${again.relativeLocation}${again.sasBlobToken}`).toBe(
        started.signedUrl.replace('?', '/a.csv?'),
      )
    })

    it('lists by prefix, in order', async () => {
      for (const path of ['list/b.csv', 'list/a.csv', 'list/c/d.csv', 'other.csv']) {
        await container.write(path, chunksOf(path))
      }
      const listed = []
      for await (const entry of container.list('list/')) listed.push(entry)
      expect(listed.map(({ path, bytes }) => [path, bytes])).toEqual([
        ['list/a.csv', 10],
        ['list/b.csv', 10],
        ['list/c/d.csv', 12],
      ])
      expect(listed[0]?.tag).toBe((await container.find('list/a.csv'))?.tag)
    })

    it('writes over a blob, unless it has to be new', async () => {
      const first = await container.write('twice', chunksOf('first'))
      const second = await container.write('twice', chunksOf('second'))
      expect(second.tag).not.toBe(first.tag)
      await expect(container.write('twice', chunksOf('third'), { mustBeNew: true })).rejects.toMatchObject({
        code: 'BlobExists',
      })
      expect(await textOf(await container.read('twice'))).toBe('second')
      await container.write('once', chunksOf('new'), { mustBeNew: true })
      expect(await textOf(await container.read('once'))).toBe('new')
    })

    it('removes a blob, and none that is not there', async () => {
      await container.write('gone', chunksOf('x'))
      await container.remove('gone')
      expect(await container.find('gone')).toBeUndefined()
      await container.remove('gone')
    })

    it('writes nothing when the content fails', async () => {
      async function* failing() {
        yield bytesOf('half')
        throw new Error('the source broke')
      }
      await expect(container.write('half', failing())).rejects.toThrow('the source broke')
      expect(await container.find('half')).toBeUndefined()
      await container.write('kept', chunksOf('before'))
      await expect(container.write('kept', failing())).rejects.toThrow('the source broke')
      expect(await textOf(await container.read('kept'))).toBe('before')
    })

    const block = (number: number, series = 'ab'.repeat(16)) => ({ series, number })

    it('makes a blob of blocks in the order of the commit, each as it was sent last', async () => {
      await container.stageBlock('blocks', block(1), bytesOf('world'))
      await container.stageBlock('blocks', block(0), bytesOf('HELLO '))
      await container.stageBlock('blocks', block(0), bytesOf('hello '))
      expect(await container.find('blocks')).toBeUndefined()
      const again = await started.blobs.openContainer(started.access)
      expect((await again.commitBlocks('blocks', [block(0), block(1)])).bytes).toBe(11)
      expect(await textOf(await container.read('blocks'))).toBe('hello world')
    })

    it('commits again what was committed, and never takes blocks of others for those of a series', async () => {
      await container.stageBlock('again', block(0), bytesOf('mine'))
      await container.commitBlocks('again', [block(0)])
      await container.commitBlocks('again', [block(0)])
      expect(await textOf(await container.read('again'))).toBe('mine')
      await expect(container.commitBlocks('again', [block(0, 'cd'.repeat(16))])).rejects.toMatchObject({
        code: 'BlobBlocksLost',
      })
      expect(await textOf(await container.read('again'))).toBe('mine')
    })

    it('refuses to commit over a blob that has to be new', async () => {
      await container.write('there', chunksOf('x'))
      await container.stageBlock('there', block(0), bytesOf('y'))
      await expect(container.commitBlocks('there', [block(0)], { mustBeNew: true })).rejects.toMatchObject({
        code: 'BlobExists',
      })
    })

    it('reads only what still has the tag', async () => {
      const { tag } = await container.write('tagged', chunksOf('one'))
      expect(await textOf(await container.read('tagged', { tag }))).toBe('one')
      await container.write('tagged', chunksOf('two'))
      await expect(container.read('tagged', { tag })).rejects.toMatchObject({ code: 'BlobChanged' })
    })

    it('says what is not there', async () => {
      expect(await container.find('nothing')).toBeUndefined()
      await expect(container.read('nothing')).rejects.toMatchObject({
        code: 'BlobMissing',
        parameters: { blob: `${container.address}/nothing` },
      })
      const other = await started.blobs.openContainer({ ...started.access, container: 'not-there' })
      await expect(other.read('a')).rejects.toMatchObject({
        code: 'BlobContainerNotFound',
      })
      const list = async () => {
        for await (const _ of other.list(''));
      }
      await expect(list()).rejects.toMatchObject({ code: 'BlobContainerNotFound' })
    })

    it('refuses a wrong key', async () => {
      const wrong = await started.blobs.openContainer({
        ...started.access,
        key: Buffer.from('wrong').toString('base64'),
      })
      const error = await wrong.read('twice').catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'BlobAccessRefused' })
      // What logs show of it holds no signature of the call.
      expect(inspect(error, { depth: 10 })).not.toMatch(/SharedKey|authorization['"]?:/i)
    })

    it('refuses anybody where nothing is public', async () => {
      const nobody = await started.blobs.openContainer({ by: 'url', url: container.address })
      await expect(nobody.read('twice')).rejects.toMatchObject({ code: 'BlobAccessRefused' })
    })

    it('takes a signature instead of a key, and shows it nowhere', async () => {
      const signed = await started.blobs.openContainer({ by: 'url', url: started.signedUrl })
      expect(signed.address).toBe(container.address)
      await signed.write('signed', chunksOf('by signature'))
      expect(await textOf(await signed.read('signed'))).toBe('by signature')
      await expect(signed.read('nothing')).rejects.toThrow(`There is no blob ${container.address}/nothing.`)
    })

    it('stops when it is told to', async () => {
      const signal = AbortSignal.abort(new Error('cancelled'))
      await expect(container.read('twice', { signal })).rejects.toThrow()
      await expect(container.write('stopped', chunksOf('x'), { signal })).rejects.toThrow()
      expect(await container.find('stopped')).toBeUndefined()
    })
  })
}
