import { createFixedClock, createMemoryLog, createMemoryRemoteCache, type ServerCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createExternalCache } from '../cache/external-cache.ts'
import { createPolicyBench } from '../pipeline/policy-bench.fixture.ts'

const lookup = (more = '') => `<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" ${more} />`
const cached = (more = '') =>
  `<policies><inbound>${lookup(more)}</inbound><outbound><cache-store duration="60" /></outbound></policies>`

function counting(headers: readonly string[] = []) {
  let count = 0
  return (call: ServerCall) => {
    count++
    call.respond({ status: 200, headers }, `answer ${count}`)
  }
}

function createRemote() {
  // The server has a clock of its own; that of the gateway decides what is old.
  const remote = createMemoryRemoteCache(createFixedClock())
  return { remote, external: createExternalCache(remote, { clock: createFixedClock(), log: createMemoryLog() }) }
}

describe('an external cache', () => {
  it.each([
    ['', true],
    ['caching-type="prefer-external"', true],
    ['caching-type="external"', true],
    ['caching-type="internal"', false],
  ])('keeps responses of %j: %s', async (more, isExternal) => {
    const { remote, external } = createRemote()
    const bench = createPolicyBench({
      documents: { api: cached(more) },
      backend: counting(['Content-Type', 'text/plain', 'ETag', '"1"']),
      externalCache: external,
    })
    const first = await bench.send()
    const second = await bench.send()
    expect([first.text(), second.text(), second.header('etag'), second.header('age')]).toEqual([
      'answer 1',
      'answer 1',
      '"1"',
      '0',
    ])
    expect(remote.keys).toHaveLength(isExternal ? 1 : 0)
    bench.clock.advance(60_000)
    expect((await bench.send()).text()).toBe('answer 2')
  })

  it('is shared by gateways, and says nothing of what was asked in its keys', async () => {
    const { remote, external } = createRemote()
    const create = () =>
      createPolicyBench({
        documents: { api: cached('allow-private-response-caching="true"') },
        backend: counting(['Vary', 'Accept-Language']),
        externalCache: external,
      })
    const [one, other] = [create(), create()]
    const ask = { target: '/secret-path', headers: ['Accept-Language', 'fr', 'Authorization', 'hush'] }
    expect((await one.send(ask)).text()).toBe('answer 1')
    expect((await other.send(ask)).text()).toBe('answer 1')
    expect(other.client.requests).toHaveLength(0)
    await other.send({ ...ask, headers: ['Accept-Language', 'de'] })
    expect(other.client.requests).toHaveLength(1)
    for (const key of remote.keys) expect(key).toMatch(/^sluice:response:[\w-]{43}$/)
  })

  it('that is away makes calls slower, not wrong', async () => {
    const { remote, external } = createRemote()
    const bench = createPolicyBench({ documents: { api: cached() }, backend: counting(), externalCache: external })
    remote.isAway = true
    expect([(await bench.send()).text(), (await bench.send()).text()]).toEqual(['answer 1', 'answer 2'])
    remote.isAway = false
    expect([(await bench.send()).text(), (await bench.send()).text()]).toEqual(['answer 3', 'answer 3'])
    expect(bench.bugs).toEqual([])
  })

  it('that is asked for and not there keeps nothing', async () => {
    const bench = createPolicyBench({ documents: { api: cached('caching-type="external"') }, backend: counting() })
    expect([(await bench.send()).text(), (await bench.send()).text()]).toEqual(['answer 1', 'answer 2'])
  })

  const values = (type: string, statements: string) =>
    `<policies><inbound>${statements.replaceAll('/>', `caching-type="${type}" />`)}</inbound><outbound>
     <set-header name="X-Found"><value>@(context.Variables["found"])</value></set-header></outbound></policies>`

  it.each([
    ['prefer-external', 1],
    ['external', 1],
    ['internal', 0],
  ])('keeps, finds and forgets single values: %s', async (type, kept) => {
    const { remote, external } = createRemote()
    const expressions = {
      'context.Variables["found"]': ({ variables }: { variables: Map<string, unknown> }) => variables.get('found'),
    }
    const create = (statements: string) =>
      createPolicyBench({ documents: { api: values(type, statements) }, externalCache: external, expressions })
    const store = '<cache-store-value key="k" value="v" duration="60" />'
    const find = '<cache-lookup-value key="k" variable-name="found" default-value="none" />'
    expect((await create(`${store}${find}`).send()).header('x-found')).toBe('v')
    expect(remote.keys).toHaveLength(kept)
    expect((await create(`${store}<cache-remove-value key="k" />${find}`).send()).header('x-found')).toBe('none')
    expect(remote.keys).toHaveLength(0)
  })

  it('that is away fails a removal where the document says so', async () => {
    const { remote, external } = createRemote()
    remote.isAway = true
    const send = (more: string) =>
      createPolicyBench({
        documents: { api: `<policies><inbound><cache-remove-value key="k" ${more} /></inbound></policies>` },
        externalCache: external,
      }).send()
    expect((await send('')).status).toBe(200)
    const failed = await send('fail-on-cache-removal-error="true"')
    expect([failed.status, failed.context.lastError?.reason]).toEqual([500, 'CacheUnavailable'])
  })
})
