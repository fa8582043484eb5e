import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

const any = { 'If-Match': '*' }
type Started = Awaited<ReturnType<typeof startManagement>>

const definition = (paths: object, more: object = {}) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1', description: 'All orders.' },
    servers: [{ url: 'https://orders.example/v1' }],
    paths,
    ...more,
  })

const ok = { responses: { 200: { description: 'Done' } } }
const orders = {
  '/orders': { get: { operationId: 'listOrders', summary: 'List orders', ...ok } },
  '/orders/{id}': {
    get: {
      operationId: 'getOrder',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      ...ok,
    },
  },
}

const put = ({ call }: Started, value: string, more: object = {}) =>
  call('PUT', '/apis/orders', { properties: { path: 'orders', format: 'openapi+json', value, ...more } })

const operationsOf = async ({ call }: Started) =>
  (await call('GET', '/apis/orders/operations')).json.value.map(
    ({ name, properties }: { name: string; properties: { method: string; urlTemplate: string } }) =>
      `${name}: ${properties.method} ${properties.urlTemplate}`,
  )

describe('the import of a definition', () => {
  it('makes an API with its operations, in one change', async () => {
    const started = await startManagement()
    const before = (await started.store.readAll()).changeNumber
    const made = await put(started, definition(orders))
    expect(made.status).toBe(201)
    expect(made.json.properties).toMatchObject({
      displayName: 'Orders',
      description: 'All orders.',
      path: 'orders',
      serviceUrl: 'https://orders.example/v1',
      protocols: ['https'],
    })
    expect(await operationsOf(started)).toEqual(['listorders: GET /orders', 'getorder: GET /orders/{id}'])
    expect((await started.store.readAll()).changeNumber).toBe(before + 1)
  })

  it('applied again renews what it says, keeps policies, and removes what it no longer has', async () => {
    const started = await startManagement()
    const { call } = started
    await put(started, definition(orders))
    const policy = '/apis/orders/operations/getorder/policies/policy'
    await call('PUT', policy, { properties: { value: '<policies />', format: 'rawxml' } })
    await call('PATCH', '/apis/orders', { properties: { serviceUrl: 'https://ours.example' } }, any)
    const { '/orders/{id}': one } = orders
    const again = definition({ '/orders/{id}/detail': { get: { ...one.get, summary: 'One' } } })
    expect((await put(started, again)).status).toBe(200)
    expect(await operationsOf(started)).toEqual(['getorder: GET /orders/{id}/detail'])
    expect((await call('GET', policy)).status).toBe(200)
    expect((await call('GET', '/apis/orders')).json.properties.serviceUrl).toBe('https://ours.example')
  })

  it('lets two operations exchange their templates', async () => {
    const started = await startManagement()
    const two = (first: string, second: string) =>
      definition({
        [first]: { get: { operationId: 'a', ...ok } },
        [second]: { get: { operationId: 'b', ...ok } },
      })
    await put(started, two('/x', '/y'))
    expect((await put(started, two('/y', '/x'))).status).toBe(200)
    expect((await operationsOf(started)).sort()).toEqual(['a: GET /y', 'b: GET /x'])
  })

  it('changes nothing when anything is wrong, and says where', async () => {
    const started = await startManagement()
    await put(started, definition(orders))
    const before = (await started.store.readAll()).changeNumber
    const broken = definition({ '/orders/{id}': { get: { operationId: 'getOrder', ...ok } } })
    const refused = await put(started, broken)
    expect([refused.status, refused.json.error.code]).toEqual([400, 'ValidationError'])
    expect(refused.json.error.details[0].message).toMatch(/id/)
    expect((await put(started, '{ "openapi": "3.0.3", ')).status).toBe(400)
    expect((await started.store.readAll()).changeNumber).toBe(before)
  })

  it('is told beforehand, without a change', async () => {
    const started = await startManagement()
    await put(started, definition(orders))
    const before = (await started.store.readAll()).changeNumber
    const { '/orders': all } = orders
    const properties = {
      format: 'openapi',
      value: definition({
        '/orders': { get: { ...all.get, summary: 'All orders' }, post: { operationId: 'add', ...ok } },
      }),
    }
    const { status, json } = await started.call('POST', '/apis/orders/planImport', { properties })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      added: [{ id: 'add', method: 'POST', urlTemplate: '/orders' }],
      changed: [{ id: 'listorders', existingId: 'listorders', fields: ['displayName'] }],
      removed: [{ id: 'getorder', method: 'GET', urlTemplate: '/orders/{id}' }],
      unchanged: 0,
    })
    expect((await started.store.readAll()).changeNumber).toBe(before)
    const missing = await started.call('POST', '/apis/orders/planImport', { properties: {} })
    expect(missing.json.error.details).toHaveLength(2)
  })

  it('reads a link through the address policy', async () => {
    const started = await startManagement({
      answerOutgoing: (request) =>
        request.url === 'https://definitions.example/orders.json'
          ? new Response(definition(orders))
          : new Response('', { status: 404 }),
    })
    const link = (value: string) => put(started, value, { format: 'openapi-link' })
    expect((await link('https://definitions.example/orders.json')).status).toBe(201)
    expect(await operationsOf(started)).toHaveLength(2)
    const refused = await link('http://169.254.169.254/latest')
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(JSON.stringify(refused.json)).toContain('169.254.169.254')
  })
})

describe('an export', () => {
  const follow = async ({ fetchRaw }: Started, link: string) => {
    const address = new URL(link)
    const answer = await fetchRaw(`${address.pathname}${address.search}`)
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  const exportAs = async (started: Started, format: string) => {
    const { json } = await started.call('GET', `/apis/orders?export=true&format=${format}`)
    return { json, file: await follow(started, json.value.link) }
  }

  it('gives the source as it came where it is what is wanted, also without a token', async () => {
    const started = await startManagement()
    const source = `${definition(orders)}\n\n`
    await put(started, source)
    const { json, file } = await exportAs(started, 'openapi%2Bjson-link')
    expect(json.format).toBe('openapi+json-link')
    expect(file).toEqual({ status: 200, type: 'application/json; charset=utf-8', text: source })
  })

  it('is made of the resources after they were changed', async () => {
    const started = await startManagement()
    await put(started, definition(orders))
    await started.call('PATCH', '/apis/orders/operations/getorder', { properties: { displayName: 'Read' } }, any)
    const { file } = await exportAs(started, 'openapi%2Bjson-link')
    expect(JSON.parse(file.text).paths['/orders/{id}'].get).toMatchObject({ summary: 'Read' })
    expect((await exportAs(started, 'source-link')).file.text).toBe(definition(orders))
  })

  it.each([
    ['swagger-link', 'application/json; charset=utf-8', '"swagger": "2.0"'],
    ['openapi-link', 'application/yaml; charset=utf-8', 'openapi: 3.0'],
    ['openapi-3.1%2Bjson-link', 'application/json; charset=utf-8', '"openapi": "3.1'],
    ['wadl-link', 'application/xml; charset=utf-8', '<application'],
  ])('is there as %s', async (format, type, part) => {
    const started = await startManagement()
    await put(started, definition(orders))
    const { file } = await exportAs(started, format)
    expect([file.status, file.type]).toEqual([200, type])
    expect(file.text).toContain(part)
  })

  it('is refused in a format that there is not, and where there is no source', async () => {
    const started = await startManagement()
    await put(started, definition(orders))
    expect((await started.call('GET', '/apis/orders?export=true&format=word')).json.error.code).toBe(
      'InvalidQueryParameter',
    )
    expect((await started.call('GET', '/apis/orders?export=true&format=wsdl-link')).json.error.code).toBe(
      'OperationNotAllowed',
    )
  })

  it('is good for five minutes, and for nothing else', async () => {
    const started = await startManagement()
    await put(started, definition(orders))
    const { link } = (await started.call('GET', '/apis/orders?export=true&format=swagger-link')).json.value
    const forged = link.replace(/\.[^.]+$/, `.${'A'.repeat(43)}`)
    expect((await follow(started, forged)).status).toBe(404)
    started.clock.advance(301_000)
    expect((await follow(started, link)).status).toBe(404)
  })
})
