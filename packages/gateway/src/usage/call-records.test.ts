import { traceMask } from '@sluice/contracts/call-trace'
import type { MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, requestId } from '../gateway.fixture.ts'

const of = entriesOf('contoso')
const policies = (inbound: string) =>
  `<policies><inbound><base/>${inbound}</inbound><backend><base/></backend><outbound><base/></outbound><on-error><base/></on-error></policies>`
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
const headers = ['Host', 'localhost', 'Ocp-Apim-Subscription-Key', 'one-primary']
const answers: MemoryOrigin = (call) =>
  call.respond({ status: 200, headers: ['Content-Type', 'text/plain', 'Set-Cookie', 'session=abcdefgh'] }, 'fine')

describe('a record', () => {
  it('tells of a call, where no diagnostic says more, without headers and bodies and without keys', async () => {
    const gateway = createTestGateway(shop(), { 'http://shop': answers })
    const target = '/shop/orders?first=1&Subscription-Key=one-primary&sig=abc'
    await gateway.send({ target, remoteAddress: '10.0.0.7', headers })
    expect(gateway.records).toEqual([
      {
        requestId,
        timestamp: gateway.clock.now(),
        service: 'contoso',
        api: 'shop',
        apiRevision: '1',
        operation: 'list',
        product: 'starter',
        subscription: 'one',
        user: 'ann',
        status: 200,
        cache: 'none',
        method: 'GET',
        url: `http://localhost/shop/orders?first=1&Subscription-Key=${traceMask}&sig=${traceMask}`,
        callerIpAddress: '10.0.0.7',
        requestSize: 0,
        responseSize: 4,
        apiTime: 0,
        serviceTime: 0,
        backendMethod: 'GET',
        backendUrl: `http://shop/v1/orders?first=1&Subscription-Key=${traceMask}&sig=${traceMask}`,
        backendStatus: 200,
      },
    ])
  })

  it('of a refusal says by which rule and for which reason', async () => {
    const gateway = createTestGateway(shop(policies('<rate-limit calls="1" renewal-period="60"/>')), {
      'http://shop': answers,
    })
    await gateway.send({ target: '/elsewhere' })
    await gateway.send({ target: '/shop/orders' })
    await gateway.send({ target: '/shop/orders', headers })
    await gateway.send({ target: '/shop/orders', headers })
    expect(gateway.records.map(({ status, refusal }) => [status, refusal?.rule, refusal?.reason])).toEqual([
      [404, 'routing', 'OperationNotFound'],
      [401, 'subscription-key', 'SubscriptionKeyNotFound'],
      [200, undefined, undefined],
      [429, 'rate-limit', 'RateLimitExceeded'],
    ])
    expect(gateway.records.at(-1)?.lastError).toMatchObject({
      source: 'rate-limit',
      reason: 'RateLimitExceeded',
      scope: 'api',
      section: 'inbound',
    })
  })

  it('of an error that the backend answered has no refusal, and of one that a policy made it has', async () => {
    const gateway = createTestGateway(shop(), { 'http://shop': (call) => call.respond({ status: 404, headers: [] }) })
    await gateway.send({ target: '/shop/orders', headers })
    const made = createTestGateway(shop(policies('<return-response><set-status code="403"/></return-response>')))
    await made.send({ target: '/shop/orders', headers })
    const failed = createTestGateway(shop(), {})
    await failed.send({ target: '/shop/orders', headers })
    expect([gateway, made, failed].map(({ records }) => [records[0]?.status, records[0]?.refusal?.rule])).toEqual([
      [404, undefined],
      [403, 'return-response'],
      [500, 'backend'],
    ])
  })

  it('is kept of every failure, and of calls that go well up to so many a second', async () => {
    const gateway = createTestGateway(shop(), { 'http://shop': answers })
    for (let n = 0; n < 20; n += 1) {
      await gateway.send({ target: '/shop/orders', headers })
      await gateway.send({ target: '/shop/orders' })
    }
    const kept = (status: number) => gateway.records.filter((record) => record.status === status).length
    expect([kept(200), kept(401)]).toEqual([5, 20])
    expect(gateway.usage().recordsLeftOut).toBe(15)
    gateway.clock.advance(400)
    for (let n = 0; n < 20; n += 1) await gateway.send({ target: '/shop/orders', headers })
    expect(kept(200)).toBe(7)
  })
})

describe('a diagnostic', () => {
  it('has headers and the beginnings of bodies kept on all four ways, without secrets', async () => {
    const wanted = { headers: ['Authorization', 'X-Trace', 'Content-Type', 'Set-Cookie'], body: { bytes: 6 } }
    const gateway = createTestGateway(
      [
        ...shop(policies('<set-body>changed by policy</set-body>')),
        of.diagnostic('azuremonitor', {
          frontend: { request: wanted, response: wanted },
          backend: { request: wanted, response: wanted },
        }),
      ],
      { 'http://shop': answers },
    )
    await gateway.send({
      method: 'POST',
      target: '/shop/orders',
      headers: [...headers, 'Authorization', 'Bearer secret-token', 'X-Trace', 'of secret-token', 'X-Other', 'o'],
      body: 'sent by the client',
    })
    const shownRequest = [
      { name: 'Authorization', value: traceMask },
      { name: 'X-Trace', value: `of ${traceMask}` },
    ]
    const shownResponse = [
      { name: 'Content-Type', value: 'text/plain' },
      { name: 'Set-Cookie', value: traceMask },
    ]
    expect(gateway.records).toMatchObject([
      {
        request: { headers: shownRequest },
        response: { headers: shownResponse, body: 'fine' },
        backendRequest: { headers: shownRequest, body: 'change' },
        backendResponse: { headers: shownResponse, body: 'fine' },
      },
    ])
  })

  it('has the body kept that flows by', async () => {
    const gateway = createTestGateway(
      [
        ...shop(),
        of.diagnostic('azuremonitor', {
          frontend: { request: { body: { bytes: 4 } }, response: { body: { bytes: 3 } } },
        }),
      ],
      { 'http://shop': answers },
    )
    await gateway.send({ method: 'POST', target: '/shop/orders', headers, body: 'sent by the client' })
    expect(gateway.records).toMatchObject([{ request: { body: 'sent' }, response: { body: 'fin' } }])
    expect(gateway.records[0]).not.toHaveProperty('backendRequest')
  })

  it('masks and hides headers and parameters of the query, and the address of the client', async () => {
    const gateway = createTestGateway(
      [
        ...shop(),
        of.diagnostic('azuremonitor', {
          logClientIp: false,
          frontend: {
            request: {
              headers: ['X-One', 'X-Two', 'X-Three'],
              dataMasking: {
                headers: [
                  { value: 'x-one', mode: 'Mask' },
                  { value: 'X-TWO', mode: 'Hide' },
                ],
                queryParams: [
                  { value: 'Name', mode: 'Mask' },
                  { value: 'age', mode: 'Hide' },
                ],
              },
            },
          },
          backend: { request: { dataMasking: { queryParams: [{ value: '*', mode: 'Hide' }] } } },
        }),
      ],
      { 'http://shop': answers },
    )
    const sent = [...headers, 'X-One', '1', 'X-Two', '2', 'X-Three', '3']
    await gateway.send({ target: '/shop/orders?name=Ann&age=7&city=Ulm', remoteAddress: '10.0.0.7', headers: sent })
    expect(gateway.records).toMatchObject([
      {
        url: 'http://localhost/shop/orders?name=hidden&city=Ulm',
        backendUrl: 'http://shop/v1/orders',
        callerIpAddress: '',
        request: {
          headers: [
            { name: 'X-One', value: 'hidden' },
            { name: 'X-Three', value: '3' },
          ],
        },
      },
    ])
  })

  it.each([
    ['nothing of it', { sampling: { samplingType: 'fixed' as const, percentage: 0 } }, []],
    ['failures only', { verbosity: 'error' as const }, [401]],
    [
      'all failures besides the sample',
      { sampling: { samplingType: 'fixed' as const, percentage: 0 }, alwaysLog: 'allErrors' as const },
      [401],
    ],
    ['everything', { sampling: { samplingType: 'fixed' as const, percentage: 100 } }, [200, 401]],
  ])('says which calls are kept: %s', async (_, properties, expected) => {
    const gateway = createTestGateway([...shop(), of.diagnostic('azuremonitor', properties)], {
      'http://shop': answers,
    })
    await gateway.send({ target: '/shop/orders', headers })
    await gateway.send({ target: '/shop/orders' })
    expect(gateway.records.map(({ status }) => status)).toEqual(expected)
    expect(gateway.usage().recordsLeftOut).toBe(0)
  })

  it('of an API stands in place of the one of the instance, from the change on that brings it', async () => {
    const none = { sampling: { samplingType: 'fixed' as const, percentage: 0 } }
    const gateway = createTestGateway(
      [
        ...shop(),
        of.api('open'),
        of.operation('open', 'get', 'GET', '/'),
        of.diagnostic('azuremonitor', none),
        of.diagnostic('applicationinsights', {}),
      ],
      { 'http://shop': answers },
    )
    const send = async () => {
      await gateway.send({ target: '/shop/orders', headers })
      await gateway.send({ target: '/open/' })
    }
    await send()
    expect(gateway.records).toEqual([])
    const ofApi = of.diagnostic('azuremonitor', {}, 'shop')
    gateway.gateway.apply({ type: 'change', changeNumber: 2, put: [ofApi], remove: [] })
    await send()
    expect(gateway.records.map(({ api }) => api)).toEqual(['shop'])
    gateway.gateway.apply({ type: 'change', changeNumber: 3, put: [], remove: [ofApi.id] })
    await send()
    expect(gateway.records).toHaveLength(1)
  })
})
