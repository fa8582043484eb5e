import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

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

  it('say the same as the portal settings, wherever it was set', async () => {
    const { call } = await startManagement()
    const config = async () => (await call('GET', '/portalconfigs/default')).json.properties
    const terms = { enabled: true, consentRequired: true, text: 'Be kind.' }
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } })
    await call('PUT', '/portalsettings/signup', { properties: { enabled: false, termsOfService: terms } })
    await call('PUT', '/portalsettings/delegation', {
      properties: { url: 'https://d.example/', subscriptions: { enabled: true } },
    })
    expect(await config()).toMatchObject({
      signin: { require: true },
      signup: { termsOfService: { text: 'Be kind.', requireConsent: true } },
      delegation: { delegateRegistration: false, delegateSubscription: true, delegationUrl: 'https://d.example/' },
    })
    const put = await call('PUT', '/portalconfigs/default', {
      properties: {
        enableBasicAuth: false,
        signin: { require: false },
        signup: { termsOfService: { text: 'Be very kind.', requireConsent: false } },
        delegation: { delegateRegistration: true, delegateSubscription: false, delegationUrl: 'https://e.example/' },
        cors: { allowedOrigins: ['https://p.example'] },
      },
    })
    expect([put.status, put.json.properties]).toEqual([200, await config()])
    expect(put.json.properties).toMatchObject({ enableBasicAuth: false, signin: { require: false } })
    const { value } = (await call('GET', '/portalsettings')).json
    expect(value.map(({ properties }: { properties: object }) => properties)).toEqual([
      { enabled: false },
      { enabled: false, termsOfService: { enabled: true, consentRequired: false, text: 'Be very kind.' } },
      { url: 'https://e.example/', subscriptions: { enabled: false }, userRegistration: { enabled: true } },
    ])
  })

  it('leave as it is what a change does not name, and terms that are switched off', async () => {
    const { call } = await startManagement()
    const terms = { enabled: false, consentRequired: true, text: 'Not yet.' }
    await call('PUT', '/portalsettings/signup', { properties: { enabled: true, termsOfService: terms } })
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } })
    const patched = await call('PATCH', '/portalconfigs/default', { properties: { csp: { mode: 'enabled' } } }, any)
    expect(patched.json.properties).toMatchObject({
      csp: { mode: 'enabled' },
      signin: { require: true },
      signup: { termsOfService: { text: null, requireConsent: false } },
    })
    expect((await call('GET', '/portalsettings/signup')).json.properties.termsOfService).toEqual(terms)
    const put = await call('PUT', '/portalconfigs/default', { properties: { enableBasicAuth: false } })
    expect(put.json.properties).toMatchObject({ csp: { mode: 'disabled' }, signin: { require: true } })
  })

  it('have another entity tag when the settings change, so that nobody overwrites what he has not seen', async () => {
    const { call } = await startManagement()
    const { etag } = await call('GET', '/portalconfigs/default')
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } })
    const change = { properties: { signin: { require: false } } }
    const late = await call('PATCH', '/portalconfigs/default', change, { 'If-Match': etag ?? '' })
    expect(late.status).toBe(412)
    const seen = await call('GET', '/portalconfigs/default')
    const patched = await call('PATCH', '/portalconfigs/default', change, { 'If-Match': seen.etag ?? '' })
    expect([patched.status, patched.etag]).toEqual([200, (await call('GET', '/portalconfigs/default')).etag])
  })

  it('hand the key of delegation on to where it is kept, and never show it', async () => {
    const { call } = await startManagement()
    const validationKey = Buffer.from('another key').toString('base64')
    const delegation = { delegateRegistration: true, delegationUrl: 'https://d.example/', validationKey }
    const put = await call('PUT', '/portalconfigs/default', { properties: { delegation } })
    expect([put.status, JSON.stringify(put.json)]).toEqual([200, expect.not.stringContaining(validationKey)])
    expect((await call('POST', '/portalsettings/delegation/listSecrets')).json).toEqual({ validationKey })
  })

  it('are one, and say where a fault is', async () => {
    const { call } = await startManagement()
    expect((await call('PUT', '/portalconfigs/other', { properties: {} })).status).toBe(400)
    const target = async (delegation: object) =>
      (await call('PUT', '/portalconfigs/default', { properties: { delegation } })).json.error.details[0].target
    expect(await target({ delegateRegistration: true })).toBe('properties.delegation.delegationUrl')
    expect(await target({ delegationUrl: 'ftp://d.example/' })).toBe('properties.delegation.delegationUrl')
  })
})
