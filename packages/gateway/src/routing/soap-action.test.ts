import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'

const { service, api, operation, policy } = entriesOf('contoso')
const action = 'http://tempuri.org/Add'

function createCalculator(type: 'soap' | 'http' = 'soap') {
  const answered = (name: string) =>
    `<policies><inbound><base/></inbound><backend><base/></backend><outbound><base/><set-header name="Operation"><value>${name}</value></set-header></outbound></policies>`
  const named = (id: string, template: string) => [
    operation('calculator', id, 'POST', template),
    policy(`/apis/calculator/operations/${id}`, answered(id)),
  ]
  const gateway = createTestGateway([
    service(),
    api('calculator', { type }),
    ...named('any', '/soapAction={any}'),
    ...named('add', `/?soapAction=${encodeURIComponent(action)}`),
    ...named('quote', '/?soapAction=a%22b'),
  ])
  /** Which operation answered, and what the backend was asked for. */
  async function call(query: string, headers: readonly string[] = []) {
    const before = gateway.client.requests.length
    const { status, header } = await gateway.send({
      method: 'POST',
      target: `/calculator${query}`,
      headers: ['Host', 'localhost', ...headers],
    })
    return [header('operation') ?? status, gateway.client.requests[before]?.target]
  }
  return { ...gateway, call }
}

describe('a call to a SOAP API', () => {
  it.each([
    ['the quoted header', ['SOAPAction', `"${action}"`]],
    ['the header without quotation marks', ['SOAPAction', action]],
    ['the header in another letter case', ['soapaction', `"${action.toUpperCase()}"`]],
    ['the content type of SOAP 1.2', ['Content-Type', `application/soap+xml; charset=utf-8; action="${action}"`]],
    ['the same without quotation marks', ['Content-Type', `Application/SOAP+XML;Action=${action} ; charset=utf-8`]],
    [
      'the content type with an empty header beside it',
      ['SOAPAction', '""', 'Content-Type', `application/soap+xml;action="${action}"`],
    ],
    ['a multipart message', ['Content-Type', `multipart/related; type="a;action=no"; action="${action}"`]],
  ])('meets the operation that is named in %s, and the backend sees no query', async (_, headers) => {
    expect(await createCalculator().call('', headers)).toEqual(['add', '/base'])
  })

  it('meets the operation that is named in the query, which goes on as it was sent', async () => {
    const { call } = createCalculator()
    const query = `?SoapAction=${encodeURIComponent(action)}&x=1`
    expect(await call(query, ['SOAPAction', '"http://tempuri.org/Other"'])).toEqual(['add', `/base${query}`])
    expect(await call('/?x=1', ['SOAPAction', `"${action}"`])).toEqual(['add', '/base/?x=1'])
    expect(await call('?soapAction=&x', ['SOAPAction', `"${action}"`])).toEqual(['add', '/base?soapAction=&x'])
  })

  it('meets the operation of the wildcard with any other action, which is a matched parameter', async () => {
    const { call } = createCalculator()
    expect(await call('', ['SOAPAction', '"urn:a&b=c d"'])).toEqual(['any', '/base'])
    expect(await call('', ['Content-Type', 'application/soap+xml;action="a\\"b"'])).toEqual(['quote', '/base'])
  })

  it.each([
    ['nothing', []],
    ['an empty header', ['SOAPAction', '""']],
    ['a content type of another kind', ['Content-Type', `text/xml; action="${action}"`]],
    ['a content type without the parameter', ['Content-Type', 'application/soap+xml; reaction=x; charset=utf-8']],
  ])('meets none of them with %s', async (_, headers) => {
    expect(await createCalculator().call('', headers)).toEqual([404, undefined])
  })

  it('can use the action in policies', async () => {
    const { gateway, send, client } = createCalculator()
    gateway.apply({
      type: 'change',
      changeNumber: 2,
      put: [
        policy(
          '/apis/calculator/operations/any',
          '<policies><inbound><base/><rewrite-uri template="/soap/{any}"/></inbound><backend><base/></backend><outbound/></policies>',
        ),
      ],
      remove: [],
    })
    await send({ method: 'POST', target: '/calculator', headers: ['Host', 'localhost', 'SOAPAction', '"urn:x y"'] })
    expect(client.requests.at(-1)?.target).toBe('/base/soap/urn%3Ax%20y')
  })
})

describe('an API of another type', () => {
  it('does not look at the action, until it becomes one of SOAP', async () => {
    const { call, gateway } = createCalculator('http')
    expect(await call('', ['SOAPAction', action])).toEqual([404, undefined])
    expect(await call('/soapAction=x')).toEqual(['any', '/base/soapAction=x'])
    gateway.apply({ type: 'change', changeNumber: 2, put: [api('calculator', { type: 'soap' })], remove: [] })
    expect(await call('', ['SOAPAction', action])).toEqual(['add', '/base'])
    expect(await call('', ['SOAPAction', 'x'])).toEqual(['any', '/base'])
  })
})
