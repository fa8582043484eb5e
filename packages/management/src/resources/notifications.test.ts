import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('notifications', () => {
  it('are the seven of the compatible service, without recipients', async () => {
    const { call, base } = await startManagement({ createSamples: false })
    const { json } = await call('GET', '/notifications')
    expect(json.value.map(({ name }: { name: string }) => name)).toEqual([
      'RequestPublisherNotificationMessage',
      'PurchasePublisherNotificationMessage',
      'NewApplicationNotificationMessage',
      'BCC',
      'NewIssuePublisherNotificationMessage',
      'AccountClosedPublisher',
      'QuotaLimitApproachingPublisherNotificationMessage',
    ])
    expect(json.value[3]).toEqual({
      id: `${base}/sluice/notifications/BCC`,
      type: 'Microsoft.ApiManagement/service/notifications',
      name: 'BCC',
      properties: {
        title: 'BCC',
        description:
          'The following e-mail recipients and users will receive e-mail blind carbon copies of all e-mails sent to developers.',
        recipients: { emails: [], users: [] },
      },
    })
  })

  it('show their recipients, and cannot be made anew', async () => {
    const { call, base } = await startManagement({ createSamples: false })
    await call('PUT', '/notifications/bcc/recipientEmails/Copy@example.com')
    await call('PUT', '/notifications/BCC/recipientUsers/1')
    const { status, json } = await call('PUT', '/notifications/BCC')
    expect([status, json.properties.recipients]).toEqual([
      200,
      { emails: ['Copy@example.com'], users: [`${base}/sluice/users/1`] },
    ])
    expect((await call('PUT', '/notifications/Other')).json.error.details[0].target).toBe('notificationName')
  })
})
