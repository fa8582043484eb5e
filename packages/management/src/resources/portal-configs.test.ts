import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('portal configurations', () => {
  it('begin with one that leaves everything as it is', async () => {
    const { call } = await startManagement()
    expect((await call('GET', '/portalconfigs')).json.value).toMatchObject([
      {
        name: 'default',
        properties: {
          enableBasicAuth: true,
          signin: { require: false },
          signup: { termsOfService: { requireConsent: false } },
          delegation: { delegateRegistration: false, delegateSubscription: false, delegationUrl: null },
          cors: { allowedOrigins: [] },
          csp: { mode: 'disabled', reportUri: [], allowedSources: [] },
        },
      },
    ])
  })

  it('take no key that they would show to everybody who reads them', async () => {
    const { call } = await startManagement()
    const properties = { delegation: { validationKey: 'a2V5' } }
    expect((await call('PUT', '/portalconfigs/default', { properties })).status).toBe(400)
  })
})
