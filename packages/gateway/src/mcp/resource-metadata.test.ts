import type { SnapshotEntry } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { createTestGateway, entriesOf } from '../gateway.fixture.ts'

const of = entriesOf('contoso')
const inbound = (statements: string) =>
  `<policies><inbound><base/>${statements}</inbound><backend><base/></backend><outbound><base/></outbound></policies>`
const validateJwt = inbound(
  `<validate-jwt header-name="Authorization" require-scheme="Bearer"><openid-config url="https://id.example/shop/.well-known/openid-configuration"/></validate-jwt>`,
)
const metadataAt = '/.well-known/oauth-protected-resource/shop-mcp/mcp'

const start = (...entries: SnapshotEntry[]) =>
  createTestGateway([
    of.service(),
    of.api('shop', {}),
    of.api('shop-mcp', { type: 'mcp', displayName: 'Shop' }),
    ...entries,
  ])
const metadataOf = async (gateway: ReturnType<typeof start>) => {
  const answer = await gateway.send({ target: metadataAt })
  return answer.status === 200 ? JSON.parse(await answer.text()) : answer.status
}
const ping = (authorization: string[] = []) => ({
  method: 'POST',
  target: '/shop-mcp/mcp',
  headers: ['Host', 'localhost', 'Content-Type', 'application/json', ...authorization],
  body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
})

describe('the metadata of an MCP server', () => {
  it('say where its tokens come from, by its policies', async () => {
    const gateway = start(of.policy('/apis/shop-mcp', validateJwt))
    expect(await metadataOf(gateway)).toEqual({
      resource: 'http://localhost/shop-mcp/mcp',
      authorization_servers: ['https://id.example/shop'],
      bearer_methods_supported: ['header'],
      resource_name: 'Shop',
    })
  })

  it.each([
    [
      'validate-azure-ad-token',
      '<validate-azure-ad-token tenant-id="t1"/>',
      ['https://login.microsoftonline.com/t1/v2.0'],
    ],
    [
      'issuers of validate-jwt that are addresses',
      '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0</key></issuer-signing-keys><issuers><issuer>https://id.example</issuer><issuer>us</issuer></issuers></validate-jwt>',
      ['https://id.example'],
    ],
  ])('know %s, also inside of other policies', async (_, statement, issuers) => {
    const nested = inbound(`<choose><when condition="@(true)">${statement}</when></choose>`)
    const gateway = start(of.product('gold'), of.productApi('gold', 'shop-mcp'), of.policy('/products/gold', nested))
    expect(await metadataOf(gateway)).toMatchObject({ authorization_servers: issuers })
  })

  it('know the authorization server and the provider that its settings name', async () => {
    const gateway = start(
      of.tokenIssuer('authorizationservers/main', { issuer: 'https://a.example', scope: 'read write' }),
      of.tokenIssuer('openidconnectproviders/other', { issuer: 'https://b.example' }),
      of.api('shop-mcp', {
        type: 'mcp',
        authenticationSettings: {
          oAuth2: { authorizationServerId: 'Main' },
          openid: { openidProviderId: 'other' },
        },
      }),
    )
    expect(await metadataOf(gateway)).toMatchObject({
      authorization_servers: ['https://a.example', 'https://b.example'],
      scopes_supported: ['read', 'write'],
    })
  })

  it('are none of a server without tokens, of another API, or of another path', async () => {
    expect(await metadataOf(start())).toBe(404)
    const gateway = start(of.policy('/apis/shop-mcp', validateJwt), of.policy('/apis/shop', validateJwt))
    for (const target of [
      '/.well-known/oauth-protected-resource',
      '/.well-known/oauth-protected-resource/shop',
      '/.well-known/oauth-protected-resource/shop-mcp/other',
    ]) {
      expect((await gateway.send({ target })).status).toBe(404)
    }
    expect((await gateway.send({ target: metadataAt, method: 'DELETE' })).status).toBe(404)
  })

  it('leave the path to an operation that takes it', async () => {
    const gateway = start(
      of.policy('/apis/shop-mcp', validateJwt),
      of.api('own', { path: '.well-known' }),
      of.operation('own', 'any', 'GET', '/*'),
    )
    expect(gateway.client.requests).toHaveLength(0)
    expect((await gateway.send({ target: metadataAt })).status).toBe(200)
    expect(gateway.client.requests).toHaveLength(1)
  })
})

describe('a 401 of an MCP server', () => {
  it('leads to its metadata, and says when a token was no good', async () => {
    const gateway = start(of.policy('/apis/shop-mcp', validateJwt))
    const at = `resource_metadata="http://localhost${metadataAt}"`
    const missing = await gateway.send(ping())
    expect([missing.status, missing.header('www-authenticate')]).toEqual([401, `Bearer ${at}`])
    const wrong = await gateway.send(ping(['Authorization', 'Bearer abc']))
    expect([wrong.status, wrong.header('www-authenticate')]).toEqual([401, `Bearer error="invalid_token", ${at}`])
  })

  it('keeps what a policy says of it, and says nothing where there are no tokens', async () => {
    const answer = (headers: string) => inbound(`<return-response><set-status code="401"/>${headers}</return-response>`)
    const own = start(
      of.policy(
        '',
        inbound('<validate-azure-ad-token tenant-id="t1"/>').replace('<base/>', '').replaceAll('<base/>', ''),
      ),
      of.policy(
        '/apis/shop-mcp',
        answer('<set-header name="WWW-Authenticate"><value>Basic</value></set-header>').replace('<base/>', ''),
      ),
    )
    expect((await own.send(ping())).header('www-authenticate')).toBe('Basic')
    const none = start(of.policy('/apis/shop-mcp', answer('')))
    expect((await none.send(ping())).header('www-authenticate')).toBeUndefined()
  })
})
