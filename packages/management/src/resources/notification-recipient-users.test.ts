import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const at = '/notifications/BCC/recipientUsers'

describe('recipients of notifications among the users', () => {
  it('name the user, and go with the user', async () => {
    const { call, base } = await startManagement({ createSamples: false })
    await call('PUT', '/users/anna', { properties: { email: 'a@example.com', firstName: 'Anna', lastName: 'Berg' } })
    const { json } = await call('PUT', `${at}/anna`)
    expect(json.properties).toEqual({ userId: `${base}/sluice/users/anna` })
    expect((await call('GET', at)).json.value).toEqual([json])
    await call('DELETE', '/users/anna', undefined, { 'If-Match': '*' })
    expect((await call('GET', at)).json.value).toEqual([])
    expect((await call('GET', '/notifications/BCC')).json.properties.recipients.users).toEqual([])
  })

  it('must be users of the service', async () => {
    const { call } = await startManagement({ createSamples: false })
    const { status, json } = await call('PUT', `${at}/nobody`)
    expect([status, json.error.message]).toEqual([404, 'User not found.'])
  })
})
