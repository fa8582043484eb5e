import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('portal settings', () => {
  it('are there from the beginning: sign-up on, sign-in not required, no terms, no delegation', async () => {
    const { call } = await startManagement()
    const { value } = (await call('GET', '/portalsettings')).json
    expect(value.map(({ name, properties }: { name: string; properties: object }) => [name, properties])).toEqual([
      ['signin', { enabled: false }],
      ['signup', { enabled: true, termsOfService: { enabled: false, consentRequired: false } }],
      ['delegation', { url: null, subscriptions: { enabled: false }, userRegistration: { enabled: false } }],
    ])
  })

  it('are changed by PUT with an answer and by PATCH without one', async () => {
    const { call } = await startManagement()
    const terms = { enabled: true, consentRequired: true, text: 'Be kind.' }
    const put = await call('PUT', '/portalsettings/signup', { properties: { enabled: true, termsOfService: terms } })
    expect([put.status, put.json.properties.termsOfService]).toEqual([200, terms])
    expect((await call('PATCH', '/portalsettings/signup', { properties: { enabled: false } }, any)).status).toBe(204)
    expect((await call('GET', '/portalsettings/signup')).json.properties).toEqual({
      enabled: false,
      termsOfService: terms,
    })
    expect((await call('DELETE', '/portalsettings/signup', undefined, any)).status).toBe(405)
  })

  it('show the key of delegation by listSecrets only', async () => {
    const { call } = await startManagement()
    const validationKey = Buffer.from('key').toString('base64')
    const properties = { url: 'https://delegate.example/', validationKey }
    const put = await call('PUT', '/portalsettings/delegation', { properties })
    expect(JSON.stringify([put.json, (await call('GET', '/portalsettings')).json])).not.toContain(validationKey)
    expect((await call('POST', '/portalsettings/delegation/listSecrets')).json).toEqual({ validationKey })
    const nowhere = await call('PUT', '/portalsettings/delegation', {
      properties: { userRegistration: { enabled: true } },
    })
    expect(nowhere.json.error.details[0].target).toBe('properties.url')
    const wrong = await call('PUT', '/portalsettings/delegation', {
      properties: { url: 'ftp://x', validationKey: '?' },
    })
    expect(wrong.json.error.details.map(({ target }: { target: string }) => target)).toEqual([
      'properties.url',
      'properties.validationKey',
    ])
  })
})
