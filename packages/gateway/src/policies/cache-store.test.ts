import type { ServerCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { type BenchOptions, createPolicyBench } from '../pipeline/policy-bench.fixture.ts'

interface Setting {
  readonly lookup?: string
  readonly children?: string
  readonly store?: string
  readonly outbound?: string
}

const api = ({ lookup = '', children = '', store = 'duration="60"', outbound = '' }: Setting = {}) =>
  `<policies><inbound><cache-lookup vary-by-developer="false" vary-by-developer-groups="false" ${lookup}>${children}</cache-lookup></inbound>
   <outbound>${outbound}<cache-store ${store} /></outbound></policies>`

/** A backend whose every answer is another one. */
function counting(headers: readonly string[] = [], status = 200) {
  let count = 0
  return (call: ServerCall) => {
    count++
    call.respond({ status, headers }, `answer ${count}`)
  }
}

const bench = (setting: Setting = {}, more: Partial<BenchOptions> = {}) =>
  createPolicyBench({ documents: { api: api(setting) }, backend: counting(), ...more })

describe('cache-lookup and cache-store', () => {
  it('answer the next call without the backend, with its age, until the time is over', async () => {
    const sut = bench({}, { backend: counting(['Content-Type', 'text/plain', 'ETag', '"1"']) })
    const first = await sut.send()
    expect([first.text(), first.header('age'), first.header('cache-control')]).toEqual([
      'answer 1',
      undefined,
      'no-store',
    ])
    sut.clock.advance(59_999)
    const second = await sut.send()
    expect([second.text(), second.header('age'), second.header('etag')]).toEqual(['answer 1', '59', '"1"'])
    sut.clock.advance(1)
    expect((await sut.send()).text()).toBe('answer 2')
  })

  it('run outbound and leave out the rest of inbound for an answer of the cache', async () => {
    const sut = bench({ outbound: '<set-header name="X" exists-action="append"><value>1</value></set-header>' })
    await sut.send()
    // The answer was kept as it was after the header was set; outbound sets it again.
    expect((await sut.send()).header('x')).toBe('1, 1')
  })

  it.each([
    ['none', '', 'no-store'],
    ['private', '', 'private, max-age=60, must-revalidate'],
    ['public', 'must-revalidate="false"', 'public, max-age=60'],
  ])('tell caches downstream: %s %s', async (type, more, expected) => {
    const sut = bench(
      { lookup: `downstream-caching-type="${type}" ${more}` },
      { backend: counting(['Cache-Control', 'no-cache']) },
    )
    expect((await sut.send()).header('cache-control')).toBe(expected)
    expect((await sut.send()).header('cache-control')).toBe(expected)
  })

  it.each([
    ['other paths', {}, { target: '/a' }, { target: '/b' }, false],
    ['other parameters', {}, { target: '/?a=1' }, { target: '/?a=2' }, false],
    ['parameters in another order', {}, { target: '/?a=1&b=2' }, { target: '/?b=2&a=1' }, true],
    ['the key in the query', {}, { target: '/?a=1&subscription-key=x' }, { target: '/?a=1&subscription-key=y' }, true],
    [
      'a parameter that does not count',
      { children: '<vary-by-query-parameter>a; b</vary-by-query-parameter>' },
      { target: '/?a=1&c=1' },
      { target: '/?a=1&c=2' },
      true,
    ],
    [
      'a parameter that counts',
      { children: '<vary-by-query-parameter>a; b</vary-by-query-parameter>' },
      { target: '/?b=1' },
      { target: '/?b=2' },
      false,
    ],
    ['other headers', {}, { headers: ['Accept', 'a'] }, { headers: ['Accept', 'b'] }, true],
    [
      'a header that counts',
      { children: '<vary-by-header>Accept</vary-by-header>' },
      { headers: ['Accept', 'a'] },
      { headers: ['accept', 'b'] },
      false,
    ],
    ['another method', {}, { method: 'POST' }, { method: 'POST' }, false],
    ['HEAD', {}, {}, { method: 'HEAD' }, false],
    ['Authorization', {}, { headers: ['Authorization', 'a'] }, { headers: ['Authorization', 'a'] }, false],
    [
      'Authorization that may be kept',
      { lookup: 'allow-private-response-caching="true"' },
      { headers: ['Authorization', 'a'] },
      { headers: ['Authorization', 'a'] },
      true,
    ],
  ] as const)('%s, %j: %j and %j share an answer: %s', async (_, setting, first, second, isShared) => {
    const sut = bench(setting)
    await sut.send(first)
    await sut.send(second)
    expect(sut.client.requests).toHaveLength(isShared ? 1 : 2)
  })

  it('keep the answers of users and groups apart when they are told so', async () => {
    for (const [lookup, isShared] of [
      ['', true],
      ['"true"', false],
    ] as const) {
      const document = api().replace(
        'vary-by-developer="false"',
        lookup === '' ? 'vary-by-developer="false"' : 'vary-by-developer="true"',
      )
      const sut = createPolicyBench({ documents: { api: document }, backend: counting(), user: '7' })
      await sut.send()
      const { context, run } = sut.prepare()
      context.user = {
        ...(context.user as NonNullable<typeof context.user>),
        id: '8',
        resourceId: '/services/bench/users/8',
      }
      await run()
      expect(Buffer.from(await context.response.readBody()).toString()).toBe(isShared ? 'answer 1' : 'answer 2')
    }
  })

  it('keep the answers apart that say themselves what they vary by', async () => {
    const sut = bench({}, { backend: counting(['Vary', 'Accept-Language, Accept-Encoding']) })
    const send = async (language: string) => (await sut.send({ headers: ['Accept-Language', language] })).text()
    expect([await send('de'), await send('en'), await send('de'), await send('en')]).toEqual([
      'answer 1',
      'answer 2',
      'answer 1',
      'answer 2',
    ])
  })

  it('keep packed answers for those who can unpack them', async () => {
    const sut = bench({}, { backend: counting(['Content-Encoding', 'gzip']) })
    await sut.send({ headers: ['Accept-Encoding', 'gzip'] })
    await sut.send()
    await sut.send({ headers: ['Accept-Encoding', 'gzip'] })
    expect(sut.client.requests).toHaveLength(2)
  })

  it.each([
    ['Vary: *', counting(['Vary', '*']), {}],
    ['Set-Cookie', counting(['Set-Cookie', 'a=1']), {}],
    ['another status than 200', counting([], 404), {}],
    ['a 304, whatever is stored', counting([], 304), { store: 'duration="60" cache-response="true"' }],
    ['anything when told not to', counting(), { store: 'duration="60" cache-response="false"' }],
  ])('do not keep %s', async (_, backend, setting) => {
    const sut = bench(setting, { backend })
    await sut.send()
    await sut.send()
    expect(sut.client.requests).toHaveLength(2)
  })

  it('keep any status when told so', async () => {
    const sut = bench({ store: 'duration="60" cache-response="true"' }, { backend: counting([], 404) })
    await sut.send()
    const answer = await sut.send()
    expect([answer.status, answer.text()]).toEqual([404, 'answer 1'])
  })

  it('do not keep an empty answer to a conditional request', async () => {
    const sut = bench({}, { backend: (call) => call.respond({ status: 200, headers: [] }) })
    await sut.send({ headers: ['If-None-Match', '"1"'] })
    await sut.send()
    expect(sut.client.requests).toHaveLength(2)
    await sut.send()
    expect(sut.client.requests).toHaveLength(2)
  })

  it.each([
    [2 * 1024 * 1024, 1],
    [2 * 1024 * 1024 + 1, 2],
  ])('keep a body of %d bytes that comes in pieces: %d calls at the backend', async (size, calls) => {
    const sut = bench(
      {},
      {
        backend(call) {
          const writer = call.respondStream({ status: 200, headers: [] })
          writer.write(new Uint8Array(size - 1))
          writer.write(new Uint8Array(1))
          writer.end()
        },
      },
    )
    expect((await sut.send()).body).toHaveLength(size)
    expect((await sut.send()).body).toHaveLength(size)
    expect(sut.client.requests).toHaveLength(calls)
  })

  it('do nothing one without the other', async () => {
    const document = '<policies><outbound><cache-store duration="60" /></outbound></policies>'
    const sut = createPolicyBench({ documents: { api: document }, backend: counting() })
    await sut.send()
    expect((await sut.send()).text()).toBe('answer 2')
  })
})
