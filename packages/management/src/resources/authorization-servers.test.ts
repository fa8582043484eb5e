import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const server = {
  displayName: 'AS',
  clientRegistrationEndpoint: 'https://as.example/register',
  authorizationEndpoint: 'https://as.example/authorize',
  grantTypes: ['authorizationCode', 'resourceOwnerPassword'],
  clientId: 'id',
}

describe('authorization servers', () => {
  it('fill in what most of them have, and keep their secrets to listSecrets', async () => {
    const { call } = await startManagement()
    const secrets = { clientSecret: 's1', resourceOwnerPassword: 's2' }
    const put = await call('PUT', '/authorizationServers/as', { properties: { ...server, ...secrets } })
    expect(put.json.properties).toEqual({
      ...server,
      authorizationMethods: ['GET'],
      clientAuthenticationMethod: ['Body'],
      tokenBodyParameters: [],
      supportState: false,
      bearerTokenSendingMethods: ['authorizationHeader'],
      useInTestConsole: true,
      useInApiDocumentation: false,
    })
    expect((await call('POST', '/authorizationServers/as/listSecrets')).json).toEqual(secrets)
  })

  it('are refused without an address or with a grant that there is not', async () => {
    const { call } = await startManagement()
    const properties = { ...server, authorizationEndpoint: 'nowhere', grantTypes: ['magic'] }
    const { json } = await call('PUT', '/authorizationServers/as', { properties })
    expect(json.error.details.map(({ target }: { target: string }) => target)).toEqual([
      'properties.authorizationEndpoint',
      'properties.grantTypes.0',
    ])
  })
})
