import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const echo = '/apis/echo-api/operations/retrieve-resource'

async function startWithServer(properties: object = {}) {
  const management = await startManagement()
  const server = { displayName: 'Echo tools', path: 'echo-mcp', type: 'mcp', ...properties }
  const made = await management.call('PUT', '/apis/echo-mcp', { properties: server })
  return { ...management, made }
}

describe('tools of an MCP server', () => {
  it('name an operation by its path or its full identifier, and show the full one', async () => {
    const { call, made } = await startWithServer()
    expect([made.status, made.json.properties.type]).toEqual([201, 'mcp'])
    const service = made.json.id.replace('/apis/echo-mcp', '')
    for (const operationId of [echo.toUpperCase().replace('/APIS/', '/apis/'), `${service}${echo}`]) {
      const { json } = await call('PUT', '/apis/echo-mcp/tools/read', {
        properties: { displayName: 'read', description: 'Reads it.', operationId },
      })
      expect(json).toEqual({
        id: `${service}/apis/echo-mcp/tools/read`,
        name: 'read',
        type: 'Microsoft.ApiManagement/service/apis/tools',
        properties: { displayName: 'read', description: 'Reads it.', operationId: `${service}${echo}` },
      })
    }
    const { json } = await call('GET', '/apis/echo-mcp/tools')
    expect([json.count, json.value[0].name]).toEqual([1, 'read'])
  })

  it.each([
    [
      'retrieve-resource',
      "'operationId' must be /apis/{apiId}/operations/{operationId} of this service, or the full identifier.",
    ],
    ['/apis/echo-api/operations/nothing', "The operation '/apis/echo-api/operations/nothing' does not exist."],
    [
      '/apis/echo-api;rev=1/operations/retrieve-resource',
      'A tool calls the current revision of an API: name it without ;rev=.',
    ],
  ])('are refused for the operation %s', async (operationId, message) => {
    const { call } = await startWithServer()
    const { status, json } = await call('PUT', '/apis/echo-mcp/tools/read', {
      properties: { displayName: 'read', operationId },
    })
    expect([status, json.error.details[0].target, json.error.details[0].message]).toEqual([
      400,
      'properties.operationId',
      message,
    ])
  })

  it('have different names for clients', async () => {
    const { call } = await startWithServer()
    await call('PUT', '/apis/echo-mcp/tools/one', { properties: { displayName: 'read', operationId: echo } })
    const same = await call('PUT', '/apis/echo-mcp/tools/two', {
      properties: { displayName: 'read', operationId: echo },
    })
    expect(same.json.error.details[0].message).toBe("Clients know the tool 'one' by the name 'read' already.")
    // A display name that cannot be the name of a tool leaves it to the identifier.
    const other = await call('PUT', '/apis/echo-mcp/tools/two', {
      properties: { displayName: 'Read it!', operationId: echo },
    })
    expect(other.status).toBe(201)
  })

  it.each([
    ['http', {}, "An API of the type 'http' has no tools; those of the type 'mcp' have."],
    [
      'mcp',
      { mcpProperties: { productId: '/products/starter' } },
      'The tools of this MCP server are the operations of its product; they are not chosen one by one.',
    ],
    [
      'mcp',
      { serviceUrl: 'https://mcp.example', mcpProperties: { transportType: 'streamable' } },
      'The tools of this MCP server are those of the server that its calls go on to.',
    ],
  ])('belong to MCP servers that list them, not to one of the type %s with %j', async (type, properties, reason) => {
    const { call } = await startWithServer({ type, ...properties })
    const { json } = await call('PUT', '/apis/echo-mcp/tools/read', {
      properties: { displayName: 'r', operationId: echo },
    })
    expect(json.error.message).toContain(reason)
  })

  it('keep what they call from being deleted', async () => {
    const { call } = await startWithServer()
    await call('PUT', '/apis/echo-mcp/tools/read', { properties: { displayName: 'read', operationId: echo } })
    for (const [path, of] of [
      [echo, 'operation'],
      ['/apis/echo-api', 'API'],
    ]) {
      const { json } = await call('DELETE', `${path}`, undefined, any)
      expect(json.error.message).toContain(
        `The ${of} is called by tools of MCP servers ('read' of 'echo-mcp'). Delete them first.`,
      )
    }
    expect((await call('DELETE', '/apis/echo-mcp', undefined, any)).status).toBe(200)
    expect((await call('DELETE', echo, undefined, any)).status).toBe(200)
  })

  it('come with the server as clients of earlier versions send them, and are then all there are', async () => {
    const first = { name: 'read', operationId: echo, description: 'Reads it.' }
    const { call, made } = await startWithServer({ mcpTools: [first, { ...first, name: 'again' }] })
    expect(made.json.properties).not.toHaveProperty('mcpTools')
    const names = async () =>
      (await call('GET', '/apis/echo-mcp/tools')).json.value.map(({ name }: { name: string }) => name)
    expect(await names()).toEqual(['read', 'again'])
    await call('PATCH', '/apis/echo-mcp', { properties: { mcpTools: [{ ...first, name: 'again' }] } }, any)
    expect(await names()).toEqual(['again'])
    const wrong = await call('PATCH', '/apis/echo-mcp', { properties: { mcpTools: [{ name: 'x' }] } }, any)
    expect(wrong.json.error.details[0]).toEqual({
      code: 'ValidationError',
      target: 'properties.mcpTools.0.operationId',
      message: "'operationId' is required.",
    })
  })

  it('go along into a new revision of the server', async () => {
    const { call } = await startWithServer()
    await call('PUT', '/apis/echo-mcp/tools/read', { properties: { displayName: 'read', operationId: echo } })
    await call('PUT', '/apis/echo-mcp;rev=2', { properties: { sourceApiId: '/apis/echo-mcp' } })
    expect((await call('GET', '/apis/echo-mcp;rev=2/tools')).json.count).toBe(1)
  })
})

describe('MCP servers', () => {
  it.each([
    [{ type: 'http', mcpProperties: {} }, 'mcpProperties', "'mcpProperties' is for APIs of the type 'mcp'."],
    [{ mcpProperties: { productId: 'nothing' } }, 'mcpProperties.productId', "The product 'nothing' does not exist."],
    [{ backendId: 'nothing' }, 'backendId', "The backend 'nothing' does not exist."],
    [
      { serviceUrl: 'https://mcp.example', mcpProperties: { transportType: 'sse' } },
      'mcpProperties.endpoints',
      "The transport 'sse' has exactly two endpoints: 'sse' and 'message'.",
    ],
    [
      {
        mcpProperties: {
          transportType: 'sse',
          endpoints: [
            { name: 'sse', uriTemplate: '/sse' },
            { name: 'message', uriTemplate: '/messages' },
          ],
        },
      },
      'mcpProperties.transportType',
      "Tools are served over 'streamable'; 'sse' is for servers behind it.",
    ],
  ])('are refused with %j', async (properties, field, message) => {
    const { made } = await startWithServer(properties)
    expect([made.status, made.json.error?.details[0]]).toEqual([
      400,
      { code: 'ValidationError', target: `properties.${field}`, message },
    ])
  })

  it('stay what they are, have no operations and are found by their type', async () => {
    const { call } = await startWithServer()
    const changed = await call('PATCH', '/apis/echo-mcp', { properties: { type: 'http' } }, any)
    expect(changed.json.error.details[0].message).toBe("An API of the type 'mcp' cannot become one of 'http'.")
    const operation = { displayName: 'O', method: 'GET', urlTemplate: '/o' }
    const refused = await call('PUT', '/apis/echo-mcp/operations/o', { properties: operation })
    expect(refused.json.error.message).toContain('An MCP server has tools, no operations')
    const { json } = await call('GET', `/apis?$filter=${encodeURIComponent("type eq 'mcp'")}`)
    expect(json.value.map(({ name }: { name: string }) => name)).toEqual(['echo-mcp'])
  })

  it('are, for a server of a product, the operations of its APIs, and cannot be changed', async () => {
    const { call } = await startWithServer({ mcpProperties: { productId: '/products/unlimited' } })
    await call('PUT', '/apis/echo-api/operations/b', {
      properties: { displayName: 'B', method: 'GET', urlTemplate: '/b', description: 'Reads b.' },
    })
    await call('PUT', '/products/unlimited/apis/echo-api', {})
    const list = async (query = '') => {
      const { json } = await call('GET', `/apis/echo-mcp/tools${query}`)
      return json.value.map(({ name, properties }: { name: string; properties: { description: string } }) => [
        name,
        properties.description,
      ])
    }
    const all = await list()
    expect(all).toContainEqual(['echo-api_b', 'Reads b.'])
    expect(await list("?$filter=name eq 'echo-api_b'")).toEqual([['echo-api_b', 'Reads b.']])
    expect(await list('?$top=1')).toHaveLength(1)
    expect((await call('DELETE', '/products/unlimited/apis/echo-api', undefined, any)).status).toBe(200)
    expect(await list()).toEqual([])
    const refused = await call('PUT', '/apis/echo-mcp/tools/x', { properties: { displayName: 'x', operationId: echo } })
    expect(refused.status).toBe(400)
  })
})
