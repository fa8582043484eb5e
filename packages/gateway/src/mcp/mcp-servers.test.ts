import type { SnapshotEntry } from '@sluice/contracts'
import type { MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, requestId } from '../gateway.fixture.ts'
import { connectMcpClient, sendToGateway } from './mcp-client.fixture.ts'

const of = entriesOf('contoso')
const inbound = (statements: string) =>
  `<policies><inbound><base/>${statements}</inbound><backend><base/></backend><outbound><base/></outbound></policies>`
const setHeader = (name: string, value: string) =>
  `<set-header name="${name}" exists-action="append"><value>${value}</value></set-header>`

/** Answers with what it was asked, as JSON. */
const mirror: MemoryOrigin = async (call) => {
  const body = Buffer.from(await call.body.bytes(1000)).toString()
  const seen = call.headers.flatMap((name, at) =>
    at % 2 === 0 && /^(x-|content-type|authorization|ocp-)/i.test(name) ? [`${name}: ${call.headers[at + 1]}`] : [],
  )
  const answer = JSON.stringify({ request: `${call.method} ${call.target}`, seen, body })
  call.respond({ status: 200, headers: ['Content-Type', 'application/json'] }, answer)
}

const shop: readonly SnapshotEntry[] = [
  of.service(),
  of.api('shop', { description: 'Sells.', serviceUrl: 'http://shop/v1' }),
  of.apiSchema('shop', 'types', {
    components: {
      schemas: {
        Order: {
          type: 'object',
          properties: { item: { type: 'string' }, next: { $ref: '#/components/schemas/Order' } },
          required: ['item'],
        },
      },
    },
  }),
  of.operation('shop', 'get-order', 'GET', '/orders/{id}', {
    displayName: 'Get order',
    description: 'Reads one order.',
    templateParameters: [{ name: 'id', type: 'integer', description: 'Its number.', required: true }],
    request: {
      queryParameters: [
        { name: '$fields', type: 'array', description: 'What to show.' },
        { name: 'view', type: 'string', values: ['short', 'long'], defaultValue: 'short' },
      ],
      headers: [
        { name: 'X-Trace', type: 'string' },
        { name: 'Ocp-Apim-Subscription-Key', type: 'string' },
      ],
    },
  }),
  of.operation('shop', 'add-order', 'POST', '/orders', {
    request: { representations: [{ contentType: 'application/json', schemaId: 'types', typeName: 'Order' }] },
    responses: [
      {
        statusCode: 200,
        representations: [{ contentType: 'application/json', schemaId: 'types', typeName: 'Order' }],
      },
    ],
  }),
  of.api('shop-mcp', { type: 'mcp', displayName: 'Shop tools', description: 'Buy things.' }),
  of.tool('shop-mcp', 'getOrder', 'shop/get-order'),
  of.tool('shop-mcp', 'addOrder', 'shop/add-order', 'Orders a thing.'),
]

const callTool = { name: 'getOrder', arguments: { id: 7 } }
const start = (entries: readonly SnapshotEntry[] = [], origins = { 'http://shop': mirror }) =>
  createTestGateway([...shop, ...entries], origins)

const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
  new Request('http://localhost/shop-mcp/mcp', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers },
    body,
  })

describe('an MCP server of listed operations', () => {
  it('says who it is and answers pings', async () => {
    const client = await connectMcpClient(start(), '/shop-mcp/mcp')
    expect(client.getServerVersion()).toEqual({ name: 'shop-mcp', title: 'Shop tools', version: '1' })
    expect(client.getInstructions()).toBe('Buy things.')
    expect(client.getServerCapabilities()).toEqual({ tools: { listChanged: true } })
    expect(await client.ping()).toEqual({})
  })

  it('lists its tools with what operations say of themselves', async () => {
    const client = await connectMcpClient(start(), '/shop-mcp/mcp')
    const order = {
      type: 'object',
      properties: { item: { type: 'string' }, next: { $ref: '#/$defs/Order' } },
      required: ['item'],
    }
    expect((await client.listTools()).tools).toEqual([
      {
        name: 'getOrder',
        title: 'getOrder',
        description: 'Reads one order.',
        inputSchema: {
          type: 'object',
          properties: {
            id: { type: 'integer', description: 'Its number.' },
            fields: { type: 'array', items: { type: 'string' }, description: 'What to show.' },
            view: { type: 'string', enum: ['short', 'long'], default: 'short' },
            'X-Trace': { type: 'string' },
          },
          required: ['id'],
          additionalProperties: false,
        },
        annotations: { readOnlyHint: true },
      },
      {
        name: 'addOrder',
        title: 'addOrder',
        description: 'Orders a thing.',
        inputSchema: {
          type: 'object',
          properties: { body: order },
          required: ['body'],
          additionalProperties: false,
          $defs: { Order: order },
        },
        outputSchema: { ...order, $defs: { Order: order } },
        annotations: { readOnlyHint: false },
      },
    ])
  })

  it('puts arguments where the operation has them', async () => {
    const client = await connectMcpClient(start(), '/shop-mcp/mcp')
    const { content, isError } = await client.callTool({
      name: 'getOrder',
      arguments: { id: 7, fields: ['a&b', 'c'], view: 'long', 'X-Trace': 't' },
    })
    expect(isError).toBeUndefined()
    const answer = JSON.stringify({
      request: 'GET /v1/orders/7?%24fields=a%26b&%24fields=c&view=long',
      seen: ['X-Trace: t', 'X-Forwarded-For: 127.0.0.1', 'X-Forwarded-Proto: http', 'X-Forwarded-Host: localhost'],
      body: '',
    })
    expect(content).toEqual([{ type: 'text', text: answer }])
  })

  it('sends bodies and gives structured content where the operation says what it answers', async () => {
    const echo: MemoryOrigin = async (call) => {
      const body = await call.body.bytes(1000)
      call.respond({ status: 200, headers: ['Content-Type', call.header('content-type') ?? ''] }, body)
    }
    const client = await connectMcpClient(start([], { 'http://shop': echo }), '/shop-mcp/mcp')
    await client.listTools()
    const body = { item: 'tea', next: { item: 'milk' } }
    expect(await client.callTool({ name: 'addOrder', arguments: { body } })).toEqual({
      content: [{ type: 'text', text: JSON.stringify(body) }],
      structuredContent: body,
    })
  })

  it('says what of an answer does not fit the description', async () => {
    const client = await connectMcpClient(start(), '/shop-mcp/mcp')
    await client.listTools()
    const { content, isError } = await client.callTool({ name: 'addOrder', arguments: { body: { item: 'tea' } } })
    expect([isError, (content as { text: string }[])[1]?.text]).toEqual([
      true,
      "The answer is not what the operation's description says: Required properties are missing from object: item.",
    ])
  })

  it.each([
    [{ name: 'getOrder', arguments: {} }, 'Required properties are missing from object: id.'],
    [{ name: 'getOrder', arguments: { id: 'x' } }, 'id: Invalid type. Expected Integer but got String.'],
    [{ name: 'addOrder', arguments: { body: {} } }, 'body: Required properties are missing from object: item.'],
  ])('tells a model what is wrong with %j', async (call, text) => {
    const gateway = start()
    const client = await connectMcpClient(gateway, '/shop-mcp/mcp')
    expect(await client.callTool(call)).toEqual({
      content: [{ type: 'text', text: `The arguments do not fit the tool:\n${text}` }],
      isError: true,
    })
  })

  it('has no tool that is not listed, or whose operation is gone', async () => {
    const client = await connectMcpClient(start([of.tool('shop-mcp', 'lost', 'shop/nothing')]), '/shop-mcp/mcp')
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['getOrder', 'addOrder'])
    for (const name of ['lost', 'get-order']) {
      await expect(client.callTool({ name })).rejects.toThrow(`MCP error -32602: There is no tool '${name}'.`)
    }
  })

  it('gives errors of the operation as errors of the tool', async () => {
    const gateway = start([], {
      'http://shop': (call) => call.respond({ status: 404, headers: ['Content-Type', 'text/plain'] }, 'No such order'),
    })
    const client = await connectMcpClient(gateway, '/shop-mcp/mcp')
    expect(await client.callTool(callTool)).toEqual({
      content: [{ type: 'text', text: 'The operation answered 404 Not Found.\nNo such order' }],
      isError: true,
    })
  })

  it('gives pictures as pictures, and nothing that is too long', async () => {
    let size = 3
    const gateway = start([], {
      'http://shop': (call) =>
        call.respond({ status: 200, headers: ['Content-Type', 'image/png'] }, new Uint8Array(size)),
    })
    const client = await connectMcpClient(gateway, '/shop-mcp/mcp')
    expect((await client.callTool(callTool)).content).toEqual([{ type: 'image', data: 'AAAA', mimeType: 'image/png' }])
    size = 5 * 1024 * 1024
    expect(await client.callTool(callTool)).toEqual({
      content: [{ type: 'text', text: 'The answer is longer than 4 MiB. Ask for less of it.' }],
      isError: true,
    })
  })

  it('follows changes of its tools and of their operations', async () => {
    const gateway = start()
    const client = await connectMcpClient(gateway, '/shop-mcp/mcp')
    await client.listTools()
    const changed = of.operation('shop', 'get-order', 'GET', '/o/{id}', { description: 'Now shorter.' })
    gateway.gateway.apply({
      type: 'change',
      changeNumber: 2,
      put: [changed],
      remove: ['/services/contoso/apis/shop-mcp/tools/addorder'],
    })
    expect((await client.listTools()).tools.map(({ name, description }) => [name, description])).toEqual([
      ['getOrder', 'Now shorter.'],
    ])
    const { content } = await client.callTool({ name: 'getOrder', arguments: { id: '7' } })
    expect((content as { text: string }[])[0]?.text).toContain('GET /v1/o/7"')
  })
})

describe('calls of tools in the pipeline', () => {
  const product = [of.product('gold'), of.productApi('gold', 'shop-mcp'), of.productApi('gold', 'shop')]
  const locked = [
    ...product,
    of.api('shop', { serviceUrl: 'http://shop/v1', subscriptionRequired: true }),
    of.api('shop-mcp', { type: 'mcp', subscriptionRequired: true }),
    of.subscription('s', '/products/gold'),
  ]
  const key = { 'Ocp-Apim-Subscription-Key': 's-primary' }

  it('need the key that the API needs', async () => {
    const gateway = start(locked)
    const refused = await sendToGateway(gateway, post('{"jsonrpc":"2.0","id":1,"method":"ping"}'))
    expect([refused.status, refused.headers.get('WWW-Authenticate')]).toEqual([
      401,
      'AzureApiManagementKey realm="https://localhost/shop-mcp",name="Ocp-Apim-Subscription-Key",type="header"',
    ])
    await expect(connectMcpClient(gateway, '/shop-mcp/mcp')).rejects.toThrow(
      'Access denied due to missing subscription key',
    )
    const client = await connectMcpClient(gateway, '/shop-mcp/mcp', key)
    expect((await client.callTool(callTool)).isError).toBeUndefined()
  })

  it('do not open an API that the key does not open', async () => {
    const open = of.api('shop-mcp', { type: 'mcp' })
    const client = await connectMcpClient(start([...locked, open]), '/shop-mcp/mcp')
    const { content, isError } = await client.callTool(callTool)
    expect([isError, (content as { text: string }[])[0]?.text]).toEqual([
      true,
      'The operation answered 401 Unauthorized.\n{ "statusCode": 401, "message": "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API." }',
    ])
  })

  it('run the policies of all scopes once, widest first', async () => {
    const scopes = { '/products/gold': 'product', '/apis/shop-mcp': 'server', '/apis/shop': 'api' }
    const documents = [
      of.policy('', `<policies><inbound>${setHeader('X-Scope', 'global')}</inbound></policies>`),
      ...Object.entries({ ...scopes, '/apis/shop/operations/get-order': 'operation' }).map(([scope, name]) =>
        of.policy(scope, inbound(setHeader('X-Scope', name))),
      ),
    ]
    const client = await connectMcpClient(start([...locked, ...documents]), '/shop-mcp/mcp', key)
    const { content } = await client.callTool(callTool)
    const { seen } = JSON.parse((content as { text: string }[])[0]?.text ?? '')
    expect(seen).toContain('X-Scope: global, product, server, api, operation')
  })

  it('run the policies of a product that opens only the operation', async () => {
    const entries = [
      of.product('gold'),
      of.productApi('gold', 'shop'),
      of.api('shop', { serviceUrl: 'http://shop/v1', subscriptionRequired: true }),
      of.subscription('s', '/products/gold'),
      of.policy('/products/gold', inbound(setHeader('X-Scope', 'product'))),
    ]
    const client = await connectMcpClient(start(entries), '/shop-mcp/mcp', key)
    const { content } = await client.callTool(callTool)
    expect((content as { text: string }[])[0]?.text).toContain('X-Scope: product')
  })

  it('keep tokens for the server from the backend, and take along what policies wrote', async () => {
    const headers = { ...key, Authorization: 'Bearer for-the-server', 'X-Other': 'x' }
    const plain = await connectMcpClient(start(locked), '/shop-mcp/mcp', headers)
    const text = async (client: typeof plain) =>
      ((await client.callTool(callTool)).content as { text: string }[])[0]?.text
    const answer = await text(plain)
    expect(answer).not.toContain('Bearer')
    expect(answer).not.toContain('X-Other')
    expect(answer).toContain('Ocp-Apim-Subscription-Key: s-primary')
    const policy = of.policy(
      '/apis/shop-mcp',
      inbound(
        '<set-header name="Authorization" exists-action="override"><value>Bearer for-the-backend</value></set-header>',
      ),
    )
    const written = await text(await connectMcpClient(start([...locked, policy]), '/shop-mcp/mcp', headers))
    expect(written?.match(/Bearer [a-z-]+/gi)).toEqual(['Bearer for-the-backend'])
  })

  it('are counted once by limits of the product, and refused as other calls are', async () => {
    // Connecting takes three calls: initialize, the notification after it, and a GET that asks for a stream.
    const limit = of.policy('/products/gold', inbound('<rate-limit calls="5" renewal-period="60"/>'))
    const client = await connectMcpClient(start([...locked, limit]), '/shop-mcp/mcp', key)
    await client.callTool(callTool)
    await client.callTool(callTool)
    await expect(client.callTool(callTool)).rejects.toThrow('Rate limit is exceeded. Try again in 60 seconds.')
  })

  it('are errors of the tool where the limit is the operation’s', async () => {
    const limit = of.policy('/apis/shop/operations/get-order', inbound('<rate-limit calls="1" renewal-period="60"/>'))
    const client = await connectMcpClient(start([...locked, limit]), '/shop-mcp/mcp', key)
    expect((await client.callTool(callTool)).isError).toBeUndefined()
    const { content, isError } = await client.callTool(callTool)
    expect([isError, (content as { text: string }[])[0]?.text]).toEqual([
      true,
      'The operation answered 429 Too Many Requests.\n{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 60 seconds." }',
    ])
  })

  it('are answered by policies of the API without asking a backend', async () => {
    const policy = of.policy(
      '/apis/shop',
      inbound(
        '<return-response><set-status code="200" reason="OK"/><set-body>from the policy</set-body></return-response>',
      ),
    )
    const gateway = start([policy])
    const client = await connectMcpClient(gateway, '/shop-mcp/mcp')
    expect((await client.callTool(callTool)).content).toEqual([{ type: 'text', text: 'from the policy' }])
  })

  it('cannot leave the path of the operation', async () => {
    const files = of.operation('shop', 'file', 'GET', '/files/{name}/{*rest}')
    const client = await connectMcpClient(start([files, of.tool('shop-mcp', 'file', 'shop/file')]), '/shop-mcp/mcp')
    const text = async (name: string, rest: string) =>
      ((await client.callTool({ name: 'file', arguments: { name, rest } })).content as { text: string }[])[0]?.text
    expect(await text('a/../b', 'c/d e')).toContain('GET /v1/files/a%2F..%2Fb/c/d%20e"')
    expect(await text('..', 'c')).toBe("The arguments do not fit the tool:\n'name' must not be '..'.")
    expect(await text('a', 'b/../c')).toBe(
      "The arguments do not fit the tool:\n'rest' must not hold '.', '..' or backslashes.",
    )
  })
})

describe('the protocol of an MCP server', () => {
  const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
  const errorOf = async (request: Request, entries: readonly SnapshotEntry[] = []) => {
    const response = await sendToGateway(start(entries), request)
    const { error } = (await response.json()) as { error: { code: number; message: string } }
    return [response.status, error.code, error.message]
  }

  it('answers whole, or as events where those are asked for first', async () => {
    const gateway = start()
    const whole = await sendToGateway(gateway, post(ping))
    expect([whole.headers.get('Content-Type'), await whole.json()]).toEqual([
      'application/json',
      { jsonrpc: '2.0', id: 1, result: {} },
    ])
    const events = await sendToGateway(gateway, post(ping, { Accept: 'text/event-stream, application/json' }))
    expect([events.headers.get('Content-Type'), await events.text()]).toEqual([
      'text/event-stream',
      'event: message\ndata: {"result":{},"jsonrpc":"2.0","id":1}\n\n',
    ])
  })

  it('has no sessions: it takes messages only', async () => {
    const gateway = start()
    for (const method of ['GET', 'DELETE']) {
      const response = await sendToGateway(gateway, new Request('http://localhost/shop-mcp/mcp', { method }))
      expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST'])
    }
    expect((await sendToGateway(gateway, post('{"jsonrpc":"2.0","method":"notifications/initialized"}'))).status).toBe(
      202,
    )
  })

  it.each([
    ['{', {}, [400, -32700, 'Parse error: the body is no JSON.']],
    ['{"id":1}', {}, [400, -32700, 'Parse error: Invalid JSON-RPC message']],
    [`[${ping}]`, {}, [400, -32600, 'Invalid request: send messages one by one.']],
    [
      ping,
      { Accept: 'application/json' },
      [406, -32000, 'Not Acceptable: Client must accept both application/json and text/event-stream'],
    ],
    [
      ping,
      { 'Content-Type': 'text/plain' },
      [415, -32000, 'Unsupported Media Type: Content-Type must be application/json'],
    ],
    ['{"jsonrpc":"2.0","id":1,"method":"nothing"}', {}, [200, -32601, 'Method not found']],
  ])('refuses %s with %j', async (body, headers, expected) => {
    expect(await errorOf(post(body, headers))).toEqual(expected)
  })

  it('refuses versions that it does not speak and agrees on one that it does', async () => {
    expect((await errorOf(post(ping, { 'Mcp-Protocol-Version': '1999-01-01' })))[0]).toBe(400)
    const initialize = (protocolVersion: string) =>
      post(
        JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'initialize',
          params: { protocolVersion, capabilities: {}, clientInfo: { name: 'c', version: '1' } },
        }),
      )
    for (const [asked, agreed] of [
      ['2025-03-26', '2025-03-26'],
      ['2099-01-01', '2025-11-25'],
    ]) {
      const response = await sendToGateway(start(), initialize(asked ?? ''))
      expect(await response.json()).toMatchObject({ result: { protocolVersion: agreed } })
    }
  })

  it('refuses pages of other origins unless a cors policy lets them', async () => {
    const from = (origin: string) => post(ping, { Origin: origin })
    const refused = [403, -32000, 'The origin of the page may not call this server.']
    expect(await errorOf(from('https://evil.example'))).toEqual(refused)
    expect(await errorOf(from('null'))).toEqual(refused)
    expect((await sendToGateway(start(), from('http://localhost'))).status).toBe(200)
    const cors = of.policy(
      '/apis/shop-mcp',
      inbound('<cors><allowed-origins><origin>https://app.example</origin></allowed-origins></cors>'),
    )
    const allowed = await sendToGateway(start([cors]), from('https://app.example'))
    expect([allowed.status, allowed.headers.get('Access-Control-Allow-Origin')]).toEqual([200, 'https://app.example'])
  })

  it('refuses a page that came by a name made to point here', async () => {
    const { send } = start()
    const headers = ['Content-Type', 'application/json', 'Accept', 'application/json, text/event-stream']
    const rebound = ['Host', 'evil.example', 'Origin', 'http://evil.example', ...headers]
    const { status } = await send({ method: 'POST', target: '/shop-mcp/mcp', headers: rebound, body: ping })
    expect(status).toBe(403)
  })

  it('is met under its suffix, and nowhere else below it', async () => {
    const { send } = start()
    expect((await send({ target: '/shop-mcp' })).status).toBe(404)
    expect((await send({ method: 'POST', target: '/shop-mcp/messages' })).status).toBe(404)
  })

  it('tells of a failure inside the gateway under the identifier of the call', async () => {
    const nowhere = of.api('shop', { serviceUrl: null })
    const client = await connectMcpClient(start([nowhere]), '/shop-mcp/mcp')
    const { content } = await client.callTool(callTool)
    expect((content as { text: string }[])[0]?.text).toContain(requestId)
  })
})

describe('an MCP server of a product', () => {
  const stock = [
    of.product('gold'),
    of.productApi('gold', 'shop'),
    of.productApi('gold', 'stock'),
    of.api('stock', { displayName: 'Stock', serviceUrl: 'http://shop/stock' }),
    of.operation('stock', 'count', 'GET', '/count/*'),
    of.api('all', { type: 'mcp', mcpProperties: { productId: '/products/gold' } }),
  ]

  it('has every operation of its APIs, and changes with it', async () => {
    const gateway = start(stock)
    const client = await connectMcpClient(gateway, '/all/mcp')
    const names = async () => (await client.listTools()).tools.map(({ name }) => name)
    expect(await names()).toEqual(['shop_get-order', 'shop_add-order', 'stock_count'])
    const { content } = await client.callTool({ name: 'stock_count', arguments: { path: 'tea/green' } })
    expect((content as { text: string }[])[0]?.text).toContain('GET /stock/count/tea/green')
    gateway.gateway.apply({
      type: 'change',
      changeNumber: 2,
      put: [],
      remove: ['/services/contoso/products/gold/apis/shop'],
    })
    expect(await names()).toEqual(['stock_count'])
  })
})

describe('an MCP server that stands for another one', () => {
  it('passes calls on to its endpoint as they are', async () => {
    const server = of.api('far', {
      type: 'mcp',
      serviceUrl: 'http://shop/base',
      mcpProperties: { transportType: 'streamable', endpoints: [{ name: 'message', uriTemplate: '/api/mcp' }] },
    })
    const { send } = start([server])
    const { body } = await send({
      method: 'POST',
      target: '/far/api/mcp',
      headers: ['Authorization', 'Bearer t'],
      body: '[]',
    })
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({
      request: 'POST /base/api/mcp',
      seen: ['Authorization: Bearer t', 'X-Forwarded-For: 127.0.0.1', 'X-Forwarded-Proto: http'],
      body: '[]',
    })
    expect((await send({ method: 'POST', target: '/far/mcp' })).status).toBe(404)
  })

  it('goes to the address of its backend where no endpoint is named', async () => {
    const backend = of.backend('far', { url: 'http://shop/their/mcp' })
    const server = of.api('far', { type: 'mcp', backendId: 'far', mcpProperties: { transportType: 'streamable' } })
    const { send } = start([backend, server])
    const { body } = await send({ method: 'GET', target: '/far/mcp' })
    expect(JSON.parse(Buffer.from(body).toString()).request).toBe('GET /their/mcp')
  })
})
