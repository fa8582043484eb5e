import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFixedClock, createMemoryCall } from '@sluice/platform'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import { openUploads } from './upload-files.ts'

const workspaceId = 'a'.repeat(32)
const day = 86_400_000

describe('uploads', () => {
  let folder: string
  const clock = createFixedClock()
  const random = createSeededRandom(3)
  const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'uploads-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const start = (maxBytes = 1_000_000) => openUploads({ folder, clock, randomBytes, maxBytes })
  const bodyOf = (...pieces: (string | Uint8Array)[]) => createMemoryCall({ method: 'PATCH', body: pieces }).call.body
  const begin = async (byteLength: number, metadata = {}) => {
    const uploads = await start()
    return { uploads, upload: await uploads.create({ workspaceId, byteLength, metadata }) }
  }

  it('come in pieces and go on after a restart where they were', async () => {
    const { uploads, upload } = await begin(11, { filename: 'a.csv' })
    expect((await uploads.append(upload, 0, bodyOf('hello', ' '))).offset).toBe(6)
    await expect(uploads.file(workspaceId, upload.id)).rejects.toThrow('is not complete: 6 of 11 bytes are here.')
    const again = await start()
    const found = await again.find(workspaceId, upload.id)
    expect(found).toMatchObject({ offset: 6, byteLength: 11, metadata: { filename: 'a.csv' } })
    await again.append(found, 6, bodyOf('world'))
    const { path } = await again.file(workspaceId, upload.id)
    expect(await readFile(path, 'utf8')).toBe('hello world')
  })

  it('refuse another place than where they are, and name it', async () => {
    const { uploads, upload } = await begin(11)
    await uploads.append(upload, 0, bodyOf('hello'))
    await expect(uploads.append(upload, 0, bodyOf('hello'))).rejects.toThrow('stands at byte 5, not at 0.')
    await expect(uploads.append(upload, 7, bodyOf('x'))).rejects.toThrow('stands at byte 5, not at 7.')
  })

  it('take no more than was announced, and keep what came before', async () => {
    const { uploads, upload } = await begin(4)
    await expect(uploads.append(upload, 0, createMemoryCall({ body: 'hello' }).call.body)).rejects.toThrow('More bytes')
    await expect(uploads.append(upload, 0, bodyOf('hel', 'lo'))).rejects.toThrow('More bytes')
    expect((await uploads.find(workspaceId, upload.id)).offset).toBeLessThanOrEqual(4)
    const large = start(10).then((small) => small.create({ workspaceId, byteLength: 11, metadata: {} }))
    await expect(large).rejects.toThrow('at most 10 bytes')
  })

  it('forget bytes that were written and never acknowledged', async () => {
    const { uploads, upload } = await begin(6)
    await uploads.append(upload, 0, bodyOf('abc'))
    // As after a kill between the writing and the noting.
    await writeFile(join(folder, upload.id, 'data'), 'abcGARBAGE')
    const again = await start()
    await again.append(await again.find(workspaceId, upload.id), 3, bodyOf('def'))
    expect(await readFile(join(folder, upload.id, 'data'), 'utf8')).toBe('abcdef')
  })

  it('belong to their workspace, and to no path', async () => {
    const { uploads, upload } = await begin(1)
    await expect(uploads.find('b'.repeat(32), upload.id)).rejects.toThrow('There is no upload')
    for (const id of ['..', '../x', '.', '', 'A'.repeat(32), `${upload.id}/..`]) {
      await expect(uploads.find(workspaceId, id)).rejects.toThrow('There is no upload')
      await expect(uploads.remove(workspaceId, id)).rejects.toThrow('There is no upload')
    }
  })

  it('expire a day after their last byte, but not while they are needed', async () => {
    const { uploads, upload } = await begin(2)
    clock.advance(day - 1)
    await uploads.append(upload, 0, bodyOf('a'))
    clock.advance(day - 1)
    expect(await uploads.sweep(() => false)).toBe(0)
    clock.advance(1)
    await expect(uploads.find(workspaceId, upload.id)).rejects.toThrow('may have expired')
    expect(await uploads.sweep(() => true)).toBe(0)
    expect(await uploads.sweep(() => false)).toBe(1)
    expect(await readdir(folder)).toEqual([])
  })

  it('leave nothing of what a kill broke off while they were made or removed', async () => {
    await writeFile(join(folder, '.new-abc'), '')
    await writeFile(join(folder, '.gone-abc'), '')
    await start()
    expect(await readdir(folder)).toEqual([])
  })

  it('go over to the call that came last', async () => {
    const { uploads, upload } = await begin(10)
    let sink: { onData(chunk: Uint8Array): void } | undefined
    const stalled = {
      length: undefined,
      bytes: async () => new Uint8Array(),
      flow: (given: typeof sink) => {
        sink = given
        return { pause() {}, resume() {}, cancel() {} }
      },
    }
    const first = uploads.append(upload, 0, stalled)
    first.catch(() => undefined)
    while (sink === undefined) await new Promise((resolve) => setImmediate(resolve))
    sink.onData(Buffer.from('abc'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    // What the first call brought by now is kept; the second is told where it stands.
    await expect(uploads.append(upload, 0, bodyOf('x'))).rejects.toThrow('stands at byte 3, not at 0.')
    await expect(first).rejects.toThrow('Another call goes on')
    await uploads.append(upload, 3, bodyOf('defghij'))
    const { path } = await uploads.file(workspaceId, upload.id)
    expect(await readFile(path, 'utf8')).toBe('abcdefghij')
  })

  it('hold the same bytes however they were cut', async () => {
    const uploads = await start()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }), async (pieces) => {
        const whole = Buffer.concat(pieces)
        let upload = await uploads.create({ workspaceId, byteLength: whole.length, metadata: {} })
        for (const piece of pieces) upload = await uploads.append(upload, upload.offset, bodyOf(piece))
        const { path } = await uploads.file(workspaceId, upload.id)
        expect((await readFile(path)).equals(whole)).toBe(true)
      }),
      { seed: 5, numRuns: 30 },
    )
  })
})
