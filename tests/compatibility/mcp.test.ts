import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

const server = '/apis/echo-mcp'
const operation = (name: string) => `/apis/echo-api/operations/${name}`
const policy = (inbound: string) => ({
  format: 'rawxml',
  value: `<policies><inbound><base />${inbound}</inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`,
})

let sluice: RunningSluice
let management: ManagementClient
beforeAll(async () => {
  sluice = await startSluice({ args: ['--role', 'management', '--role', 'gateway'] })
  management = createManagementClient(sluice)
  // As the article on managing MCP servers by REST does it.
  await management.put(server, {
    type: 'mcp',
    path: 'echo-mcp',
    displayName: 'Echo tools',
    protocols: ['http', 'https'],
  })
  await management.put(`${server}/tools/readResource`, {
    displayName: 'readResource',
    description: 'Reads a resource.',
    operationId: operation('retrieve-resource'),
  })
  await management.put(`${server}/tools/createResource`, {
    displayName: 'createResource',
    operationId: operation('create-resource'),
  })
  await management.put('/products/mcp', { displayName: 'MCP', state: 'published', subscriptionRequired: true })
  for (const api of ['echo-mcp', 'echo-api']) await management.put(`/products/mcp/apis/${api}`, {})
  await management.put('/subscriptions/mcp', {
    scope: '/products/mcp',
    displayName: 'MCP',
    state: 'active',
    primaryKey: 'a-key-for-tools',
  })
  await management.put(
    `${server}/policies/policy`,
    policy('<set-header name="X-Server" exists-action="override"><value>echo-mcp</value></set-header>'),
  )
}, 180_000)
afterAll(() => sluice?.remove())

async function connect(headers: Readonly<Record<string, string>>): Promise<Client> {
  const client = new Client({ name: 'compatibility', version: '1' })
  const url = new URL(`${sluice.addresses.gatewayHttp}/echo-mcp/mcp`)
  await client.connect(
    new StreamableHTTPClientTransport(url, { requestInit: { headers } }) as Parameters<Client['connect']>[0],
  )
  return client
}

const key = { 'Ocp-Apim-Subscription-Key': 'a-key-for-tools' }
const firstText = (result: Awaited<ReturnType<Client['callTool']>>) => (result.content as { text: string }[])[0]?.text

/** A change is live within moments, not at once. */
async function eventually<T>(look: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await look()
    if (isThere(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('the official client of MCP', () => {
  it('lists and calls tools with the key of a product', async () => {
    const client = await connect(key)
    expect(client.getServerVersion()).toEqual({ name: 'echo-mcp', title: 'Echo tools', version: '1' })
    const { tools } = await client.listTools()
    expect(tools.map(({ name, description }) => [name, description])).toEqual([
      ['readResource', 'Reads a resource.'],
      ['createResource', expect.any(String)],
    ])
    const result = await client.callTool({ name: 'createResource', arguments: { body: { vehicleType: 'train' } } })
    // The sample API turns JSON into XML on the way to its backend, which answers what it got.
    expect([result.isError, firstText(result)]).toEqual([undefined, '<vehicleType>train</vehicleType>'])
    await client.close()
  }, 60_000)

  it('is refused without a key', async () => {
    await expect(connect({})).rejects.toThrow('Access denied due to missing subscription key')
    await expect(connect({ 'Ocp-Apim-Subscription-Key': 'wrong' })).rejects.toThrow('invalid subscription key')
  }, 60_000)

  it('sees what policies do to calls of tools', async () => {
    const client = await connect(key)
    await management.put(
      `${operation('retrieve-resource')}/policies/policy`,
      policy(
        '<return-response><set-status code="418" reason="Teapot" /><set-body>short and stout</set-body></return-response>',
      ),
    )
    const result = await eventually(
      () => client.callTool({ name: 'readResource', arguments: { param1: 'sample' } }),
      ({ isError }) => isError === true,
    )
    expect(firstText(result)).toBe("The operation answered 418 I'm a Teapot.\nshort and stout")
    await client.close()
  }, 60_000)

  it('meets the rate limit of the product, over all workers', async () => {
    const client = await connect(key)
    await management.put('/products/mcp/policies/policy', policy('<rate-limit calls="3" renewal-period="300" />'))
    const refused = await eventually(
      () =>
        client.ping().then(
          () => undefined,
          (error: unknown) => error,
        ),
      (error) => error !== undefined,
    )
    expect(String(refused)).toContain('Rate limit is exceeded. Try again in')
    await client.close()
  }, 60_000)
})
