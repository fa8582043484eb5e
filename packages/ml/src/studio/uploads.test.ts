import { readFile } from 'node:fs/promises'
import { listenWithNode } from '@sluice/platform'
import * as tus from 'tus-js-client'
import { afterEach, describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function start() {
  const role = await startMachineLearning()
  const server = await listenWithNode({ host: '127.0.0.1', port: 0 }, role.handle)
  closers.push(() => server.close(0))
  const path = `/studio/workspaces/${role.workspaceId}/uploads`
  const send = (method: string, target = path, headers: Record<string, string> = {}, body?: string) =>
    role.send({
      method,
      target,
      headers: Object.entries({
        Authorization: 'Bearer automation-token',
        'Tus-Resumable': '1.0.0',
        ...headers,
      }).flat(),
      ...(body === undefined ? {} : { body }),
    })
  return { ...role, path, send, url: `http://127.0.0.1:${server.port}${path}` }
}

/** Uploads with the protocol's own client. */
function upload(file: Buffer, options: Partial<tus.UploadOptions>): Promise<tus.Upload> {
  return new Promise((resolve, reject) => {
    const made = new tus.Upload(file as never, {
      retryDelays: [0, 10, 20],
      headers: { Authorization: 'Bearer automation-token' },
      metadata: { filename: 'Bücher.csv' },
      onError: reject,
      onSuccess: () => resolve(made),
      ...options,
    })
    made.start()
  })
}

const file = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))

describe('resumable uploads', () => {
  it.each([
    ['at once', {}],
    ['in pieces', { chunkSize: 64_000 }],
    ['with the creation', { uploadDataDuringCreation: true }],
    ['with POST in place of PATCH', { overridePatchMethod: true }],
  ])('arrive whole when tus-js-client sends them %s', async (_, options) => {
    const { url, send, path, datasets, workspaceId } = await start()
    const done = await upload(file, { endpoint: url, ...options })
    const id = new URL(done.url ?? '').pathname.split('/').at(-1) ?? ''
    expect((await send('GET', `${path}/${id}`)).json()).toMatchObject({
      id,
      fileName: 'Bücher.csv',
      byteLength: 300_000,
      offset: 300_000,
      isComplete: true,
    })
    expect((await readFile((await datasets.uploads.file(workspaceId, id)).path)).equals(file)).toBe(true)
  })

  it('go on where they were when a connection breaks', async () => {
    const { url, datasets, workspaceId, handle } = await start()
    let calls = 0
    const breaking = await listenWithNode({ host: '127.0.0.1', port: 0 }, (call) => {
      if (call.method === 'PATCH' && calls++ % 2 === 0) {
        const writer = call.respondStream({ status: 200, headers: [] })
        writer.abort()
      } else handle(call)
    })
    closers.push(() => breaking.close(0))
    const offsets: number[] = []
    const done = await upload(file, {
      endpoint: url.replace(/:\d+\//, `:${breaking.port}/`),
      chunkSize: 100_000,
      onChunkComplete: (_, accepted) => offsets.push(accepted),
    })
    const id = (done.url ?? '').split('/').at(-1) ?? ''
    expect(calls).toBe(6)
    expect(offsets).toEqual([100_000, 200_000, 300_000])
    expect((await datasets.uploads.find(workspaceId, id)).offset).toBe(300_000)
  })

  it('are ended by the client', async () => {
    const { url, send, path } = await start()
    const done = await upload(file, { endpoint: url })
    const id = (done.url ?? '').split('/').at(-1)
    await done.abort(true)
    expect((await send('HEAD', `${path}/${id}`)).status).toBe(404)
    expect((await send('GET', path)).json()).toEqual({ value: [] })
  })

  it('say what they can do, to anybody', async () => {
    const { path, send } = await start()
    const options = await send('OPTIONS', path)
    expect([options.status, options.header('tus-version'), options.header('tus-extension')]).toEqual([
      204,
      '1.0.0',
      'creation,creation-with-upload,expiration,termination',
    ])
    expect(options.header('tus-max-size')).toBe('100000000')
  })

  it('are refused in the words of the protocol', async () => {
    const { path, send } = await start()
    const created = await send('POST', path, { 'Upload-Length': '5', 'Upload-Metadata': 'filename YS5jc3Y=,empty' })
    expect(created.status).toBe(201)
    const item = created.header('location') ?? ''
    const head = await send('HEAD', item)
    expect(head.header('upload-metadata')).toBe('filename YS5jc3Y=,empty')
    expect([head.header('upload-offset'), head.header('upload-length'), head.header('cache-control')]).toEqual([
      '0',
      '5',
      'no-store',
    ])
    const piece = { 'Content-Type': 'application/offset+octet-stream' }
    const refusals: [number, string, string, Record<string, string>, string?][] = [
      [412, 'POST', path, { 'Tus-Resumable': '0.2.0' }],
      [400, 'POST', path, {}],
      [400, 'POST', path, { 'Upload-Length': '-1' }],
      [400, 'POST', path, { 'Upload-Length': '1e3' }],
      [413, 'POST', path, { 'Upload-Length': '100000001' }],
      [400, 'POST', path, { 'Upload-Length': '5', 'Upload-Metadata': 'filename not-base64!' }],
      [400, 'POST', path, { 'Upload-Length': '5', 'Upload-Metadata': 'a YQ==,a YQ==' }],
      [415, 'PATCH', item, { 'Upload-Offset': '0', 'Content-Type': 'text/plain' }, 'hello'],
      [400, 'PATCH', item, piece, 'hello'],
      [409, 'PATCH', item, { ...piece, 'Upload-Offset': '1' }, 'hell'],
      [400, 'PATCH', item, { ...piece, 'Upload-Offset': '0' }, 'hello!'],
      [404, 'PATCH', `${path}/${'0'.repeat(32)}`, { ...piece, 'Upload-Offset': '0' }, 'hello'],
      [404, 'HEAD', `${path}/..%2f..%2fdata`, {}],
    ]
    for (const [status, method, target, headers, body] of refusals) {
      const answer = await send(method, target, headers, body)
      expect([method, headers, answer.status, answer.header('tus-resumable')]).toEqual([
        method,
        headers,
        status,
        '1.0.0',
      ])
    }
    expect((await send('PATCH', item, { ...piece, 'Upload-Offset': '0' }, 'hello')).header('upload-offset')).toBe('5')
  })

  it('are refused to those who bring no token', async () => {
    const { path, url } = await start()
    const answer = await fetch(url, { method: 'POST', headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '1' } })
    expect([path.endsWith('/uploads'), answer.status]).toEqual([true, 401])
  })
})
