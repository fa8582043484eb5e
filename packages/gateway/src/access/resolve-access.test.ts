import { describe, expect, it } from 'vitest'
import { answersWith, createTestGateway, entriesOf, requestId } from '../gateway.fixture.ts'

const { service, api, operation, product, productApi, subscription, user, groupUser, policy } = entriesOf('contoso')

const longAgo = '2000-01-01T00:00:00Z'
const custom = { header: 'X-Key', query: 'key' }
/** APIs are named after the products they are in; `free` needs no key, `open` is in an open product. */
const entries = [
  service(),
  ...[
    api('starter', { subscriptionRequired: true }),
    api('both', { subscriptionRequired: true }),
    api('alone', { subscriptionRequired: true }),
    api('free'),
    api('free-starter'),
    api('open', { subscriptionRequired: true }),
    api('open-starter', { subscriptionRequired: true }),
    api('custom', { subscriptionRequired: true, path: 'deep/custom', subscriptionKeyParameterNames: custom }),
    api('starter;rev=2', { subscriptionRequired: true, path: 'starter', apiRevision: '2', isCurrent: false }),
  ].flatMap((entry) => [entry, operation(entry.id.slice('/services/contoso/apis/'.length), 'get', 'GET', '/')]),
  product('starter'),
  product('unlimited'),
  product('open', false),
  product('unpublished'),
  productApi('starter', 'starter'),
  productApi('starter', 'both'),
  productApi('unlimited', 'both'),
  productApi('starter', 'free-starter'),
  productApi('open', 'open'),
  productApi('open', 'open-starter'),
  productApi('starter', 'open-starter'),
  productApi('unpublished', 'alone'),
  user('ann'),
  user('bob', 'blocked'),
  user('del', 'deleted'),
  user('pen', 'pending'),
  groupUser('developers', 'ann'),
  subscription('starter', '/products/starter', { ownerId: '/users/ann' }),
  subscription('unlimited', '/products/Unlimited'),
  subscription('unpublished', '/products/unpublished'),
  subscription('api', '/apis/starter'),
  subscription(
    'long',
    '/subscriptions/1/resourceGroups/r/providers/Microsoft.ApiManagement/service/contoso/apis/starter',
  ),
  subscription('all', '/apis'),
  subscription('master', '/'),
  subscription('odd', '/workspaces/one'),
  subscription('open', '/products/open'),
  subscription('blocked', '/products/starter', { ownerId: '/users/bob' }),
  subscription('deleted', '/products/starter', { ownerId: '/users/del' }),
  subscription('pending', '/products/starter', { ownerId: '/users/pen' }),
  subscription('past', '/products/starter', { expirationDate: longAgo }),
  subscription('past-enforced', '/products/starter', { expirationDate: longAgo, enforceExpiration: true }),
  subscription('endless', '/products/starter', { expirationDate: null, enforceExpiration: true }),
  subscription('gone', '/products/starter', { ownerId: '/users/nobody' }),
  ...(['submitted', 'suspended', 'rejected', 'cancelled', 'expired'] as const).map((state) =>
    subscription(state, '/products/starter', { state }),
  ),
  policy('/products/starter', answersWith('Product', 'starter')),
  policy('/products/unlimited', answersWith('Product', 'unlimited')),
  policy('/products/open', answersWith('Product', 'open')),
  policy('/products/unpublished', answersWith('Product', 'unpublished')),
]

const missing = 'missing'
const invalid = 'invalid'
const none = 'no product'

/** Path · key · what comes of it: the product whose policy ran, or why it is refused. */
const cases: readonly (readonly [path: string, key: string | undefined, expected: string])[] = [
  // With a key: active, and its scope is the API, a product with the API, all APIs, or everything.
  ['/starter', 'starter-primary', 'starter'],
  ['/starter', 'starter-secondary', 'starter'],
  ['/both', 'starter-primary', 'starter'],
  ['/both', 'unlimited-primary', 'unlimited'],
  ['/starter', 'unlimited-primary', invalid],
  ['/alone', 'starter-primary', invalid],
  ['/alone', 'unpublished-primary', 'unpublished'],
  ['/starter', 'api-primary', none],
  ['/starter', 'long-primary', none],
  ['/both', 'api-primary', invalid],
  ['/starter;rev=2', 'api-primary', none],
  ['/starter;rev=2', 'starter-primary', 'starter'],
  ['/starter', 'all-primary', none],
  ['/alone', 'all-secondary', none],
  ['/starter', 'master-primary', none],
  ['/alone', 'master-primary', none],
  ['/starter', 'odd-primary', invalid],
  ['/starter', 'nobody-has-this', invalid],
  ['/starter', 'hash of starter-primary', invalid],
  ['/starter', 'STARTER-PRIMARY', invalid],
  // States of the subscription and of its owner.
  ['/starter', 'submitted-primary', invalid],
  ['/starter', 'suspended-primary', invalid],
  ['/starter', 'rejected-primary', invalid],
  ['/starter', 'cancelled-primary', invalid],
  ['/starter', 'expired-primary', invalid],
  ['/starter', 'blocked-primary', invalid],
  ['/starter', 'deleted-primary', invalid],
  ['/starter', 'pending-primary', invalid],
  ['/free', 'pending-primary', invalid],
  ['/starter', 'gone-primary', 'starter'],
  // Dates are informative unless the subscription asks for more.
  ['/starter', 'past-primary', 'starter'],
  ['/starter', 'past-enforced-primary', invalid],
  ['/starter', 'endless-primary', 'starter'],
  // Without a key: the open product, else an API that needs none, else nothing.
  ['/starter', undefined, missing],
  ['/starter', '', missing],
  ['/alone', undefined, missing],
  ['/open', undefined, 'open'],
  ['/open-starter', undefined, 'open'],
  ['/free', undefined, none],
  ['/free-starter', undefined, none],
  // A key for something else where none is needed counts as none.
  ['/open', 'starter-primary', 'open'],
  ['/free', 'starter-primary', none],
  ['/free-starter', 'unlimited-primary', none],
  // A key that is nobody's is refused everywhere, and so is one that may not be used.
  ['/open', 'nobody-has-this', invalid],
  ['/free', 'nobody-has-this', invalid],
  ['/open', 'suspended-primary', invalid],
  ['/free', 'blocked-primary', invalid],
  // A key for the API itself, all APIs or everything gets no product's policies, the open product's neither.
  ['/open', 'all-primary', none],
  ['/open', 'master-primary', none],
  ['/open-starter', 'starter-primary', 'starter'],
  ['/open', 'open-primary', 'open'],
  ['/free-starter', 'starter-primary', 'starter'],
]

const send = async (target: string, headers: readonly string[] = []) => {
  const { send: sendCall } = createTestGateway(entries)
  return sendCall({ target, headers: ['Host', 'api.example.com', ...headers] })
}

describe('a subscription key', () => {
  it.each(cases)('to %s, %s → %s', async (path, key, expected) => {
    const answer = await send(path, key === undefined ? [] : ['Ocp-Apim-Subscription-Key', key])
    if (expected === missing || expected === invalid) {
      expect(answer.status).toBe(401)
      expect(answer.text()).toContain(`due to ${expected} subscription key`)
    } else {
      expect([answer.status, answer.header('product') ?? none]).toEqual([200, expected])
    }
  })

  it('is read from the header, and only without one from the query, names in any case', async () => {
    expect((await send('/starter?Subscription-Key=starter-primary')).status).toBe(200)
    expect((await send('/starter?a=b&subscription-key=starter-primary')).status).toBe(200)
    expect((await send('/starter', ['ocp-apim-subscription-key', 'starter-primary'])).status).toBe(200)
    const wrongHeader = await send('/starter?subscription-key=starter-primary', ['Ocp-Apim-Subscription-Key', 'x'])
    expect(wrongHeader.status).toBe(401)
    const wrongQuery = await send('/starter?subscription-key=x', ['Ocp-Apim-Subscription-Key', 'starter-primary'])
    expect(wrongQuery.status).toBe(200)
    expect((await send('/starter', ['Authorization', 'starter-primary'])).status).toBe(401)
  })

  it('is expected under the names of the API, and nowhere else', async () => {
    expect((await send('/deep/custom', ['X-Key', 'all-primary'])).status).toBe(200)
    expect((await send('/deep/custom?key=all-primary')).status).toBe(200)
    expect((await send('/deep/custom', ['Ocp-Apim-Subscription-Key', 'all-primary'])).status).toBe(401)
    expect((await send('/deep/custom?subscription-key=all-primary')).status).toBe(401)
  })
})

describe('the refusal of a key', () => {
  it('is byte for byte that of the compatible service', async () => {
    const without = await send('/starter')
    expect(without.status).toBe(401)
    expect(without.headers).toEqual([
      'Content-Type',
      'application/json',
      'WWW-Authenticate',
      'AzureApiManagementKey realm="https://api.example.com/starter",name="Ocp-Apim-Subscription-Key",type="header"',
      'apim-request-id',
      requestId,
      'Content-Length',
      '152',
    ])
    expect(without.text()).toBe(
      '{ "statusCode": 401, "message": "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API." }',
    )
    const wrong = await send('/deep/custom', ['X-Key', 'wrong'])
    expect(wrong.header('www-authenticate')).toBe(
      'AzureApiManagementKey realm="https://api.example.com/deep/custom",name="X-Key",type="header"',
    )
    expect(wrong.text()).toBe(
      '{ "statusCode": 401, "message": "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription." }',
    )
  })

  it('cannot be bent by the Host that a caller sends', async () => {
    const { send: sendCall } = createTestGateway(entries)
    const answer = await sendCall({ target: '/starter', headers: ['Host', 'x",name="y\\'] })
    expect(answer.header('www-authenticate')).toBe(
      'AzureApiManagementKey realm="https://x,name=y/starter",name="Ocp-Apim-Subscription-Key",type="header"',
    )
  })
})

describe('the hash of a key', () => {
  it('is made once for a key that opened something, and each time for one that did not', async () => {
    const { send: sendCall, hashed, log } = createTestGateway(entries)
    const call = (key: string) => sendCall({ target: '/starter', headers: ['Ocp-Apim-Subscription-Key', key] })
    for (let count = 0; count < 3; count++) await call('starter-primary')
    expect(hashed()).toBe(1)
    for (let count = 0; count < 3; count++) await call('wrong')
    expect(hashed()).toBe(4)
    expect(JSON.stringify(log.records)).not.toContain('starter-primary')
  })

  it('opens nothing any more as soon as the key was changed or its subscription is gone', async () => {
    const { send: sendCall, gateway } = createTestGateway(entries)
    const status = async (key: string) =>
      (await sendCall({ target: '/starter', headers: ['Ocp-Apim-Subscription-Key', key] })).status
    expect(await status('starter-primary')).toBe(200)
    const changed = subscription('starter', '/products/starter', { primaryKeyHash: 'hash of new' })
    gateway.apply({ type: 'change', changeNumber: 2, put: [changed], remove: [] })
    expect([await status('starter-primary'), await status('new'), await status('starter-secondary')]).toEqual([
      401, 200, 200,
    ])
    gateway.apply({ type: 'change', changeNumber: 3, put: [], remove: [changed.id] })
    expect([await status('new'), await status('starter-secondary')]).toEqual([401, 401])
  })
})

it('refuses a key from the moment on that its subscription expires', async () => {
  const { send: sendCall, gateway, clock } = createTestGateway(entries)
  const expirationDate = new Date(clock.now() + 60_000).toISOString()
  const expiring = subscription('starter', '/products/starter', { expirationDate, enforceExpiration: true })
  gateway.apply({ type: 'change', changeNumber: 2, put: [expiring], remove: [] })
  const status = async () =>
    (await sendCall({ target: '/starter', headers: ['Ocp-Apim-Subscription-Key', 'starter-primary'] })).status
  clock.advance(59_999)
  expect(await status()).toBe(200)
  clock.advance(1)
  expect(await status()).toBe(401)
})
