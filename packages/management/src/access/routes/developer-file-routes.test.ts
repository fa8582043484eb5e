import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { administrator, startManagement } from '../../management.fixture.ts'

const definitions = join(import.meta.dirname, '../../../../../tests/definitions')
const wsdl = readFileSync(join(definitions, 'calculator.wsdl'), 'utf8')
const any = { 'If-Match': '*' }

async function start() {
  const started = await startManagement()
  const { call, fetchRaw } = started
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetchRaw(path, { headers })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const signIn = async () => {
    const response = await fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify(administrator) })
    return { Cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }
  const addSoapApi = async (value = wsdl) => {
    const properties = { path: 'calc', format: 'wsdl', value, protocols: ['http'] }
    const { status } = await call('PUT', '/apis/calculator', { properties })
    expect(status).toBe(201)
    await call('PUT', '/products/starter/apis/calculator')
  }
  return { ...started, get, signIn, addSoapApi }
}

describe('the definition of an API', () => {
  it.each([
    ['openapi.json', 'application/json; charset=utf-8', '"openapi": "3.0'],
    ['openapi.yaml', 'application/yaml; charset=utf-8', 'openapi: 3.0'],
    ['openapi-3.1.json', 'application/json; charset=utf-8', '"openapi": "3.1'],
    ['openapi-3.1.yaml', 'application/yaml; charset=utf-8', 'openapi: 3.1'],
    ['swagger.json', 'application/json; charset=utf-8', '"host": "localhost:8000"'],
    ['definition.wadl', 'application/xml; charset=utf-8', 'base="http://localhost:8000/echo"'],
  ])('is a file %s', async (file, type, part) => {
    const { get } = await start()
    const { status, headers, text } = await get(`/developer/sluice/apis/echo-api/${file}`)
    expect(Object.fromEntries(headers)).toEqual({
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="echo-api-${file}"`,
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'x-ms-request-id': expect.any(String),
    })
    expect(status).toBe(200)
    expect(text).toContain(part)
    if (file.startsWith('openapi')) expect(text).toContain('http://localhost:8000/echo')
  })

  it('is given to whoever sees the API, and to nobody else', async () => {
    const { get, call, signIn } = await start()
    await call('PUT', '/apis/inner', { properties: { displayName: 'Inner', path: 'inner', protocols: ['http'] } })
    const path = '/developer/sluice/apis/inner/openapi.json'
    expect((await get(path)).status).toBe(404)
    expect((await get(path, await signIn())).status).toBe(200)
    expect((await get('/developer/sluice/apis/nothing/openapi.json')).status).toBe(404)
    expect((await get('/developer/nobody/apis/echo-api/openapi.json')).status).toBe(404)
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } }, any)
    expect((await get('/developer/sluice/apis/echo-api/openapi.json')).status).toBe(401)
  })

  it('of a SOAP API is its WSDL with the address of the gateway, and nothing of the backend', async () => {
    const { get, addSoapApi } = await start()
    await addSoapApi(wsdl.replace('<wsdl:types>', '<!-- made at http://build.dneonline.example --><wsdl:types>'))
    const { status, headers, text } = await get('/developer/sluice/apis/calculator/definition.wsdl')
    expect([status, headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="calculator-definition.wsdl"',
    ])
    expect(text).toBe(
      wsdl.replace(/http:\/\/www\.dneonline\.example\/calculator(?:12)?\.asmx/g, 'http://localhost:8000/calc'),
    )
  })

  it('is refused as WSDL where there is none, or one that leads to the backend', async () => {
    const { get, addSoapApi } = await start()
    const echo = await get('/developer/sluice/apis/echo-api/definition.wsdl')
    expect(JSON.parse(echo.text).error.code).toBe('OperationNotAllowed')
    await addSoapApi(
      wsdl.replace(
        '<s:element name="Add">',
        '<s:include schemaLocation="http://inner.example/a.xsd"/><s:element name="Add">',
      ),
    )
    const { text } = await get('/developer/sluice/apis/calculator/definition.wsdl')
    expect(JSON.parse(text).error.message).toContain('refers to documents at the backend')
  })
})

describe('the guide for programs', () => {
  it('lists what everybody sees, how it is called, and how to get a key', async () => {
    const { get, call } = await start()
    await call(
      'PATCH',
      '/apis/echo-api',
      { properties: { displayName: 'Echo [beta]\nAPI', description: '<p>Says what it\nhears</p>' } },
      any,
    )
    await call('PUT', '/apis/inner', { properties: { displayName: 'Inner', path: 'inner' } })
    const { status, headers, text } = await get('/developer/Sluice/llms.txt')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
    const at = 'https://portal.example.com/developer/sluice'
    expect(text).toBe(
      [
        '# APIs of sluice',
        '',
        `> What the developer portal at ${at} shows to everybody: APIs, how they are called, and how to get a key.`,
        '',
        'Calls carry a subscription key in the header `Ocp-Apim-Subscription-Key`. To get one:',
        '',
        '1. Sign up at https://portal.example.com/sign-up.',
        `2. Subscribe to a product that has the API at ${at}/products.`,
        `3. Take the key from ${at}/profile.`,
        '',
        '## APIs',
        '',
        `- [Echo \\[beta\\] API](${at}/apis/echo-api): Says what it hears. Address: http://localhost:8000/echo or https://localhost:8443/echo. Definition: [OpenAPI](${at}/apis/echo-api/openapi.json).`,
        `- [AzureML Demo API](${at}/apis/azureml-demo-api): The request-response and batch execution services of a published experiment. Address: http://localhost:8000/azureml-demo or https://localhost:8443/azureml-demo. Definition: [OpenAPI](${at}/apis/azureml-demo-api/openapi.json).`,
        '',
        '## Products',
        '',
        `- [Starter](${at}/products/starter): Subscribers will be able to run 5 calls/minute up to a maximum of 100 calls/week.`,
        `- [Unlimited](${at}/products/unlimited): Subscribers have completely unlimited access to the API. Administrator approval is required.`,
        '',
      ].join('\n'),
    )
    expect((await get('/llms.txt')).text).toBe(text)
  })

  it('shows an administrator no more than everybody', async () => {
    const { get, call, signIn } = await start()
    await call('PUT', '/apis/inner', { properties: { displayName: 'Inner', path: 'inner' } })
    expect((await get('/llms.txt', await signIn())).text).not.toContain('Inner')
  })

  it('says that one has to sign in where that is so, and nothing of a service that is not there', async () => {
    const { get, call } = await start()
    expect((await get('/developer/nobody/llms.txt')).status).toBe(404)
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } }, any)
    const { text } = await get('/developer/sluice/llms.txt')
    expect(text).toContain('Whoever wants to see the APIs signs in first: https://portal.example.com/sign-in.')
    expect(text).not.toContain('Echo')
  })
})
