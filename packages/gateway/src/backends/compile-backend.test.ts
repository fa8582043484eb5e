import type { BackendInSnapshot, SnapshotEntry } from '@sluice/contracts'
import type { MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'

const { service, api, operation, policy, backend } = entriesOf('contoso')

const chooses = (id: string, forward = '') =>
  `<policies><inbound><base/><set-backend-service backend-id="${id}"/></inbound>
   <backend><forward-request ${forward}/></backend></policies>`

function start(
  document: string,
  entries: readonly SnapshotEntry[],
  origins: Readonly<Record<string, MemoryOrigin>> = {},
) {
  const all: Record<string, MemoryOrigin> = {}
  for (const name of ['a', 'b', 'c'])
    all[`http://${name}`] = (call) => call.respond({ status: 200, headers: ['From', name] })
  const test = createTestGateway(
    [service(), api('echo'), operation('echo', 'get', 'GET', '/x'), policy('/apis/echo', document), ...entries],
    { ...all, ...origins },
    [{ pattern: 'echo.example.com', target: 'echo' }],
  )
  let changeNumber = 1
  const get = (headers: readonly string[] = []) =>
    test.send({ target: '/echo/x?q=1', headers: ['Host', 'localhost', ...headers] })
  return {
    ...test,
    get,
    change: (...put: SnapshotEntry[]) =>
      test.gateway.apply({ type: 'change', changeNumber: ++changeNumber, put, remove: [] }),
    /** Who answered each of so many calls, or its status. */
    async spread(count: number) {
      const found: (string | number)[] = []
      for (let call = 0; call < count; call++) {
        const answer = await get()
        found.push(answer.header('from') ?? answer.status)
      }
      return found
    },
    sent: () => test.client.requests.at(-1),
  }
}
const single = (url: string, other: Partial<BackendInSnapshot> = {}) => ({ type: 'Single', url, ...other }) as const

describe('a backend', () => {
  it('is where the call goes, by its identifier in any case, from the change on', async () => {
    const { get, sent, change } = start(chooses('One'), [backend('ONE', single('http://a/base'))])
    expect((await get()).header('from')).toBe('a')
    expect(sent()).toMatchObject({ origin: 'http://a', target: '/base/x?q=1' })
    change(backend('one', single('http://b')))
    expect((await get()).header('from')).toBe('b')
  })

  it('is shown its credentials, in the place of what the caller sent under their names', async () => {
    const credentials = {
      header: { 'X-Key': ['k1', 'k2'] },
      query: { code: ['a b', 'c&d'] },
      authorization: { scheme: 'Basic', parameter: 'c2VjcmV0' },
    }
    const { get, sent, log } = start(chooses('one'), [backend('one', single('http://a'), credentials)])
    await get(['x-key', 'mine', 'AUTHORIZATION', 'Bearer mine', 'X-Other', 'kept'])
    expect(sent()?.target).toBe('/x?q=1&code=a%20b&code=c%26d')
    const headers = sent()?.headers ?? []
    const valuesOf = (name: string) => headers.filter((_, at) => headers[at - 1]?.toLowerCase() === name)
    expect([valuesOf('x-key').join(), valuesOf('authorization'), valuesOf('x-other')]).toEqual([
      expect.stringMatching(/^k1, ?k2$/),
      ['Basic c2VjcmV0'],
      ['kept'],
    ])
    expect(JSON.stringify(log.records)).not.toContain('c2VjcmV0')
  })

  it('is not asked when its credentials cannot be opened', async () => {
    const wrong = { ...backend('one', single('http://a'), {}), id: '/services/contoso/backends/two' } as SnapshotEntry
    const { get, client, log } = start(chooses('two'), [wrong])
    expect([(await get()).status, client.requests.length]).toEqual([500, 0])
    expect(log.records[0]?.message).toContain('cannot be used')
  })

  it('may show a certificate that nobody vouches for, where it says so', async () => {
    const tls = { validateCertificateChain: false }
    const { get, sent, change } = start(chooses('one'), [backend('one', single('http://a', { tls }))])
    await get()
    expect(sent()?.verifyCertificate).toBe(false)
    change(backend('one', single('http://a', { tls: { validateCertificateName: false } })))
    await get()
    expect(sent()?.verifyCertificate).toBe(true)
  })

  it('can be the echo service', async () => {
    const { get } = start(chooses('one'), [
      backend('one', single('http://echo.example.com'), { header: { 'X-Key': ['k'] } }),
    ])
    expect((await get()).header('x-key')).toBe('k')
  })

  it('keeps its credentials to itself when it points elsewhere', async () => {
    const origins: Record<string, MemoryOrigin> = {
      'http://a': (call) =>
        call.target.startsWith('/own')
          ? call.respond({ status: 302, headers: ['Location', 'http://b/there'] })
          : call.respond({ status: 302, headers: ['Location', '/own'] }),
    }
    const credentials = { header: { 'X-Key': ['k'] }, query: { code: ['c'] } }
    const entries = [backend('one', single('http://a'), credentials)]
    const { get, client } = start(chooses('one', 'follow-redirects="true"'), entries, origins)
    expect((await get()).header('from')).toBe('b')
    expect(client.requests.map(({ target, headers }) => [target, headers.includes('X-Key')])).toEqual([
      ['/x?q=1&code=c', true],
      ['/own?code=c', true],
      ['/there', false],
    ])
  })

  it('gives way to an address that a later policy sets', async () => {
    const later = '<set-backend-service backend-id="one"/><set-backend-service base-url="http://c"/>'
    const { get } = start(`<policies><inbound>${later}</inbound></policies>`, [backend('one', single('http://a'))])
    expect((await get()).header('from')).toBe('c')
  })
})

describe('a pool', () => {
  const members = ['a', 'b', 'c'].map((name) => backend(name, single(`http://${name}`)))
  const pool = (...services: NonNullable<NonNullable<BackendInSnapshot['pool']>['services']>) =>
    backend('pool', { type: 'Pool', pool: { services } })

  it('takes its members in turn', async () => {
    const { spread } = start(chooses('pool'), [pool({ id: '/backends/a' }, { id: '/x/y/backends/B' }), ...members])
    expect(await spread(4)).toEqual(['a', 'b', 'a', 'b'])
  })

  it('spreads calls by weight, and gives none to a member of weight 0', async () => {
    const services = [
      { id: '/backends/a', weight: 3 },
      { id: '/backends/b', weight: 1 },
      { id: '/backends/c', weight: 0 },
    ]
    const { spread } = start(chooses('pool'), [...members, pool(...services)])
    expect((await spread(8)).sort()).toEqual(['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b'])
  })

  it('goes to the next priority only while all circuits of the one before are open', async () => {
    const circuitBreaker = {
      rules: [
        {
          failureCondition: { count: 1, interval: 'PT1M', statusCodeRanges: [{ min: 500, max: 599 }] },
          tripDuration: 'PT10S',
        },
      ],
    }
    const broken: MemoryOrigin = (call) => call.respond({ status: 500, headers: [] })
    const { spread, clock } = start(
      chooses('pool'),
      [
        backend('a', single('http://a', { circuitBreaker })),
        backend('b', single('http://b')),
        pool({ id: '/backends/b', priority: 2 }, { id: '/backends/a', priority: 1 }),
      ],
      { 'http://a': broken },
    )
    expect(await spread(3)).toEqual([500, 'b', 'b'])
    clock.advance(10_000)
    expect(await spread(2)).toEqual([500, 'b'])
  })

  it('answers 503 when it is empty, and follows its members', async () => {
    const { get, change } = start(chooses('pool'), [pool({ id: '/backends/a' })])
    const empty = await get()
    expect([empty.status, empty.header('retry-after')]).toEqual([503, '60'])
    expect(empty.text()).toBe('{ "statusCode": 503, "message": "Service Unavailable" }')
    change(...members)
    expect((await get()).header('from')).toBe('a')
  })
})

describe('a pool that is asked again by retry', () => {
  it('sends the call to another member each time, and to one of them again when all were tried', async () => {
    const down: MemoryOrigin = (call) => call.respond({ status: 503, headers: [] })
    const { get, client } = start(
      chooses('pool').replace(
        '<forward-request />',
        '<retry condition="true" count="3" interval="0"><forward-request /></retry>',
      ),
      [
        backend('a', single('http://a')),
        backend('b', single('http://b')),
        backend('c', single('http://c')),
        backend('pool', {
          type: 'Pool',
          pool: { services: ['a', 'b', 'c'].map((id) => ({ id: `/backends/${id}`, weight: id === 'a' ? 100 : 1 })) },
        }),
      ],
      { 'http://a': down, 'http://b': down, 'http://c': down },
    )
    expect((await get()).status).toBe(503)
    const origins = client.requests.map(({ origin }) => origin)
    expect(origins.length).toBe(4)
    expect(origins.slice(0, 3).sort()).toEqual(['http://a', 'http://b', 'http://c'])
  })
})
