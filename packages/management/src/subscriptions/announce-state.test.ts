import { createSmtpMailer } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { startMailServer } from '../../../../tests/support/mail-server.ts'
import { createManagementWork } from '../background/create-management-work.ts'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

async function start() {
  const management = await startManagement()
  const { call } = management
  await call('PUT', '/users/anna', { properties: { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' } })
  for (const name of ['RequestPublisherNotificationMessage', 'PurchasePublisherNotificationMessage']) {
    await call('PUT', `/notifications/${name}/recipientEmails/boss@example.com`)
  }
  const put = (id: string, product: string, query = '?notify=true') =>
    call('PUT', `/subscriptions/${id}${query}`, {
      properties: { scope: `/products/${product}`, ownerId: '/users/anna', displayName: id },
    })
  const patch = (id: string, properties: object, query = '?notify=true') =>
    call('PATCH', `/subscriptions/${id}${query}`, { properties }, any)
  /** What was written since the last look: template, recipient, subject. */
  const written = async () => {
    const { json } = await call('GET', '/mails')
    const mails = json.value.map(({ name, properties }: { name: string; properties: Record<string, string> }) => [
      name,
      [properties.template, properties.to, properties.subject],
    ])
    for (const [name] of mails) await call('DELETE', `/mails/${name}`)
    return mails.map(([, mail]: [string, string[]]) => mail)
  }
  return { ...management, put, patch, written }
}

describe('a subscription', () => {
  it('that asks for approval reaches developer and publisher by mail, and so does the decision', async () => {
    const { put, patch, environment } = await start()
    const server = await startMailServer()
    const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${server.port}` })
    const work = createManagementWork(environment, { mailer, mailFrom: 'noreply@example.com' })
    await put('s', 'unlimited')
    await work.runOnce()
    await patch('s', { state: 'active' })
    await work.runOnce()
    expect(server.received.map(({ recipients, headers }) => [recipients[0], headers.get('subject')])).toEqual([
      ['anna@example.com', 'Your subscription request for the Unlimited'],
      ['boss@example.com', 'Subscription request for Unlimited from Anna Berg'],
      ['anna@example.com', 'Your subscription to the Unlimited'],
      ['boss@example.com', 'New subscription to Unlimited by Anna Berg'],
    ])
    const [request] = server.received
    expect(request?.sender).toBe('noreply@example.com')
    expect(request?.headers.get('from')).toBe('Sluice <noreply@example.com>')
    expect(request?.parts.get('text/plain')).toContain('- Echo API: Create resource, Modify resource, ')
    expect(server.received[1]?.parts.get('text/html')).toContain('Anna Berg (anna@example.com) asks for')
    await work.close()
    await server.close()
  })

  it('writes a mail for each state that there is one for', async () => {
    const { put, patch, written } = await start()
    await put('s', 'starter')
    expect(await written()).toEqual([
      ['PurchaseDeveloperNotificationMessage', 'anna@example.com', 'Your subscription to the Starter'],
      ['PurchasePublisherNotificationMessage', 'boss@example.com', 'New subscription to Starter by Anna Berg'],
    ])
    await put('s', 'starter')
    await patch('s', { displayName: 'other' })
    await patch('s', { state: 'suspended' })
    expect(await written()).toEqual([])
    await patch('s', { state: 'active' })
    expect(await written()).toEqual([
      ['PurchaseDeveloperNotificationMessage', 'anna@example.com', 'Your subscription to the Starter'],
    ])
    await put('t', 'unlimited', '')
    await patch('t', { state: 'rejected', stateComment: 'No.' })
    expect(await written()).toEqual([
      ['RejectDeveloperNotificationMessage', 'anna@example.com', 'Your subscription request for the Unlimited'],
    ])
  })

  it('writes none unless the request asks for it', async () => {
    const { put, patch, written } = await start()
    await put('s', 'unlimited', '')
    await put('t', 'starter', '?notify=false')
    await patch('s', { state: 'active' }, '')
    expect(await written()).toEqual([])
  })
})
