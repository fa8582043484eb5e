import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createAccountSasToken, createSasToken, type SasPermission, toServiceSasTexts } from '@sluice/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningStorage, signText, startStorage, testAccount, testKey } from './storage.fixture.ts'

let storage: RunningStorage
beforeAll(async () => {
  storage = await startStorage({ pace: { graceMs: 300, bytesPerSecond: 1_000_000 }, otherNames: ['tutorial'] })
  for (const name of ['data', 'other']) await storage.send('PUT', `/${name}?restype=container`)
  await storage.send('PUT', '/data/blob', { body: 'content', headers: blockBlob })
  await storage.send('PUT', '/other/blob', { body: 'secret', headers: blockBlob })
})
afterAll(() => storage.close())

const blockBlob = { 'x-ms-blob-type': 'BlockBlob' }
const hour = 3_600_000
const codeOf = (response: Response) => [response.status, response.headers.get('x-ms-error-code')]
const container = () => storage.store.database.all('SELECT name FROM blobs ORDER BY name').map(({ name }) => name)
/** Files with content on the disk. */
const filesOf = () =>
  readdirSync(join(storage.folder, 'content'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )

describe('a key', () => {
  it('has to be the right one', async () => {
    const refused = await storage.send('GET', '/data/blob', { key: randomBytes(64).toString('base64') })
    expect(codeOf(refused)).toEqual([403, 'AuthenticationFailed'])
    const text = await refused.text()
    expect(text).toContain('<AuthenticationErrorDetail>')
    expect(text).not.toContain(testKey.slice(0, 20))
  })

  it('signs the whole request', async () => {
    const date = new Date().toUTCString()
    const signed = { 'x-ms-date': date, 'x-ms-version': '2021-12-02' }
    const good = await storage.send('GET', '/data/blob', { headers: signed })
    expect(good.status).toBe(200)
    const authorization = 'SharedKey sluice:AAAA'
    for (const value of [authorization, 'SharedKey other:AAAA', 'Basic abc', 'SharedKey sluice', 'Bearer x']) {
      const refused = await fetch(`${storage.endpoint}/data/blob`, { headers: { ...signed, authorization: value } })
      expect([400, 403]).toContain(refused.status)
    }
    expect(codeOf(await fetch(`${storage.endpoint}/data/blob`))).toEqual([401, 'NoAuthenticationInformation'])
  })

  it.each([-16, 16])('is not taken with a date that is %i minutes off', async (minutes) => {
    const date = new Date(Date.now() + minutes * 60_000).toUTCString()
    const refused = await storage.send('GET', '/data/blob', { headers: { 'x-ms-date': date } })
    expect(codeOf(refused)).toEqual([403, 'AuthenticationFailed'])
  })

  it.each([-14, 14])('is taken with a date that is %i minutes off', async (minutes) => {
    const date = new Date(Date.now() + minutes * 60_000).toUTCString()
    expect((await storage.send('GET', '/data/blob', { headers: { 'x-ms-date': date } })).status).toBe(200)
  })

  it('is taken in the short form and in old versions', async () => {
    expect((await storage.send('GET', '/data/blob', { scheme: 'SharedKeyLite' })).status).toBe(200)
    for (const version of ['2009-09-19', '2012-02-12', '2014-02-14', '2015-02-21', '2025-01-05']) {
      const headers = { 'x-ms-version': version, ...blockBlob }
      expect((await storage.send('PUT', '/data/empty', { headers, body: '' })).status).toBe(201)
    }
  })
})

describe('a signature', () => {
  const tokenFor = (options: { blob?: string; permissions?: SasPermission[]; expiresAt?: number; startsAt?: number }) =>
    createSasToken(
      { account: testAccount, container: 'data', permissions: ['r'], expiresAt: Date.now() + hour, ...options },
      signText,
    )
  const get = (path: string, token: string, init: RequestInit = {}) =>
    fetch(`${storage.endpoint}${path}?${token}`, init)

  it('opens its blob, or its container, and nothing else', async () => {
    const token = tokenFor({ blob: 'blob' })
    expect(await (await get('/data/blob', token)).text()).toBe('content')
    expect((await get('/other/blob', token)).status).toBe(403)
    expect((await get('/data/empty', token)).status).toBe(403)
    const all = tokenFor({ permissions: ['r', 'l'] })
    expect((await get('/data/empty', all)).status).toBe(200)
    expect((await get('/other/blob', all)).status).toBe(403)
    expect((await get('/data', `restype=container&comp=list&${all}`)).status).toBe(200)
    expect(codeOf(await get('/data', `restype=container&comp=list&${tokenFor({})}`))).toEqual([
      403,
      'AuthorizationPermissionMismatch',
    ])
    expect(codeOf(await get('/data', `restype=container&${all}`))).toEqual([403, 'AuthorizationPermissionMismatch'])
    expect((await get('/', `comp=list&${all}`)).status).toBe(403)
  })

  it('ends at its time and begins not before', async () => {
    expect(codeOf(await get('/data/blob', tokenFor({ expiresAt: Date.now() - 1000 })))).toEqual([
      403,
      'AuthenticationFailed',
    ])
    expect(codeOf(await get('/data/blob', tokenFor({ startsAt: Date.now() + hour })))).toEqual([
      403,
      'AuthenticationFailed',
    ])
  })

  it.each([
    ['sp', 'racwdl'],
    ['se', '2099-01-01T00:00:00Z'],
    ['sr', 'c'],
    ['sv', '2018-03-28'],
    ['sip', '127.0.0.1'],
    ['rsct', 'text/html'],
    ['st', '2001-01-01'],
  ])('that is altered in %s is refused', async (name, value) => {
    const query = new URLSearchParams(tokenFor({ blob: 'blob' }))
    query.set(name, value)
    expect((await get('/data/blob', query.toString())).status).toBe(403)
  })

  it('with a field twice is refused', async () => {
    expect((await get('/data/blob', `${tokenFor({ blob: 'blob' })}&sp=racwdl`)).status).toBe(400)
    expect((await get('/data/blob', `${tokenFor({ blob: 'blob' })}&SP=racwdl`)).status).toBe(400)
  })

  it('is not mixed with a key', async () => {
    const refused = await get('/data/blob', tokenFor({}), {
      headers: { authorization: `SharedKey ${testAccount}:AAAA` },
    })
    expect(codeOf(refused)).toEqual([400, 'InvalidAuthenticationInfo'])
  })

  it('lets write only what it says', async () => {
    const put = (blob: string, permissions: SasPermission[], method = 'PUT') =>
      get(`/data/${blob}`, tokenFor({ permissions }), {
        method,
        headers: blockBlob,
        ...(method === 'PUT' && { body: 'x' }),
      })
    expect(codeOf(await put('made', ['r', 'l', 'd']))).toEqual([403, 'AuthorizationPermissionMismatch'])
    expect((await put('made', ['c'])).status).toBe(201)
    expect(codeOf(await put('made', ['c']))).toEqual([403, 'AuthorizationPermissionMismatch'])
    expect((await put('made', ['w'])).status).toBe(201)
    expect((await put('made', ['w'], 'DELETE')).status).toBe(403)
    expect((await put('made', ['d'], 'DELETE')).status).toBe(202)
  })

  it.each(['2009-09-19', '2012-02-12', '2013-08-15', '2015-04-05', '2018-11-09', '2020-12-06', '2024-08-04'])(
    'of version %s is taken',
    async (version) => {
      const fields = new Map([
        ['sr', 'b'],
        ['sv', version],
        ['st', '2013-08-16'],
        ['se', '2099-08-17T22:18Z'],
        ['sp', 'r'],
      ])
      if (version === '2009-09-19') fields.delete('sv')
      const [text = ''] = toServiceSasTexts(fields, testAccount, 'data', 'blob')
      fields.set('sig', signText(text))
      expect(await (await get('/data/blob', new URLSearchParams([...fields]).toString())).text()).toBe('content')
    },
  )

  it('may be for other addresses or protocols only, and set headers', async () => {
    const make = (extra: Record<string, string>) => {
      const fields = new Map(Object.entries({ sv: '2020-12-06', sr: 'b', se: '2099-01-01', sp: 'r', ...extra }))
      fields.set('sig', signText(toServiceSasTexts(fields, testAccount, 'data', 'blob')[0] ?? ''))
      return new URLSearchParams([...fields]).toString()
    }
    expect(codeOf(await get('/data/blob', make({ sip: '10.0.0.1-10.0.0.9' })))).toEqual([
      403,
      'AuthorizationSourceIPMismatch',
    ])
    expect((await get('/data/blob', make({ sip: '127.0.0.0-127.0.0.9' }))).status).toBe(200)
    expect(codeOf(await get('/data/blob', make({ spr: 'https' })))).toEqual([403, 'AuthorizationProtocolMismatch'])
    const named = await get('/data/blob', make({ rscd: 'attachment; filename=a.csv', rsct: 'text/plain' }))
    expect([named.headers.get('content-disposition'), named.headers.get('content-type')]).toEqual([
      'attachment; filename=a.csv',
      'text/plain',
    ])
    expect((await get('/data/blob', make({ rscd: 'a\r\nSet-Cookie: x=y' }))).status).toBe(400)
  })

  it('may lean on a policy of the container, which can be withdrawn', async () => {
    const policies = (content: string) =>
      storage.send('PUT', '/data?restype=container&comp=acl', {
        body: `<SignedIdentifiers>${content}</SignedIdentifiers>`,
      })
    const fields = new Map(Object.entries({ sv: '2020-12-06', sr: 'c', si: 'readers' }))
    fields.set('sig', signText(toServiceSasTexts(fields, testAccount, 'data', '')[0] ?? ''))
    const token = new URLSearchParams([...fields]).toString()
    expect((await get('/data/blob', token)).status).toBe(403)
    await policies(
      '<SignedIdentifier><Id>readers</Id><AccessPolicy><Expiry>2099-01-01</Expiry><Permission>r</Permission></AccessPolicy></SignedIdentifier>',
    )
    expect((await get('/data/blob', token)).status).toBe(200)
    await policies('')
    expect((await get('/data/blob', token)).status).toBe(403)
  })

  it('for the account opens what it says of it', async () => {
    const token = createAccountSasToken(
      { account: testAccount, permissions: ['r', 'l'], expiresAt: Date.now() + hour },
      signText,
    )
    expect((await get('/other/blob', token)).status).toBe(200)
    expect((await get('/', `comp=list&${token}`)).status).toBe(200)
    expect((await get('/made-by?restype=container', token.replace('?', '&'))).status).not.toBe(201)
    const altered = token.replace('sp=rl', 'sp=rwdl')
    expect((await get('/other/blob', altered)).status).toBe(403)
  })

  it('does not let copy what it does not let read', async () => {
    const target = `${storage.endpoint}/data/stolen?${tokenFor({ permissions: ['w', 'c', 'r'] })}`
    const copy = (source: string) => fetch(target, { method: 'PUT', headers: { 'x-ms-copy-source': source } })
    expect((await copy(`${storage.endpoint}/other/blob`)).status).toBe(404)
    expect((await copy(`/sluice/other/blob`)).status).toBe(404)
    expect((await copy(`${storage.endpoint}/data/blob?${tokenFor({ blob: 'blob' })}`)).status).toBe(202)
  })
})

describe('a name', () => {
  const token = () =>
    createSasToken(
      { account: testAccount, container: 'data', permissions: ['r', 'w'], expiresAt: Date.now() + hour },
      signText,
    )
  /** The path goes out as it is written. */
  const putRaw = (path: string, headers: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: storage.port,
          method: 'PUT',
          path: `${path}?${token()}`,
          headers: { ...blockBlob, 'Content-Length': '1', ...headers },
        },
        (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        },
      )
      sent.on('error', reject)
      sent.end('x')
    })

  it.each([
    '/sluice/data/../other/x',
    '/sluice/data/..%2fother%2fx',
    '/sluice/data/%2e%2e/x',
    '/sluice/data/a/./b',
    '/sluice/data/a%00b',
    '/sluice/data/a%0d%0ab',
    '/sluice/data/%ff',
    '/sluice/data/%',
    '/sluice//data/x',
    '/sluice/../etc/passwd',
    `/sluice/data/${'a'.repeat(1025)}`,
    `/sluice/data/${'a/'.repeat(255)}b`,
  ])('like %s is refused', async (path) => {
    const before = container()
    expect(await putRaw(path)).toBeGreaterThanOrEqual(400)
    expect(container()).toEqual(before)
  })

  it.each([
    [`/sluice/data/${'n'.repeat(1024)}`, 'n'.repeat(1024)],
    ['/sluice/data/a%2Fb%2Fc', 'a/b/c'],
    ['/sluice/data/..a/b..', '..a/b..'],
    ['/sluice/data/%C3%BC%20%26%20%F0%9F%98%80', 'ü & 😀'],
    ['/sluice/data//double', '/double'],
  ])('like %s is kept as it is meant', async (path, name) => {
    expect(await putRaw(path)).toBe(201)
    expect(container()).toContain(name)
  })

  it.each([
    ['sluice.blob.core.windows.net', '/data/by-host'],
    ['sluice.localhost:10000', '/data/by-host'],
    ['127.0.0.1', '/sluice/data/by-host'],
    ['anything.example', '/sluice/data/by-host'],
  ])('may have the account in the host %s or in the path', async (host, path) => {
    expect(await putRaw(path, { Host: host })).toBe(201)
  })

  it('of another account is not known', async () => {
    expect(await putRaw('/nobody/data/x')).toBe(404)
    expect(await putRaw('/data/x', { Host: 'nobody.blob.core.windows.net' })).toBe(404)
  })
})

describe('a body', () => {
  it('that expands is refused', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><BlockList><Latest>&b;</Latest></BlockList>`
    const external = `<!DOCTYPE l SYSTEM "file:///etc/passwd"><BlockList/>`
    const undefinedEntity = `<BlockList><Latest>&b;</Latest></BlockList>`
    const deep = `<BlockList>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</BlockList>`
    for (const body of [bomb, external, undefinedEntity, deep, '<BlockList>', 'nothing', '<Other/>', '']) {
      const refused = await storage.send('PUT', '/data/bomb?comp=blocklist', { body })
      expect(codeOf(refused)).toEqual([400, 'InvalidXmlDocument'])
    }
    const many = `<BlockList>${'<Latest>AA==</Latest>'.repeat(50_001)}</BlockList>`
    expect(codeOf(await storage.send('PUT', '/data/bomb?comp=blocklist', { body: many }))).toEqual([
      400,
      'BlockListTooLong',
    ])
  })

  /** Sends a head, then what `write` sends; resolves to what came back until the connection ended. */
  const rawPut = (
    path: string,
    length: number,
    write: (send: (bytes: string | Uint8Array) => void, end: () => void) => void,
  ) =>
    new Promise<string>((resolve) => {
      const token = createSasToken(
        { account: testAccount, container: 'data', permissions: ['w'], expiresAt: Date.now() + hour },
        signText,
      )
      const socket = connect(storage.port, '127.0.0.1')
      let got = ''
      socket.on('data', (bytes) => {
        got += bytes.toString('latin1')
        if (got.includes('\r\n\r\n')) socket.destroy()
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(got))
      socket.write(
        `PUT ${path}?${token} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-ms-blob-type: BlockBlob\r\nContent-Length: ${length}\r\n\r\n`,
      )
      write(
        (bytes) => void socket.write(bytes),
        () => void socket.end(),
      )
    })

  it('that comes too slowly is cut off, and nothing of it is kept', async () => {
    const before = filesOf().length
    let timer: NodeJS.Timeout | undefined
    const answer = await rawPut('/sluice/data/slow', 1000, (send) => {
      timer = setInterval(() => send('x'), 20)
    })
    clearInterval(timer)
    expect(answer).toContain('OperationTimedOut')
    expect((await storage.send('HEAD', '/data/slow')).status).toBe(404)
    expect(filesOf().length).toBe(before)
  })

  it('that ends early leaves nothing', async () => {
    const before = filesOf().length
    await rawPut('/sluice/data/early', 1_000_000, (send, end) => {
      send(Buffer.alloc(100_000))
      setTimeout(end, 20)
    })
    while (filesOf().length !== before) await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await storage.send('HEAD', '/data/early')).status).toBe(404)
  })

  it('of one blob sent by many at once is one of them in the end, and its bytes only are kept', async () => {
    const bodies = Array.from({ length: 12 }, () => randomBytes(300_000))
    await Promise.all(bodies.map((body) => storage.send('PUT', '/data/race', { body, headers: blockBlob })))
    const read = await storage.send('GET', '/data/race')
    const bytes = Buffer.from(await read.arrayBuffer())
    expect(bodies.some((body) => body.equals(bytes))).toBe(true)
    expect(read.headers.get('content-md5')).toBe(createHash('md5').update(bytes).digest('base64'))
    await storage.store.janitor.idle()
    const kept = Number(storage.store.database.get('SELECT count(*) AS n FROM segments')?.n)
    expect(filesOf()).toHaveLength(kept)
  })

  it('that is being read stays whole while the blob is overwritten and deleted', async () => {
    const large = randomBytes(20_000_000)
    await storage.send('PUT', '/data/moving', { body: large, headers: blockBlob })
    const reading = await storage.send('GET', '/data/moving')
    await storage.send('PUT', '/data/moving', { body: 'new', headers: blockBlob })
    await storage.send('DELETE', '/data/moving')
    await storage.store.janitor.idle()
    expect(Buffer.from(await reading.arrayBuffer()).equals(large)).toBe(true)
  })

  it('without a length is refused', async () => {
    const token = createSasToken(
      { account: testAccount, container: 'data', permissions: ['w'], expiresAt: Date.now() + hour },
      signText,
    )
    const refused = await new Promise<number>((resolve) => {
      const sent = request(
        `${storage.endpoint}/data/chunked?${token}`,
        { method: 'PUT', headers: blockBlob },
        (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        },
      )
      sent.write('x')
      sent.end('y')
    })
    expect(refused).toBe(411)
  })
})
