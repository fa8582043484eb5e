import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'

const { service, api, operation, product, productApi, policy, versionSet } = entriesOf('contoso')

const cors = (origin: string, more = '') =>
  `<policies><inbound><base/><cors${more}><allowed-origins><origin>${origin}</origin></allowed-origins>
   <allowed-methods><method>*</method></allowed-methods><allowed-headers><header>*</header></allowed-headers></cors></inbound></policies>`

const preflight = (target: string, origin: string) => ({
  method: 'OPTIONS',
  target,
  headers: [
    'Host',
    'localhost',
    'Origin',
    origin,
    'Access-Control-Request-Method',
    'GET',
    'Access-Control-Request-Headers',
    'x-version',
  ],
})

const allowedOrigin = async (gateway: ReturnType<typeof createTestGateway>, target: string, origin: string) => {
  const answer = await gateway.send(preflight(target, origin))
  return [answer.status, answer.header('access-control-allow-origin')]
}

describe('a preflight', () => {
  it('is answered by the policy of a product, which only the key of the call itself would name', async () => {
    const gateway = createTestGateway([
      service(),
      api('echo', { subscriptionRequired: true }),
      operation('echo', 'get', 'GET', '/a'),
      product('one'),
      productApi('one', 'echo'),
      product('two'),
      productApi('two', 'echo'),
      policy('/products/one', cors('https://one.example.com')),
      policy('/products/two', cors('https://two.example.com')),
    ])
    expect(await allowedOrigin(gateway, '/echo/a', 'https://one.example.com')).toEqual([200, 'https://one.example.com'])
    expect(await allowedOrigin(gateway, '/echo/a', 'https://two.example.com')).toEqual([200, 'https://two.example.com'])
    expect(await allowedOrigin(gateway, '/echo/a', 'https://three.example.com')).toEqual([200, undefined])
    expect(gateway.client.requests).toEqual([])
  })

  it('is answered by a version that only a header of the call itself would name', async () => {
    const inSet = (id: string, apiVersion: string | undefined) =>
      api(id, {
        path: 'echo',
        apiVersionSetId: '/apiVersionSets/set',
        ...(apiVersion === undefined ? {} : { apiVersion }),
      })
    const gateway = createTestGateway([
      service(),
      versionSet('set', { displayName: 'Set', versioningScheme: 'Header', versionHeaderName: 'X-Version' }),
      inSet('first', 'v1'),
      operation('first', 'get', 'GET', '/a'),
      policy('/apis/first', cors('https://one.example.com')),
      inSet('second', 'v2'),
      operation('second', 'get', 'GET', '/a'),
      policy('/apis/second', cors('https://two.example.com')),
    ])
    expect(await allowedOrigin(gateway, '/echo/a', 'https://one.example.com')).toEqual([200, 'https://one.example.com'])
    expect(await allowedOrigin(gateway, '/echo/a', 'https://two.example.com')).toEqual([200, 'https://two.example.com'])
  })

  it('is a call like any other where the API has an operation for OPTIONS', async () => {
    const gateway = createTestGateway([
      service(),
      api('echo'),
      operation('echo', 'options', 'OPTIONS', '/a'),
      policy('/apis/echo', cors('https://one.example.com', ' terminate-unmatched-request="false"')),
    ])
    await allowedOrigin(gateway, '/echo/a', 'https://other.example.com')
    expect(gateway.client.requests.map(({ method }) => method)).toEqual(['OPTIONS'])
  })

  it('asks the next policy where the first one lets others decide', async () => {
    const documents = (more: string) => [
      service(),
      api('echo'),
      operation('echo', 'get', 'GET', '/a'),
      policy('', cors('https://global.example.com', more).replace('<base/>', '')),
      policy('/apis/echo', cors('https://api.example.com')),
    ]
    const asked = createTestGateway(documents(' terminate-unmatched-request="false"'))
    expect(await allowedOrigin(asked, '/echo/a', 'https://api.example.com')).toEqual([200, 'https://api.example.com'])
    const ended = createTestGateway(documents(''))
    expect(await allowedOrigin(ended, '/echo/a', 'https://api.example.com')).toEqual([200, undefined])
  })
})
