import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const at = '/notifications/RequestPublisherNotificationMessage/recipientEmails'

describe('recipients of notifications by address', () => {
  it('are put and deleted without a body and an entity tag', async () => {
    const { call, base } = await startManagement({ createSamples: false })
    expect((await call('HEAD', `${at}/boss@example.com`)).status).toBe(404)
    const put = await call('PUT', `${at}/boss@example.com`)
    expect([put.status, put.json]).toEqual([
      201,
      {
        id: `${base}/sluice${at}/boss@example.com`,
        type: 'Microsoft.ApiManagement/service/notifications/recipientEmails',
        name: 'boss@example.com',
        properties: { email: 'boss@example.com' },
      },
    ])
    expect((await call('HEAD', `${at}/Boss@example.com`)).status).toBe(204)
    expect((await call('GET', at)).json.value).toEqual([put.json])
    expect((await call('DELETE', `${at}/boss@example.com`)).status).toBe(200)
    expect((await call('DELETE', `${at}/boss@example.com`)).status).toBe(204)
  })

  it('must be addresses', async () => {
    const { call } = await startManagement({ createSamples: false })
    const { status, json } = await call('PUT', `${at}/boss`)
    expect([status, json.error.details[0].target]).toEqual([400, 'email'])
  })
})
