import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const single = { url: 'https://orders.example/v1', protocol: 'http' }

async function startWith(...names: readonly string[]) {
  const management = await startManagement()
  for (const name of names) await management.call('PUT', `/backends/${name}`, { properties: single })
  return management
}

const faultsOf = ({ json }: { json: { error: { details: { target: string; message: string }[] } } }) =>
  json.error.details.map(({ target, message }) => [target, message])

describe('backends', () => {
  it('keep credentials and proxy sealed, and show them to publishers only', async () => {
    const { call, store, fetchRaw, base, issue } = await startManagement()
    const credentials = {
      header: { 'x-key': ['open-sesame'] },
      authorization: { scheme: 'Basic', parameter: 'dXNlcjpvcGVu' },
    }
    const proxy = { url: 'http://proxy.example:3128', username: 'u', password: 'proxy-password' }
    const put = await call('PUT', '/backends/orders', { properties: { ...single, credentials, proxy } })
    expect(put.json.properties).toEqual({ ...single, type: 'Single', credentials, proxy })
    const stored = JSON.stringify(await store.readAll())
    for (const secret of ['open-sesame', 'dXNlcjpvcGVu', 'proxy-password']) expect(stored).not.toContain(secret)
    const token = await issue('analyst')
    const seen = await fetchRaw(`${base}/sluice/backends/orders?api-version=2024-05-01`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    expect(((await seen.json()) as { properties: object }).properties).toEqual({ ...single, type: 'Single' })
  })

  it('keep what a patch of the credentials does not name, and lose what it sets to null', async () => {
    const { call } = await startManagement()
    const credentials = { header: { a: ['1'] }, query: { q: ['2'] } }
    await call('PUT', '/backends/orders', { properties: { ...single, credentials } })
    const patched = await call(
      'PATCH',
      '/backends/orders',
      { properties: { credentials: { header: { a: ['3'] } } } },
      any,
    )
    expect(patched.json.properties.credentials).toEqual({ header: { a: ['3'] }, query: { q: ['2'] } })
    const cleared = await call('PATCH', '/backends/orders', { properties: { credentials: null } }, any)
    expect(cleared.json.properties.credentials).toBeUndefined()
  })

  it('may be pools of others, which then stay', async () => {
    const { call } = await startWith('one', 'two')
    const services = [
      { id: '/backends/ONE', weight: 3, priority: 1 },
      { id: '/backends/two', priority: 2 },
    ]
    const put = await call('PUT', '/backends/pool', { properties: { type: 'Pool', pool: { services } } })
    expect(put.status).toBe(201)
    expect(put.json.properties.pool.services).toEqual([
      { id: expect.stringMatching(/^\/subscriptions\/.*\/service\/sluice\/backends\/one$/), weight: 3, priority: 1 },
      { id: expect.stringMatching(/\/backends\/two$/), priority: 2 },
    ])
    expect((await call('PUT', '/backends/pool', { properties: put.json.properties })).json).toEqual(put.json)
    const { status, json } = await call('DELETE', '/backends/one', undefined, any)
    expect([status, json.error.message]).toEqual([400, "The backend 'one' is in use by /backends/pool."])
    const nested = await call('PUT', '/backends/one', {
      properties: { type: 'Pool', pool: { services: [services[1]] } },
    })
    expect(faultsOf(nested)).toEqual([
      ['properties.type', 'A backend that is in the pool /backends/pool cannot be a pool itself.'],
    ])
  })

  it('are refused as members that are not there, are pools, or are named twice', async () => {
    const { call } = await startWith('one')
    await call('PUT', '/backends/pool', { properties: { type: 'Pool', pool: { services: [{ id: '/backends/one' }] } } })
    const ids = ['/backends/none', '/apis/echo-api', '/backends/pool', '/backends/one', '/backends/ONE']
    const refused = await call('PUT', '/backends/other', {
      properties: { type: 'Pool', pool: { services: ids.map((id) => ({ id })) } },
    })
    expect(faultsOf(refused)).toEqual([
      ['properties.pool.services.0.id', "There is no backend '/backends/none'."],
      ['properties.pool.services.1.id', "There is no backend '/apis/echo-api'."],
      ['properties.pool.services.2.id', "'/backends/pool' is a pool; a pool is made of single backends."],
      ['properties.pool.services.4.id', "'/backends/ONE' is in the pool already."],
    ])
  })

  it('are refused with addresses, certificates and clusters that cannot be used', async () => {
    const { call } = await startManagement()
    const refused = await call('PUT', '/backends/orders', {
      properties: {
        url: 'https://orders.example/v1?key=1',
        protocol: 'http',
        proxy: { url: 'proxy.example' },
        credentials: { certificateIds: ['/certificates/none'], certificate: ['AB'] },
        properties: { serviceFabricCluster: { managementEndpoints: ['x'] } },
      },
    })
    expect(faultsOf(refused).map(([target]) => target)).toEqual([
      'properties.url',
      'properties.proxy.url',
      'properties.properties.serviceFabricCluster',
      'properties.credentials.certificateIds.0',
      'properties.credentials.certificate.0',
    ])
    expect(faultsOf(await call('PUT', '/backends/orders', { properties: {} }))).toEqual([
      ['properties.url', "'url' is required."],
      ['properties.protocol', "'protocol' is required."],
    ])
    expect((await call('PUT', '/backends/Dapr', { properties: single })).status).toBe(400)
  })

  it('take circuit-breaker rules within their limits', async () => {
    const { call } = await startManagement()
    const put = (rule: object) =>
      call('PUT', '/backends/orders', { properties: { ...single, circuitBreaker: { rules: [rule] } } })
    const rule = {
      name: 'breaker',
      failureCondition: {
        count: 3,
        interval: 'PT1H',
        statusCodeRanges: [{ min: 500, max: 599 }],
        errorReasons: ['Timeout'],
      },
      tripDuration: 'PT1M30S',
      acceptRetryAfter: true,
    }
    expect((await put(rule)).json.properties.circuitBreaker).toEqual({ rules: [rule] })
    const at = 'properties.circuitBreaker.rules.0'
    const both = await put({ ...rule, failureCondition: { ...rule.failureCondition, percentage: 10 } })
    expect(faultsOf(both)).toEqual([
      [`${at}.failureCondition`, "'failureCondition' must have either a count or a percentage."],
    ])
    const wrong = await put({
      tripDuration: 'PT0S',
      failureCondition: { count: 1, interval: '1m', statusCodeRanges: [{ min: 100, max: 600 }] },
    })
    expect(faultsOf(wrong).map(([target]) => target)).toEqual([
      `${at}.failureCondition.interval`,
      `${at}.failureCondition.statusCodeRanges.0.min`,
      `${at}.failureCondition.statusCodeRanges.0.max`,
      `${at}.tripDuration`,
    ])
  })
})

describe('backends and named values', () => {
  const key = { displayName: 'Key', value: 'open-sesame', secret: true }
  const credentials = { header: { 'x-key': ['{{KEY}}'] }, authorization: { scheme: 'Bearer', parameter: 'a{{key}}' } }
  const proxy = { url: 'http://{{host}}:3128', password: '{{key}}' }

  async function startWithNames() {
    const management = await startManagement()
    const { call } = management
    await call('PUT', '/namedValues/key', { properties: key })
    await call('PUT', '/namedValues/host', { properties: { displayName: 'host', value: 'orders.example' } })
    return management
  }

  it('refuse names that do not exist, in every field, also when a part is patched', async () => {
    const { call } = await startWithNames()
    const properties = { ...single, url: 'https://{{nowhere}}', credentials: { query: { q: ['{{nothing}}'] } }, proxy }
    const refused = await call('PUT', '/backends/orders', { properties })
    expect([refused.status, faultsOf(refused)]).toEqual([
      400,
      [
        ['properties.url', "The named value 'nowhere' does not exist."],
        ['properties.credentials', "The named value 'nothing' does not exist."],
      ],
    ])
    await call('PUT', '/backends/orders', { properties: { ...single, credentials } })
    const patch = { properties: { credentials: { query: { q: ['{{nothing}}'] } } } }
    expect((await call('PATCH', '/backends/orders', patch, any)).status).toBe(400)
    const logger = {
      loggerType: 'applicationInsights',
      credentials: { instrumentationKey: '{{nothing}}' },
    }
    expect((await call('PUT', '/loggers/insights', { properties: logger })).status).toBe(400)
  })

  it('keep what they use, also after a change of something else, until they use it no more', async () => {
    const { call } = await startWithNames()
    await call('PUT', '/backends/orders', { properties: { ...single, url: 'https://{{host}}/v1', credentials, proxy } })
    await call('PATCH', '/backends/orders', { properties: { title: 'Orders' } }, any)
    const properties = { loggerType: 'applicationInsights', credentials: { instrumentationKey: '{{key}}' } }
    await call('PUT', '/loggers/insights', { properties })
    expect((await call('DELETE', '/namedValues/key', undefined, any)).json.error.message).toBe(
      "The named value 'Key' is in use by /backends/orders, /loggers/insights.",
    )
    expect((await call('DELETE', '/namedValues/host', undefined, any)).status).toBe(400)
    await call('DELETE', '/loggers/insights', undefined, any)
    await call('PATCH', '/backends/orders', { properties: { credentials: null, proxy: null } }, any)
    expect((await call('DELETE', '/namedValues/key', undefined, any)).status).toBe(200)
  })

  it('go along when a named value is renamed, and stay sealed', async () => {
    const { call, store } = await startWithNames()
    await call('PUT', '/backends/orders', { properties: { ...single, url: 'https://{{host}}', credentials, proxy } })
    const before = await store.readAll()
    await call('PATCH', '/namedValues/key', { properties: { displayName: 'door' } }, any)
    await call('PATCH', '/namedValues/host', { properties: { displayName: 'server' } }, any)
    expect((await store.readAll()).changeNumber).toBe(before.changeNumber + 2)
    expect((await call('GET', '/backends/orders')).json.properties).toMatchObject({
      url: 'https://{{server}}',
      credentials: { header: { 'x-key': ['{{door}}'] }, authorization: { scheme: 'Bearer', parameter: 'a{{door}}' } },
      proxy: { url: 'http://{{server}}:3128', password: '{{door}}' },
    })
    expect(JSON.stringify(await store.readAll())).not.toContain('a{{door}}')
    expect((await call('DELETE', '/namedValues/key', undefined, any)).json.error.message).toContain("'door' is in use")
  })

  it('refuse a value with which there is no address any more', async () => {
    const { call } = await startWithNames()
    await call('PUT', '/backends/orders', { properties: { ...single, url: 'https://{{host}}', proxy } })
    const refused = await call('PATCH', '/namedValues/host', { properties: { value: 'a b' } }, any)
    expect([refused.status, faultsOf(refused).map(([target]) => target)]).toEqual([
      400,
      ['/backends/orders, properties.url', '/backends/orders, properties.proxy.url'],
    ])
    expect((await call('POST', '/namedValues/host/listValue')).json).toEqual({ value: 'orders.example' })
  })
})

describe('backends and policies', () => {
  const document = (id: string) => `<policies><inbound><set-backend-service backend-id="${id}" /></inbound></policies>`

  it('must exist to be named, with the place of the name, and stay while they are', async () => {
    const { call } = await startWith('one')
    await call('PUT', '/namedValues/name', { properties: { displayName: 'name', value: 'one' } })
    const refused = await call('PUT', '/policies/policy', { properties: { value: document('two') } })
    expect([refused.status, refused.json.error.details[0].target]).toEqual([400, 'line 1, column 21'])
    const fragment = { value: '<fragment><set-backend-service backend-id="two" /></fragment>' }
    expect((await call('PUT', '/policyFragments/f', { properties: fragment })).status).toBe(400)
    expect((await call('PUT', '/policies/policy', { properties: { value: document('{{name}}') } })).status).toBe(200)
    expect((await call('DELETE', '/backends/one', undefined, any)).json.error.message).toBe(
      "The backend 'one' is in use by /policies/policy.",
    )
    expect((await call('PATCH', '/namedValues/name', { properties: { value: 'two' } }, any)).status).toBe(400)
    await call('PUT', '/policies/policy', { properties: { value: '<policies />' } })
    expect((await call('DELETE', '/backends/one', undefined, any)).status).toBe(200)
  })
})
