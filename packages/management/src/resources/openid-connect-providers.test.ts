import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('OpenID Connect providers', () => {
  it('keep their secret to listSecrets', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'OP', metadataEndpoint: 'https://op.example/.well-known/x', clientId: 'id' }
    const put = await call('PUT', '/openidConnectProviders/op', { properties: { ...properties, clientSecret: 's' } })
    expect(put.json.properties).toEqual({ ...properties, useInTestConsole: true, useInApiDocumentation: false })
    expect((await call('POST', '/openidConnectProviders/op/listSecrets')).json).toEqual({ clientSecret: 's' })
  })
})
