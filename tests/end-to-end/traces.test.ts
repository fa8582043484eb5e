import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallTrace } from '@sluice/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

const secret = 'a secret of the vault'
const backend: Server = createServer((_, response) => {
  response.setHeader('Content-Type', 'text/plain')
  response.end('gold')
})

let sluice: RunningSluice
let management: ManagementClient
const keyOf = async (subscription: string): Promise<string> => {
  const response = await management.send('POST', `/subscriptions/${subscription}/listSecrets`)
  return ((await response.json()) as { readonly primaryKey: string }).primaryKey
}

beforeAll(async () => {
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  sluice = await startSluice()
  management = createManagementClient(sluice)
  const { port } = backend.address() as AddressInfo
  await management.put('/namedValues/vault', { displayName: 'vault', value: secret, secret: true })
  await management.put('/apis/vault', {
    displayName: 'Vault',
    path: 'vault',
    protocols: ['http'],
    serviceUrl: `http://127.0.0.1:${port}`,
  })
  await management.put('/apis/vault/operations/open', { displayName: 'Open', method: 'GET', urlTemplate: '/door' })
  await management.put('/apis/vault/policies/policy', {
    format: 'rawxml',
    value: `<policies><inbound><base />
<cors><allowed-origins><origin>https://bank.example</origin></allowed-origins></cors>
<set-header name="X-Vault"><value>{{vault}}</value></set-header>
</inbound><backend><base /></backend><outbound><base /></outbound></policies>`,
  })
  await management.put('/apis/vault-mcp', {
    type: 'mcp',
    displayName: 'Vault tools',
    path: 'vault-mcp',
    protocols: ['http'],
    mcpTools: [{ name: 'open', description: 'Opens the door.', operationId: '/apis/vault/operations/open' }],
  })
  for (const [id, allowTracing] of [
    ['traced', true],
    ['plain', false],
  ] as const) {
    await management.put(`/subscriptions/${id}`, { displayName: id, scope: '/apis', state: 'active', allowTracing })
  }
})
afterAll(async () => {
  await sluice.remove()
  backend.close()
})

const call = (path: string, key: string, init: RequestInit = {}) =>
  fetch(`${sluice.addresses.gatewayHttp}${path}`, {
    ...init,
    headers: { ...init.headers, 'Ocp-Apim-Subscription-Key': key, 'Ocp-Apim-Trace': 'true' },
  })

/** The trace at the address that an answer names: nobody has to sign in for it. */
async function traceOf(answer: Response): Promise<CallTrace> {
  const link = answer.headers.get('ocp-apim-trace-location') ?? ''
  expect(new URL(link).origin).toBe(new URL(sluice.addresses.management ?? '').origin)
  // It is kept when the answer is through, which the client may know first.
  await waitUntil(async () => (await fetch(link)).ok)
  const response = await fetch(link)
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('application/json'),
  ])
  return (await response.json()) as CallTrace
}
const stepsIn = (trace: CallTrace, section: keyof CallTrace['traceEntries']) =>
  (trace.traceEntries[section] ?? []).map(({ source }) => source)

describe('a call with Ocp-Apim-Trace', () => {
  it('is traced where its subscription allows that, and its answer leads to the trace', async () => {
    const key = await keyOf('traced')
    await waitUntil(async () => (await call('/vault/door', key)).status === 200)
    const answer = await call('/vault/door', key)
    expect([answer.status, await answer.text()]).toEqual([200, 'gold'])
    const trace = await traceOf(answer)
    expect(trace).toMatchObject({ method: 'GET', status: 200, apiId: 'vault', operationId: 'open' })
    expect(trace.backendUrl).toBe(`http://127.0.0.1:${(backend.address() as AddressInfo).port}/door`)
    expect(stepsIn(trace, 'inbound')).toEqual(['api-inspector', 'api-inspector', 'cors', 'set-header'])
    expect(stepsIn(trace, 'backend')).toEqual(['forward-request', 'forward-request'])
    const text = JSON.stringify(trace)
    expect([text.includes(secret), text.includes(key)]).toEqual([false, false])
  })

  it('is answered like any other where its subscription does not, and without a key', async () => {
    const answers = [await call('/vault/door', await keyOf('plain')), await call('/vault/door', 'no-such-key')]
    expect(answers.map(({ status, headers }) => [status, headers.has('ocp-apim-trace-location')])).toEqual([
      [200, false],
      [401, false],
    ])
  })

  it('shows the steps of the operation behind a tool', async () => {
    const answer = await call('/vault-mcp/mcp', await keyOf('traced'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'open', arguments: {} } }),
    })
    expect(await answer.json()).toMatchObject({ result: { content: [{ type: 'text', text: 'gold' }] } })
    const trace = await traceOf(answer)
    const inner = (trace.traceEntries.backend ?? []).filter(({ tool }) => tool?.name === 'open')
    expect(inner.map(({ source }) => source)).toContain('set-header')
    expect([trace.apiId, JSON.stringify(trace).includes(secret)]).toEqual(['vault-mcp', false])
  })

  it('cannot be looked at with a link that was changed', async () => {
    const answer = await call('/vault/door', await keyOf('traced'))
    const link = answer.headers.get('ocp-apim-trace-location') ?? ''
    const other = link.replace(/[^/]{8}$/, 'AAAAAAAA')
    expect((await fetch(other)).status).toBe(404)
  })
})

describe('a preflight with a token for tracing', () => {
  it('shows who was asked whether the page may call', async () => {
    const made = await management.send('POST', '/gateways/managed/listDebugCredentials', {
      apiId: '/apis/vault',
      purposes: ['tracing'],
    })
    const { token } = (await made.json()) as { readonly token: string }
    const answer = await fetch(`${sluice.addresses.gatewayHttp}/vault/door`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://bank.example',
        'Access-Control-Request-Method': 'GET',
        'Apim-Debug-Authorization': token,
      },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://bank.example')
    const traceId = answer.headers.get('apim-trace-id')
    await waitUntil(async () => (await management.send('GET', `/traces/${traceId}`)).ok)
    const trace = (await (await management.send('GET', `/traces/${traceId}`)).json()) as CallTrace
    expect(stepsIn(trace, 'inbound')).toEqual(['api-inspector', 'preflight'])
  })
})
