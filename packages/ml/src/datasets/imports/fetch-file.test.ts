import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryOutgoing } from '@sluice/platform'
import { afterAll, describe, expect, it } from 'vitest'
import { createFetchFile } from './fetch-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'sluice-fetch-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

let count = 0
const nextPath = () => join(folder, String(count++))
const address = 'https://example.org/a.csv?signature=secret'
const { signal } = new AbortController()
const fetchWith = (answer: () => Response, maxBytes = 20_000_000) =>
  createFetchFile(createMemoryOutgoing(answer), maxBytes)

const pieces = (length: number, times: number) => {
  let sent = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      if (sent > times) controller.close()
      else controller.enqueue(new Uint8Array(length))
    },
  })
}

describe('a file at an address', () => {
  it('may be larger than other answers, and tells how far it has come', async () => {
    const path = nextPath()
    const told: { bytesRead: number; totalBytes: number }[] = []
    const fetchFile = fetchWith(
      () => new Response(pieces(1_000_000, 18), { headers: { 'content-length': '18000000' } }),
    )
    await fetchFile(address, path, { signal, onProgress: (progress) => told.push(progress) })
    expect((await stat(path)).size).toBe(18_000_000)
    expect(told).toHaveLength(18)
    expect(told[4]).toEqual({ bytesRead: 5_000_000, totalBytes: 18_000_000, rowsRead: 0 })
  })

  it('may not be larger than an upload', async () => {
    const fetchFile = fetchWith(() => new Response(pieces(1000, 100)), 50_000)
    await expect(fetchFile(address, nextPath(), { signal })).rejects.toMatchObject({ code: 'UploadTooLarge' })
  })

  it('says what is answered in its place, without what may be secret', async () => {
    const fetchFile = fetchWith(() => new Response('gone', { status: 410 }))
    await expect(fetchFile(address, nextPath(), { signal })).rejects.toThrow(
      'The file at https://example.org/a.csv could not be fetched: it answered 410.',
    )
  })

  it('is given up when the import is', async () => {
    const stop = new AbortController()
    const fetchFile = fetchWith(() => new Response(pieces(1000, 1000)))
    const fetched = fetchFile(address, nextPath(), {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    })
    await expect(fetched).rejects.toThrow('enough')
  })
})
