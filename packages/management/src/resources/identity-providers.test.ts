import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const secret = { clientId: 'id', clientSecret: 'very secret' }

describe('identity providers', () => {
  it('are the known ones, in any letter case, and say their type', async () => {
    const { call } = await startManagement()
    for (const [name, type, more] of [
      ['google', 'google', {}],
      ['AAD', 'aad', { signinTenant: 'contoso.example', allowedTenants: ['contoso.example'] }],
      [
        'aadb2c',
        'aadB2C',
        { authority: 'x.b2clogin.com', signinTenant: 'x.onmicrosoft.com', signinPolicyName: 'B2C_1' },
      ],
      ['oidc', 'oidc', { authority: 'https://id.example' }],
      ['facebook', 'facebook', {}],
    ] as const) {
      const put = await call('PUT', `/identityProviders/${name}`, { properties: { ...secret, ...more } })
      expect([put.status, put.json.properties.type]).toEqual([201, type])
    }
    expect((await call('PUT', '/identityProviders/other', { properties: secret })).status).toBe(400)
  })

  it('are up to three of one type', async () => {
    const { call } = await startManagement()
    for (const name of ['google', 'google-2', 'Google-3']) {
      const put = await call('PUT', `/identityProviders/${name}`, { properties: secret })
      expect([put.status, put.json.name, put.json.properties.type]).toEqual([201, name, 'google'])
    }
    for (const name of ['google-1', 'google-4', 'google2', 'other-2']) {
      const refused = await call('PUT', `/identityProviders/${name}`, { properties: secret })
      expect([refused.status, refused.json.error.details[0].message]).toEqual([
        400,
        expect.stringContaining('with -2 or -3 after it for a second or third of its type'),
      ])
    }
  })

  it('need a secret, which only listSecrets shows', async () => {
    const { call, store } = await startManagement()
    expect((await call('PUT', '/identityProviders/google', { properties: { clientId: 'id' } })).status).toBe(400)
    await call('PUT', '/identityProviders/google', { properties: secret })
    await call('PUT', '/identityProviders/google', { properties: { clientId: 'other' } })
    expect(JSON.stringify([(await call('GET', '/identityProviders')).json, await store.readAll()])).not.toContain(
      'very secret',
    )
    expect((await call('POST', '/identityProviders/google/listSecrets')).json).toEqual({ clientSecret: 'very secret' })
  })

  it('need what their kind needs to be found', async () => {
    const { call } = await startManagement()
    expect((await call('PUT', '/identityProviders/oidc', { properties: secret })).status).toBe(400)
    expect((await call('PUT', '/identityProviders/aadB2C', { properties: secret })).status).toBe(400)
  })
})
