import { createMemoryCall } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, type TestGateway } from '../gateway.fixture.ts'

const of = entriesOf('contoso')
const shop = [
  of.service(),
  of.api('shop', { serviceUrl: 'http://shop/v1' }),
  of.operation('shop', 'get', 'GET', '/orders'),
  of.operation('shop', 'add', 'POST', '/orders'),
  of.api('shop-mcp', { type: 'mcp' }),
  of.tool('shop-mcp', 'list', 'shop/get'),
]

/** A client that listens. */
function listen({ gateway }: TestGateway, accept = 'text/event-stream') {
  const seen: string[] = []
  const { call, response } = createMemoryCall({
    target: '/shop-mcp/mcp',
    headers: ['Host', 'localhost', 'Accept', accept],
  })
  const heads: { readonly status: number }[] = []
  let isEnded = false
  const respondStream = call.respondStream.bind(call)
  Object.assign(call, {
    respondStream(head: { readonly status: number; readonly headers: readonly string[] }) {
      heads.push(head)
      const stream = respondStream(head)
      return {
        ...stream,
        write(chunk: Uint8Array) {
          seen.push(new TextDecoder().decode(chunk))
          return stream.write(chunk)
        },
        end() {
          isEnded = true
          stream.end()
        },
      }
    },
  })
  gateway.handle(call)
  return { heads, seen, response, isEnded: () => isEnded }
}

const changed = 'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n'
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a client of an MCP server that listens', () => {
  it('hears when the tools are others, and of nothing else', async () => {
    const sut = createTestGateway(shop)
    const client = listen(sut)
    await settle()
    expect(client.heads).toMatchObject([{ status: 200 }])
    expect(client.seen).toEqual([': open\n\n'])
    let changeNumber = 1
    const put = (...entries: typeof shop) => {
      changeNumber++
      sut.gateway.apply({ type: 'change', changeNumber, put: entries, remove: [] })
    }
    put(of.user('u'), of.operation('shop', 'add', 'POST', '/baskets'))
    expect(client.seen).toHaveLength(1)
    put(of.tool('shop-mcp', 'add', 'shop/add'))
    expect(client.seen.slice(1)).toEqual([changed])
    put(of.operation('shop', 'get', 'GET', '/orders', { description: 'All of them.' }))
    expect(client.seen.slice(1)).toEqual([changed, changed])
    sut.gateway.apply({
      type: 'change',
      changeNumber: changeNumber + 1,
      put: [],
      remove: ['/services/contoso/apis/shop-mcp'],
    })
    expect(client.isEnded()).toBe(true)
  })

  it('is let go when the gateway stops', async () => {
    const sut = createTestGateway(shop)
    const client = listen(sut)
    await settle()
    sut.gateway.closeToolStreams()
    expect(client.isEnded()).toBe(true)
  })

  it('is told to ask when it takes no events', async () => {
    const { response } = listen(createTestGateway(shop), 'application/json')
    expect((await response).status).toBe(405)
  })
})
