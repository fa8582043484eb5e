import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('an issue', () => {
  it('and a comment on it reach the author and the publishers by mail, when the request asks for it', async () => {
    const { call } = await startManagement()
    await call('PUT', '/users/anna', { properties: { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' } })
    await call('PUT', '/notifications/NewIssuePublisherNotificationMessage/recipientEmails/boss@example.com')
    const at = '/apis/echo-api/issues/slow'
    const put = (path: string, properties: object) => call('PUT', path, { properties })
    await put(`${at}?notify=true`, { title: 'Slow', description: 'It is slow.', userId: '/users/anna' })
    await put(`${at}?notify=true`, { title: 'Slower', description: 'It is slow.', userId: '/users/anna' })
    await put(`${at}/comments/c1?notify=true`, { text: 'We look into it.', userId: '/users/1' })
    await put(`${at}/comments/c2?notify=true`, { text: 'Thank you.', userId: '/users/anna' })
    await put(`${at}/comments/c3`, { text: 'Imported.', userId: '/users/1' })
    const { json } = await call('GET', '/mails')
    expect(
      json.value.map(({ properties }: { properties: { to: string; subject: string } }) => [
        properties.to,
        properties.subject,
      ]),
    ).toEqual([
      ['anna@example.com', 'Your request Slow was received'],
      ['boss@example.com', 'New issue: Slow'],
      ['anna@example.com', 'Slower issue has a new comment'],
      ['boss@example.com', 'New comment on Slower'],
      ['boss@example.com', 'New comment on Slower'],
    ])
    const { json: comment } = await call('GET', `/mails/${json.value[2].name}`)
    expect(comment.properties.text).toContain(
      'Administrator Administrator commented on your issue Slower:\n\nWe look into it.',
    )
  })
})
