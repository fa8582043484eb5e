import type { SnapshotEntry, SnapshotProperties } from '@sluice/contracts'
import type { MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'
import { connectMcpClient } from './mcp-client.fixture.ts'

const of = entriesOf('contoso')
const mirror: MemoryOrigin = async (call) => {
  const body = Buffer.from(await call.body.bytes(1000)).toString()
  const type = call.header('content-type') ?? ''
  const version = call.header('api-version') ?? ''
  call.respond({ status: 200, headers: [] }, [`${call.method} ${call.target}`, type, version, body].join('|'))
}

interface Case {
  readonly method?: string
  readonly template: string
  readonly properties?: Partial<SnapshotProperties['operation']>
  readonly api?: Partial<SnapshotProperties['api']>
  readonly others?: readonly SnapshotEntry[]
}

async function connect({ method = 'GET', template, properties = {}, api = {}, others = [] }: Case) {
  const gateway = createTestGateway(
    [
      of.service(),
      of.api('a', { serviceUrl: 'http://backend', ...api }),
      of.operation('a', 'o', method, template, properties),
      of.api('mcp', { type: 'mcp' }),
      of.tool('mcp', 'call', 'a/o'),
      ...others,
    ],
    { 'http://backend': mirror },
  )
  const client = await connectMcpClient(gateway, '/mcp/mcp')
  const { tools } = await client.listTools()
  return {
    schema: tools[0]?.inputSchema,
    async call(args: Record<string, unknown>): Promise<string | undefined> {
      const { content } = await client.callTool({ name: 'call', arguments: args })
      return (content as { text: string }[])[0]?.text
    },
  }
}

const text = (name: string, other = {}) => ({ name, type: 'string', ...other })

describe('the arguments of a tool', () => {
  it('fill templates with queries, mixed segments and defaults', async () => {
    const { schema, call } = await connect({
      template: '/items({id})/{part}?op=start&k={key}',
      properties: { templateParameters: [text('id'), text('part', { defaultValue: 'all' }), text('key')] },
    })
    expect(schema?.required).toEqual(['id', 'key'])
    expect(await call({ id: 'a b', key: 'c&d' })).toBe('GET /items(a%20b)/all?op=start&k=c%26d|||')
  })

  it('have names that models can write, one for each place', async () => {
    const { schema, call } = await connect({
      template: '/{id}',
      properties: {
        templateParameters: [text('id')],
        request: { queryParameters: [text('id'), text('$filter')], headers: [text('id'), text('Host')] },
      },
    })
    expect(Object.keys(schema?.properties ?? {})).toEqual(['id', 'query_id', 'filter', 'header_id'])
    expect(await call({ id: '1', query_id: '2', filter: 'x eq 1' })).toBe('GET /1?id=2&%24filter=x%20eq%201|||')
  })

  it('are never what every object has', async () => {
    const { call } = await connect({
      template: '/',
      properties: { request: { queryParameters: [text('constructor'), text('toString')] } },
    })
    expect(await call({})).toBe('GET /|||')
  })

  it('make a form of a form', async () => {
    const { schema, call } = await connect({
      method: 'POST',
      template: '/',
      properties: {
        request: {
          representations: [
            {
              contentType: 'application/x-www-form-urlencoded',
              formParameters: [text('name', { required: true }), { name: 'age', type: 'integer' }],
            },
          ],
        },
      },
    })
    expect(schema?.properties?.body).toEqual({
      type: 'object',
      properties: { name: { type: 'string' }, age: { type: 'integer' } },
      required: ['name'],
    })
    expect(await call({ body: { name: 'A & B', age: 3 } })).toBe(
      'POST /|application/x-www-form-urlencoded||name=A+%26+B&age=3',
    )
  })

  it('send texts as they are', async () => {
    const properties = { request: { representations: [{ contentType: 'text/xml' }] } }
    const { call } = await connect({ method: 'PUT', template: '/', properties })
    expect(await call({ body: '<a/>' })).toBe('PUT /|text/xml||<a/>')
  })

  it('send any JSON where no schema says more, or none at all', async () => {
    const properties = { request: { representations: [{ contentType: 'application/json' }] } }
    const { schema, call } = await connect({ method: 'POST', template: '/', properties })
    expect(schema?.required).toBeUndefined()
    expect(await call({ body: { a: [1] } })).toBe('POST /|application/json||{"a":[1]}')
    expect(await call({})).toBe('POST /|||')
  })

  it('cannot put a second field into a header', async () => {
    const properties = { request: { headers: [text('X-Name')] } }
    const { call } = await connect({ template: '/', properties })
    expect(await call({ 'X-Name': 'a\r\nX-Other: b' })).toBe(
      "The arguments do not fit the tool:\n'X-Name' has a sign that a header cannot have.",
    )
  })

  it.each([
    ['Query', { versionQueryName: 'v' }, 'GET /?v=2|||'],
    ['Header', { versionHeaderName: 'Api-Version' }, 'GET /||2|'],
    ['Segment', {}, 'GET /|||'],
  ] as const)('say the version of their API as the scheme %s has it', async (versioningScheme, names, expected) => {
    const { call } = await connect({
      template: '/',
      api: { apiVersion: '2', apiVersionSetId: '/apiVersionSets/s' },
      others: [of.versionSet('s', { displayName: 'S', versioningScheme, ...names })],
    })
    expect(await call({})).toBe(expected)
  })
})
