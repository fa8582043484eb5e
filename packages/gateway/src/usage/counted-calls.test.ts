import { createMemoryCall, type MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, type TestGateway } from '../gateway.fixture.ts'
import { sendToGateway } from '../mcp/mcp-client.fixture.ts'

const of = entriesOf('contoso')
const policies = (inbound: string, outbound = '', onError = '') =>
  `<policies><inbound><base/>${inbound}</inbound><backend><base/></backend><outbound><base/>${outbound}</outbound><on-error><base/>${onError}</on-error></policies>`

const shop = (policy?: string) => [
  of.service(),
  of.user('ann'),
  of.product('starter'),
  of.productApi('starter', 'shop'),
  of.subscription('one', '/products/starter', { ownerId: '/users/ann' }),
  of.api('shop', { subscriptionRequired: true, serviceUrl: 'http://shop/v1' }),
  of.operation('shop', 'list', 'GET', '/orders'),
  of.operation('shop', 'add', 'POST', '/orders'),
  ...(policy === undefined ? [] : [of.policy('/apis/shop', policy)]),
]
const key = ['Ocp-Apim-Subscription-Key', 'one-primary']
const host = ['Host', 'localhost']
const answers: MemoryOrigin = (call) => call.respond({ status: 200, headers: ['Content-Type', 'text/plain'] }, 'fine')

/** What was counted, in short: dimensions that are there, then calls and bytes. */
const counted = (gateway: TestGateway) =>
  gateway.usage().cells.map(({ minute, apiTime, serviceTime, service, ...rest }) => rest)

const whole = { api: 'shop', product: 'starter', subscription: 'one', user: 'ann', cache: 'none' }

describe('a call is counted once', () => {
  it('when it is answered by the backend', async () => {
    const gateway = createTestGateway(shop(), { 'http://shop': answers })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    await gateway.send({ method: 'POST', target: '/shop/orders', headers: [...host, ...key], body: 'hello' })
    expect(counted(gateway)).toEqual([
      { ...whole, operation: 'list', status: 200, calls: 1, bytesIn: 0, bytesOut: 4 },
      { ...whole, operation: 'add', status: 200, calls: 1, bytesIn: 5, bytesOut: 4 },
    ])
    expect(counted(gateway)).toEqual([])
  })

  it('with the bytes of a body that does not say its length', async () => {
    const gateway = createTestGateway(shop(), { 'http://shop': answers })
    const body = [Buffer.from('one'), Buffer.from('two')]
    await gateway.send({ method: 'POST', target: '/shop/orders', headers: [...host, ...key], body })
    expect(counted(gateway)).toEqual([{ ...whole, operation: 'add', status: 200, calls: 1, bytesIn: 6, bytesOut: 4 }])
  })

  it('when the answer comes piece by piece', async () => {
    const gateway = createTestGateway(shop(), {
      'http://shop': (call) => {
        const writer = call.respondStream({ status: 200, headers: [] })
        writer.write(Buffer.from('one'))
        setImmediate(() => {
          writer.write(Buffer.from('two'))
          writer.end()
        })
      },
    })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    expect(counted(gateway)).toEqual([{ ...whole, operation: 'list', status: 200, calls: 1, bytesIn: 0, bytesOut: 6 }])
  })

  it('when it is refused: without a key, by a policy, for a path that nobody has', async () => {
    const limit = '<rate-limit calls="1" renewal-period="60"/>'
    const gateway = createTestGateway(shop(policies(limit)), { 'http://shop': answers })
    await gateway.send({ target: '/shop/orders' })
    await gateway.send({ target: '/shop/nothing', headers: [...host, ...key] })
    await gateway.send({ target: '/elsewhere' })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    expect(counted(gateway).map(({ bytesOut, ...rest }) => rest)).toEqual([
      { api: 'shop', operation: 'list', status: 401, cache: 'none', calls: 1, bytesIn: 0 },
      { api: 'shop', status: 404, cache: 'none', calls: 1, bytesIn: 0 },
      { status: 404, cache: 'none', calls: 1, bytesIn: 0 },
      { ...whole, operation: 'list', status: 200, calls: 1, bytesIn: 0 },
      { ...whole, operation: 'list', status: 429, calls: 1, bytesIn: 0 },
    ])
  })

  it('when it is a preflight', async () => {
    const cors = '<cors><allowed-origins><origin>*</origin></allowed-origins></cors>'
    const gateway = createTestGateway(shop(policies(cors)), { 'http://shop': answers })
    const headers = [...host, 'Origin', 'http://page', 'Access-Control-Request-Method', 'GET']
    expect((await gateway.send({ method: 'OPTIONS', target: '/shop/orders', headers })).status).toBe(200)
    expect(counted(gateway)).toMatchObject([{ status: 200, calls: 1 }])
    expect(counted(gateway)).toEqual([])
  })

  it('when the backend cannot be reached', async () => {
    const gateway = createTestGateway(shop())
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    expect(counted(gateway)).toMatchObject([{ operation: 'list', status: 500, calls: 1 }])
  })

  it('with status 0 when its client goes before there is an answer', async () => {
    const gateway = createTestGateway(shop(), { 'http://shop': () => undefined })
    const { call, abort } = createMemoryCall({ target: '/shop/orders', headers: [...host, ...key] })
    gateway.gateway.handle(call)
    expect(counted(gateway)).toEqual([])
    abort()
    // The pipeline hears of it in its own time.
    await new Promise((resolve) => setImmediate(resolve))
    expect(counted(gateway)).toMatchObject([{ operation: 'list', status: 0, calls: 1, bytesOut: 0 }])
    expect(gateway.records).toMatchObject([{ status: 0, lastError: { reason: 'ClientConnectionFailure' } }])
  })

  it('with the status that was sent when its client goes in the middle of the answer', async () => {
    const gateway = createTestGateway(shop(), {
      'http://shop': (call) => void call.respondStream({ status: 200, headers: [] }).write(Buffer.from('one')),
    })
    const { call, abort } = createMemoryCall({ target: '/shop/orders', headers: [...host, ...key] })
    gateway.gateway.handle(call)
    await new Promise((resolve) => setImmediate(resolve))
    abort()
    expect(counted(gateway)).toMatchObject([{ operation: 'list', status: 200, calls: 1, bytesOut: 3 }])
  })

  it('as a call of the operation where a tool calls it, besides the call of the MCP server', async () => {
    const gateway = createTestGateway(
      [...shop(), of.api('shop-mcp', { type: 'mcp' }), of.tool('shop-mcp', 'list', 'shop/list')],
      { 'http://shop': answers },
    )
    await sendToGateway(
      gateway,
      new Request('http://localhost/shop-mcp/mcp', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
          'Ocp-Apim-Subscription-Key': 'one-primary',
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list', arguments: {} } }),
      }),
    )
    expect(gateway.usage().cells.map(({ api, operation, status, calls }) => [api, operation, status, calls])).toEqual([
      ['shop', 'list', 200, 1],
      ['shop-mcp', expect.any(String), 200, 1],
    ])
  })
})

describe('a counted call', () => {
  it('says whether it was answered from the cache', async () => {
    const gateway = createTestGateway(
      shop(
        policies(
          '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false"/>',
          '<cache-store duration="60"/>',
        ),
      ),
      {
        'http://shop': answers,
      },
    )
    for (let n = 0; n < 3; n += 1) await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    const cells = gateway.usage().cells
    expect(cells.map(({ cache, calls }) => [cache, calls])).toEqual([
      ['miss', 1],
      ['hit', 2],
    ])
    expect(cells.map(({ serviceTime }) => serviceTime.count)).toEqual([1, 0])
  })

  it('names the backend that a policy chose, and of a pool the member that was asked', async () => {
    const entries = [
      ...shop(policies('<set-backend-service backend-id="Both"/>')),
      of.backend('main', { url: 'http://shop/v1' }),
      of.backend('both', { type: 'Pool', pool: { services: [{ id: '/backends/main' }] } }),
    ]
    const gateway = createTestGateway(entries, { 'http://shop': answers })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    expect(counted(gateway)).toMatchObject([{ backend: 'main', status: 200, calls: 1 }])
  })

  it('has the time from its begin to its end, and of it the time in which the backend was waited for', async () => {
    const gateway = createTestGateway(shop(), {
      'http://shop': (call) => {
        gateway.clock.advance(30)
        const writer = call.respondStream({ status: 200, headers: [] })
        setImmediate(() => {
          gateway.clock.advance(12)
          writer.end()
        })
      },
    })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    expect(gateway.usage().cells).toMatchObject([
      {
        minute: Math.floor(gateway.clock.now() / 60_000),
        apiTime: { count: 1, sum: 42_000, min: 42_000, max: 42_000 },
        serviceTime: { count: 1, sum: 42_000, min: 42_000, max: 42_000 },
      },
    ])
    expect(gateway.records).toMatchObject([{ apiTime: 42_000, serviceTime: 42_000 }])
  })

  it('waits for every backend that is asked again', async () => {
    let asked = 0
    const retry = `<policies><inbound><base/></inbound><backend>
      <retry condition="@(context.Response.StatusCode == 503)" count="2" interval="0"><forward-request/></retry>
    </backend><outbound><base/></outbound><on-error><base/></on-error></policies>`
    const gateway = createTestGateway(shop(retry), {
      'http://shop': (call) => {
        asked += 1
        gateway.clock.advance(10)
        call.respond({ status: asked < 3 ? 503 : 200, headers: [] })
      },
    })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    expect(gateway.usage().cells).toMatchObject([{ calls: 1, status: 200, serviceTime: { count: 1, sum: 30_000 } }])
  })

  it('belongs to the minute of its begin', async () => {
    const gateway = createTestGateway(shop(), {
      'http://shop': (call) => {
        gateway.clock.advance(120_000)
        call.respond({ status: 200, headers: [] })
      },
    })
    const began = Math.floor(gateway.clock.now() / 60_000)
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    await gateway.send({ target: '/shop/orders', headers: [...host, ...key] })
    expect(gateway.usage().cells.map(({ minute, calls }) => [minute - began, calls])).toEqual([
      [0, 1],
      [2, 1],
    ])
  })
})
