import {
  discoverOAuthProtectedResourceMetadata,
  extractWWWAuthenticateParams,
} from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
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
  // What was written last is at the gateway a moment later.
  await eventually(
    () =>
      connect(key).then(
        (client) => client.close(),
        (error: unknown) => error,
      ),
    (failure) => failure === undefined,
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

  it('hears that the tools are others now, and where tokens come from', async () => {
    const client = await connect(key)
    let count = 0
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      count++
    })
    const tool = { displayName: 'readAgain', operationId: operation('retrieve-resource') }
    await eventually(
      async () => {
        // Each with another text: the stream may be open a moment after the client says that it is connected.
        const description = `Reads once more, ${Date.now()}.`
        await management.put(`${server}/tools/readAgain`, { ...tool, description })
        return count
      },
      (told) => told > 0,
    )
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('readAgain')
    await client.close()
    await management.send('DELETE', `${server}/tools/readAgain`, undefined, { 'If-Match': '*' })

    await management.put('/apis/guarded-mcp', {
      type: 'mcp',
      path: 'guarded-mcp',
      displayName: 'Guarded tools',
      protocols: ['http'],
      subscriptionRequired: false,
    })
    await management.put(
      '/apis/guarded-mcp/policies/policy',
      policy('<validate-azure-ad-token tenant-id="8a0c6a0a-7a3e-4f5b-9d3b-0a1b2c3d4e5f" />'),
    )
    const url = new URL(`${sluice.addresses.gatewayHttp}/guarded-mcp/mcp`)
    const metadata = await eventually(
      () => discoverOAuthProtectedResourceMetadata(url).catch(() => undefined),
      (found) => found !== undefined,
    )
    expect(metadata).toMatchObject({
      resource: url.href,
      authorization_servers: ['https://login.microsoftonline.com/8a0c6a0a-7a3e-4f5b-9d3b-0a1b2c3d4e5f/v2.0'],
    })
    const refused = await fetch(url, { method: 'POST', body: '{}' })
    expect(extractWWWAuthenticateParams(refused)).toMatchObject({
      resourceMetadataUrl: new URL(
        `${sluice.addresses.gatewayHttp}/.well-known/oauth-protected-resource/guarded-mcp/mcp`,
      ),
    })
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
