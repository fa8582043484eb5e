import { debugTokenPurpose, traceMask } from '@sluice/contracts/call-trace'
import { createFixedClock, type MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf, sealFor } from '../gateway.fixture.ts'
import { sendToGateway } from './mcp-client.fixture.ts'

const of = entriesOf('contoso')
const inbound = (statements: string) =>
  `<policies><inbound><base/>${statements}</inbound><backend><base/></backend><outbound><base/></outbound></policies>`
const answers: MemoryOrigin = (call) => call.respond({ status: 200, headers: ['Content-Type', 'text/plain'] }, 'fine')

const token = new URLSearchParams({
  sig: sealFor(
    JSON.stringify({ api: 'shop-mcp', expiresAtMs: createFixedClock().now() + 60_000, generation: '' }),
    debugTokenPurpose('contoso'),
  ),
}).toString()

describe('a traced call of a tool', () => {
  const gateway = () =>
    createTestGateway(
      [
        of.service(),
        of.api('shop', { serviceUrl: 'http://shop/v1' }),
        of.operation('shop', 'get', 'GET', '/orders'),
        of.operation('shop', 'fail', 'GET', '/fail'),
        of.api('shop-mcp', { type: 'mcp' }),
        of.tool('shop-mcp', 'list', 'shop/get'),
        of.tool('shop-mcp', 'fail', 'shop/fail'),
        of.policy('/apis/shop', inbound('<set-header name="Authorization"><value>Basic c2VjcmV0</value></set-header>')),
        of.policy(
          '/apis/shop/operations/fail',
          inbound(
            '<check-header name="X" failed-check-httpcode="403" failed-check-error-message="no" ignore-case="true"/>',
          ),
        ),
      ],
      { 'http://shop': answers },
    )
  const call = (name: string, headers: Readonly<Record<string, string>> = { 'Apim-Debug-Authorization': token }) =>
    new Request('http://localhost/shop-mcp/mcp', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } }),
    })

  it('shows the steps of the operation where the tool was called, with the backend that was asked', async () => {
    const one = gateway()
    await sendToGateway(one, call('list'))
    expect(one.traces).toHaveLength(1)
    const [trace] = one.traces
    expect(trace).toMatchObject({ apiId: 'shop-mcp', backendUrl: 'http://shop/v1/orders', status: 200 })
    const inner = (trace?.traceEntries.backend ?? []).filter(({ tool }) => tool !== undefined)
    expect(inner.map(({ source, tool }) => [tool?.section, source])).toEqual([
      ['inbound', 'mcp-tool'],
      ['inbound', 'api-inspector'],
      ['inbound', 'set-header'],
      ['backend', 'forward-request'],
      ['backend', 'forward-request'],
      ['outbound', 'mcp-tool'],
    ])
    expect(new Set(inner.map(({ tool }) => tool?.name))).toEqual(new Set(['list']))
    expect(inner[0]?.data).toMatchObject({
      message: "The tool 'list' calls an operation.",
      request: { method: 'GET', url: 'http://localhost/shop/orders' },
    })
    expect(inner[2]?.data.changes?.request?.headers).toEqual([{ name: 'Authorization', from: null, to: traceMask }])
    expect(inner.at(-1)?.data.response).toMatchObject({ status: { code: 200 }, body: { text: 'fine' } })
    expect(JSON.stringify(trace)).not.toContain('c2VjcmV0')
  })

  it('shows what a tool failed of', async () => {
    const one = gateway()
    await sendToGateway(one, call('fail'))
    const failed = (one.traces[0]?.traceEntries.backend ?? []).find(({ tool }) => tool?.section === 'on-error')
    expect([failed?.source, failed?.data.error?.reason]).toEqual(['check-header', 'HeaderNotFound'])
  })

  it('is not written down for a call that is not traced', async () => {
    const one = gateway()
    await sendToGateway(one, call('list', {}))
    expect(one.traces).toEqual([])
  })
})
