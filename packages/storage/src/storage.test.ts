import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningStorage, startStorage } from './storage.fixture.ts'

let storage: RunningStorage
beforeAll(async () => {
  storage = await startStorage()
  expect((await storage.send('PUT', '/data?restype=container')).status).toBe(201)
})
afterAll(() => storage.close())

const blockBlob = { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'text/csv' }
const put = (path: string, body: string | Uint8Array, headers: Record<string, string | undefined> = {}) =>
  storage.send('PUT', path, { body, headers: { ...blockBlob, ...headers } })
const textOf = async (path: string, headers: Record<string, string> = {}) =>
  await (await storage.send('GET', path, { headers })).text()
const codeOf = (response: Response) => [response.status, response.headers.get('x-ms-error-code')]

describe('blobs', () => {
  it('are given back as they were put, with what is known of them', async () => {
    const made = await put('/data/a%20b.csv', 'hello world', {
      'x-ms-meta-Owner': 'me',
      'x-ms-blob-cache-control': 'no-store',
    })
    expect(made.status).toBe(201)
    const md5 = createHash('md5').update('hello world').digest('base64')
    expect(made.headers.get('content-md5')).toBe(md5)
    const read = await storage.send('GET', '/data/a%20b.csv')
    expect(await read.text()).toBe('hello world')
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'text/csv',
      'content-length': '11',
      'content-md5': md5,
      'cache-control': 'no-store',
      etag: made.headers.get('etag'),
      'x-ms-meta-owner': 'me',
      'x-ms-blob-type': 'BlockBlob',
      'x-ms-version': '2021-12-02',
      'accept-ranges': 'bytes',
    })
    const head = await storage.send('HEAD', '/data/a%20b.csv')
    expect(head.headers.get('content-length')).toBe('11')
  })

  it('are read in part', async () => {
    await put('/data/part', '0123456789')
    const read = await storage.send('GET', '/data/part', { headers: { 'x-ms-range': 'bytes=2-4' } })
    expect([read.status, read.headers.get('content-range'), await read.text()]).toEqual([206, 'bytes 2-4/10', '234'])
    expect(await textOf('/data/part', { Range: 'bytes=7-' })).toBe('789')
    expect(await textOf('/data/part', { Range: 'bytes=-2' })).toBe('89')
    expect(await textOf('/data/part', { Range: 'bytes=8-100' })).toBe('89')
    const beyond = await storage.send('GET', '/data/part', { headers: { Range: 'bytes=10-' } })
    expect(codeOf(beyond)).toEqual([416, 'InvalidRange'])
    expect(beyond.headers.get('content-range')).toBe('bytes */10')
    for (const range of ['bytes=4-2', 'bytes=--1', 'bytes=-1-3', 'lines=1-2', 'bytes=0-1,3-4']) {
      const refused = await storage.send('GET', '/data/part', { headers: { Range: range } })
      expect(codeOf(refused)).toEqual([400, 'InvalidHeaderValue'])
    }
    const hashed = await storage.send('GET', '/data/part', {
      headers: { 'x-ms-range': 'bytes=2-4', 'x-ms-range-get-content-md5': 'true' },
    })
    expect(hashed.headers.get('content-md5')).toBe(createHash('md5').update('234').digest('base64'))
  })

  it('are made of blocks in the order of the list, of which old ones may be kept', async () => {
    const id = (name: string) => encodeURIComponent(Buffer.from(name).toString('base64'))
    const stage = (name: string, body: string) => put(`/data/blocks?comp=block&blockid=${id(name)}`, body)
    const list = (...elements: [string, string][]) =>
      `<?xml version="1.0"?><BlockList>${elements.map(([kind, name]) => `<${kind}>${Buffer.from(name).toString('base64')}</${kind}>`).join('')}</BlockList>`
    expect((await stage('b', 'world')).status).toBe(201)
    await stage('a', 'hello ')
    expect(codeOf(await storage.send('GET', '/data/blocks'))).toEqual([404, 'BlobNotFound'])
    expect(
      (await storage.send('PUT', '/data/blocks?comp=blocklist', { body: list(['Latest', 'a'], ['Uncommitted', 'b']) }))
        .status,
    ).toBe(201)
    expect(await textOf('/data/blocks')).toBe('hello world')
    await stage('c', '!')
    await storage.send('PUT', '/data/blocks?comp=blocklist', {
      body: list(['Committed', 'b'], ['Latest', 'c'], ['Committed', 'b']),
    })
    expect(await textOf('/data/blocks')).toBe('world!world')
    expect(await textOf('/data/blocks', { 'x-ms-range': 'bytes=4-6' })).toBe('d!w')
    const missing = await storage.send('PUT', '/data/blocks?comp=blocklist', { body: list(['Committed', 'a']) })
    expect(codeOf(missing)).toEqual([400, 'InvalidBlockList'])
    const lists = await textOf('/data/blocks?comp=blocklist&blocklisttype=all')
    expect(lists).toContain('<CommittedBlocks><Block><Name>Yg==</Name><Size>5</Size></Block>')
    expect(lists).toContain('<UncommittedBlocks />')
    await storage.store.janitor.idle()
    expect(await textOf('/data/blocks')).toBe('world!world')
    expect(codeOf(await put('/data/blocks?comp=block&blockid=%21', 'x'))).toEqual([400, 'InvalidBlockId'])
    await stage('d', 'x')
    expect(codeOf(await stage('longer', 'x'))).toEqual([400, 'InvalidBlobOrBlock'])
    const huge = encodeURIComponent(Buffer.alloc(65).toString('base64'))
    expect(codeOf(await put(`/data/blocks?comp=block&blockid=${huge}`, 'x'))).toEqual([400, 'InvalidBlockId'])
  })

  it('are changed only where the conditions hold', async () => {
    const tag = (await put('/data/tagged', 'one')).headers.get('etag') as string
    expect(codeOf(await put('/data/tagged', 'two', { 'If-None-Match': '*' }))).toEqual([409, 'BlobAlreadyExists'])
    expect(codeOf(await put('/data/tagged', 'two', { 'If-Match': '"0x1"' }))).toEqual([412, 'ConditionNotMet'])
    expect(codeOf(await put('/data/other', 'two', { 'If-Match': '*' }))).toEqual([412, 'ConditionNotMet'])
    expect((await put('/data/tagged', 'two', { 'If-Match': tag })).status).toBe(201)
    const now = (await storage.send('HEAD', '/data/tagged')).headers
    const get = (headers: Record<string, string>) => storage.send('GET', '/data/tagged', { headers })
    expect((await get({ 'If-None-Match': now.get('etag') as string })).status).toBe(304)
    expect((await get({ 'If-Modified-Since': now.get('last-modified') as string })).status).toBe(304)
    expect((await get({ 'If-Match': tag })).status).toBe(412)
    expect((await get({ 'If-Unmodified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT' })).status).toBe(412)
    expect(codeOf(await get({ 'If-Modified-Since': 'yesterday' }))).toEqual([400, 'InvalidHeaderValue'])
  })

  it('are refused where a checksum differs', async () => {
    const wrong = createHash('md5').update('x').digest('base64')
    expect(codeOf(await put('/data/sum', 'abc', { 'Content-MD5': wrong }))).toEqual([400, 'Md5Mismatch'])
    expect(codeOf(await put('/data/sum', 'abc', { 'x-ms-blob-content-md5': wrong }))).toEqual([400, 'Md5Mismatch'])
    expect(codeOf(await put('/data/sum', 'abc', { 'Content-MD5': 'abc' }))).toEqual([400, 'InvalidMd5'])
    // The check value of CRC-64/NVME.
    const crc64 = Buffer.from('ae8b14860a799888', 'hex').reverse().toString('base64')
    expect((await put('/data/sum', '123456789', { 'x-ms-content-crc64': crc64 })).status).toBe(201)
    expect(codeOf(await put('/data/sum', '12345678', { 'x-ms-content-crc64': crc64 }))).toEqual([400, 'Crc64Mismatch'])
    expect(await textOf('/data/sum')).toBe('123456789')
  })

  it('may be empty or large', async () => {
    await put('/data/empty', '')
    expect(await textOf('/data/empty')).toBe('')
    const large = randomBytes(10_000_000)
    await put('/data/large', large)
    const read = Buffer.from(await (await storage.send('GET', '/data/large')).arrayBuffer())
    expect(read.equals(large)).toBe(true)
  })

  it('change their properties and metadata, and are copied', async () => {
    await put('/data/source', 'content', { 'x-ms-meta-a': '1' })
    expect(
      (
        await storage.send('PUT', '/data/source?comp=metadata', {
          headers: { 'x-ms-meta-b': 'zwei Ö'.normalize().replace('Ö', 'O') },
        })
      ).status,
    ).toBe(200)
    expect(
      (
        await storage.send('PUT', '/data/source?comp=properties', {
          headers: { 'x-ms-blob-content-type': 'text/plain' },
        })
      ).status,
    ).toBe(200)
    const copied = await storage.send('PUT', '/data/copy', {
      headers: { 'x-ms-copy-source': `${storage.endpoint}/data/source` },
    })
    expect([copied.status, copied.headers.get('x-ms-copy-status')]).toEqual([202, 'success'])
    await storage.send('DELETE', '/data/source')
    await storage.store.janitor.idle()
    const read = await storage.send('GET', '/data/copy')
    expect(await read.text()).toBe('content')
    expect(Object.fromEntries(read.headers)).toMatchObject({ 'content-type': 'text/plain', 'x-ms-meta-b': 'zwei O' })
    expect(read.headers.get('x-ms-meta-a')).toBeNull()
    const elsewhere = await storage.send('PUT', '/data/copy', {
      headers: { 'x-ms-copy-source': 'https://example.org/sluice/data/copy' },
    })
    expect(codeOf(elsewhere)).toEqual([404, 'CannotVerifyCopySource'])
  })

  it('are gone when they are deleted, their bytes, too', async () => {
    await put('/data/gone', 'x'.repeat(1000))
    const files = () => storage.store.database.get('SELECT count(*) AS n FROM segments')?.n
    const before = Number(files())
    expect((await storage.send('DELETE', '/data/gone')).status).toBe(202)
    expect(codeOf(await storage.send('DELETE', '/data/gone'))).toEqual([404, 'BlobNotFound'])
    await storage.store.janitor.idle()
    expect(files()).toBe(before - 1)
    expect(storage.store.database.all('SELECT * FROM garbage')).toEqual([])
  })
})

describe('containers', () => {
  it('are made once, changed and deleted', async () => {
    expect(codeOf(await storage.send('PUT', '/data?restype=container'))).toEqual([409, 'ContainerAlreadyExists'])
    expect((await storage.send('PUT', '/second?restype=container', { headers: { 'x-ms-meta-x': 'y' } })).status).toBe(
      201,
    )
    await put('/second/blob', 'x')
    expect((await storage.send('HEAD', '/second?restype=container')).headers.get('x-ms-meta-x')).toBe('y')
    expect((await storage.send('DELETE', '/second?restype=container')).status).toBe(202)
    expect(codeOf(await storage.send('GET', '/second/blob'))).toEqual([404, 'ContainerNotFound'])
    expect((await storage.send('PUT', '/second?restype=container')).status).toBe(201)
    expect(codeOf(await storage.send('GET', '/second/blob'))).toEqual([404, 'BlobNotFound'])
    await storage.store.janitor.idle()
    expect(storage.store.database.all('SELECT * FROM dropped')).toEqual([])
    await storage.send('DELETE', '/second?restype=container')
  })

  it.each(['A', 'ab', 'a--b', '-abc', 'abc-', 'a'.repeat(64), 'a_b'])('are not named %s', async (name) => {
    expect((await storage.send('PUT', `/${name}?restype=container`)).status).toBe(400)
  })

  it('are listed page by page', async () => {
    for (const name of ['list-a', 'list-b', 'list-c']) await storage.send('PUT', `/${name}?restype=container`)
    const first = await textOf('/?comp=list&prefix=list-&maxresults=2')
    expect([...first.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name)).toEqual(['list-a', 'list-b'])
    const marker = /<NextMarker>(.+)<\/NextMarker>/.exec(first)?.[1]
    const second = await textOf(`/?comp=list&prefix=list-&maxresults=2&marker=${marker}`)
    expect([...second.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name)).toEqual(['list-c'])
    expect(second).toContain('<NextMarker></NextMarker>')
  })

  it('list their blobs by prefix and delimiter', async () => {
    await storage.send('PUT', '/tree?restype=container')
    for (const name of ['a', 'b/1', 'b/2', 'b/c/3', 'd&<>', 'e']) await put(`/tree/${encodeURIComponent(name)}`, name)
    const names = (xml: string) => [...xml.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name)
    expect(names(await textOf('/tree?restype=container&comp=list'))).toEqual([
      'a',
      'b/1',
      'b/2',
      'b/c/3',
      'd&amp;&lt;&gt;',
      'e',
    ])
    expect(names(await textOf('/tree?restype=container&comp=list&delimiter=/'))).toEqual([
      'a',
      'b/',
      'd&amp;&lt;&gt;',
      'e',
    ])
    expect(names(await textOf('/tree?restype=container&comp=list&delimiter=/&prefix=b/'))).toEqual([
      'b/1',
      'b/2',
      'b/c/',
    ])
    const paged: (string | undefined)[] = []
    let marker = ''
    do {
      const page = await textOf(`/tree?restype=container&comp=list&delimiter=/&maxresults=1&marker=${marker}`)
      paged.push(...names(page))
      marker = /<NextMarker>(.+)<\/NextMarker>/.exec(page)?.[1] ?? ''
    } while (marker !== '')
    expect(paged).toEqual(['a', 'b/', 'd&amp;&lt;&gt;', 'e'])
    expect((await storage.send('GET', '/tree?restype=container&comp=list&marker=nonsense')).status).toBe(400)
  })
})

describe('the service', () => {
  it('says and keeps its properties, and lets pages of other origins in by its rules', async () => {
    expect(await textOf('/?restype=service&comp=properties')).toContain('<AllowedOrigins>*</AllowedOrigins>')
    const preflight = (origin: string) =>
      fetch(`${storage.endpoint}/data/x`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'PUT',
          'Access-Control-Request-Headers': 'x-ms-blob-type',
        },
      })
    expect((await preflight('https://a.example')).headers.get('access-control-allow-origin')).toBe('*')
    const rules =
      '<StorageServiceProperties><Cors><CorsRule><AllowedOrigins>https://b.example</AllowedOrigins><AllowedMethods>PUT</AllowedMethods><AllowedHeaders>x-ms-*</AllowedHeaders><ExposedHeaders>etag</ExposedHeaders><MaxAgeInSeconds>10</MaxAgeInSeconds></CorsRule></Cors></StorageServiceProperties>'
    expect((await storage.send('PUT', '/?restype=service&comp=properties', { body: rules })).status).toBe(202)
    expect(codeOf(await preflight('https://a.example'))).toEqual([403, 'CorsPreflightFailure'])
    const allowed = await preflight('https://b.example')
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://b.example'])
    expect(await textOf('/?restype=service&comp=properties')).toContain('https://b.example')
  })

  it('tells what it does not have', async () => {
    expect(codeOf(await storage.send('PUT', '/data/x?comp=lease'))).toEqual([501, 'NotImplemented'])
    expect(codeOf(await put('/data/x', '', { 'x-ms-blob-type': 'PageBlob' }))).toEqual([501, 'NotImplemented'])
    expect(codeOf(await storage.send('POST', '/data/x', { body: '' }))).toEqual([405, 'UnsupportedHttpVerb'])
    expect(storage.log.records.filter(({ level }) => level === 'error')).toEqual([])
  })
})
