import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

const any = { 'If-Match': '*' }
const chat = { displayName: 'Chat', path: 'chat', type: 'websocket', serviceUrl: 'wss://backend.example/chat' }

async function start() {
  const { call } = await startManagement()
  const messages = async (method: string, path: string, properties: object | undefined, headers = {}) => {
    const { status, json } = await call(method, path, properties && { properties }, headers)
    const details: { target: string; message: string }[] | null = json.error.details
    return [status, details?.map(({ target, message }) => `${target}: ${message}`) ?? json.error.message]
  }
  return { call, messages }
}

describe('WebSocket APIs', () => {
  it('are made with their one operation, and over TLS where nothing else is said', async () => {
    const { call } = await start()
    const made = await call('PUT', '/apis/chat', { properties: chat })
    expect([made.status, made.json.properties.protocols]).toEqual([201, ['wss']])
    const { json } = await call('GET', '/apis/chat/operations')
    expect(json.value.map((one: { name: string; properties: object }) => [one.name, one.properties])).toEqual([
      [
        'onHandshake',
        expect.objectContaining({
          displayName: 'onHandshake',
          method: 'GET',
          urlTemplate: '/',
          templateParameters: [],
        }),
      ],
    ])
  })

  it('may have the suffix of an HTTP API, but not of one another', async () => {
    const { call, messages } = await start()
    await call('PUT', '/apis/plain', { properties: { displayName: 'Plain', path: 'chat' } })
    expect((await call('PUT', '/apis/chat', { properties: chat })).status).toBe(201)
    expect(await messages('PUT', '/apis/other', chat)).toEqual([
      400,
      ["properties.path: Cannot create API: the path 'chat' is used by the API 'chat'."],
    ])
  })

  it.each([
    [{ protocols: ['https'] }, "properties.protocols: The protocols of a WebSocket API are 'ws' and 'wss'."],
    [
      { serviceUrl: 'https://b.example' },
      "properties.serviceUrl: 'serviceUrl' of a WebSocket API must be a ws or wss address.",
    ],
  ])('are refused with %j', async (other, message) => {
    const { messages } = await start()
    expect(await messages('PUT', '/apis/chat', { ...chat, ...other })).toEqual([400, [message]])
  })

  it('are not what another API becomes, nor the other way round', async () => {
    const { call, messages } = await start()
    await call('PUT', '/apis/chat', { properties: chat })
    const message = 'properties.type: An API cannot become, or cease to be, a WebSocket API; make another one.'
    expect(await messages('PUT', '/apis/chat', { displayName: 'Chat', path: 'chat' })).toEqual([400, [message]])
    expect(await messages('PUT', '/apis/echo-api', { ...chat, path: 'echo' })).toEqual([400, [message]])
  })

  it('keep their operation, and get no other', async () => {
    const { call, messages } = await start()
    await call('PUT', '/apis/chat', { properties: chat })
    const operation = { displayName: 'O', method: 'GET', urlTemplate: '/' }
    expect(await messages('PUT', '/apis/chat/operations/other', { ...operation, urlTemplate: '/x' })).toEqual([
      400,
      ["operationId: A WebSocket API has the operation 'onHandshake' only."],
    ])
    expect(await messages('PUT', '/apis/chat/operations/onHandshake', { ...operation, method: 'POST' })).toEqual([
      400,
      ["properties.urlTemplate: 'onHandshake' is GET /, and cannot be changed to something else."],
    ])
    expect((await call('PUT', '/apis/chat/operations/onHandshake', { properties: operation })).status).toBe(200)
    expect(await messages('DELETE', '/apis/chat/operations/onHandshake', undefined, any)).toEqual([
      400,
      "'onHandshake' cannot be deleted: it goes with its WebSocket API.",
    ])
    expect((await call('DELETE', '/apis/chat', undefined, any)).status).toBe(200)
    expect((await call('GET', '/apis/chat/operations/onHandshake')).status).toBe(404)
  })

  it('have a new operation of their own in each revision', async () => {
    const { call } = await start()
    await call('PUT', '/apis/chat', { properties: chat })
    const properties = { sourceApiId: '/apis/chat', apiRevisionDescription: 'next' }
    expect((await call('PUT', '/apis/chat;rev=2', { properties })).status).toBe(201)
    const { json } = await call('GET', '/apis/chat;rev=2/operations')
    expect(json.value.map(({ name }: { name: string }) => name)).toEqual(['onHandshake'])
  })
})
