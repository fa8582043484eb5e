import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMailServer, type TestMailServer } from '../support/mail-server.ts'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

let mailServer: TestMailServer
let sluice: RunningSluice
let management: ManagementClient
beforeAll(async () => {
  mailServer = await startMailServer()
  const environment = {
    SLUICE_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
    SLUICE_MAIL_FROM: 'noreply@contoso.example',
  }
  sluice = await startSluice({ environment })
  management = createManagementClient(sluice)
  await management.put('/users/anna', { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' })
  await management.put('/users/ben', { email: 'ben@example.com', firstName: 'Ben', lastName: 'Falk' })
  await management.put('/notifications/RequestPublisherNotificationMessage/recipientEmails/boss@example.com', {})
})
afterAll(async () => {
  await sluice.remove()
  await mailServer.close()
})

const request = (userId: string) =>
  management.put(`/subscriptions/of-${userId}?notify=true`, {
    displayName: userId,
    scope: '/products/unlimited',
    ownerId: `/users/${userId}`,
  })

const subjectsTo = (address: string) =>
  mailServer.received
    .filter(({ recipients }) => recipients.includes(address))
    .map(({ headers }) => headers.get('subject'))

describe('a request for a subscription', () => {
  it('reaches developer and publisher by mail', async () => {
    await request('anna')
    await waitUntil(() => mailServer.received.length === 2)
    expect(mailServer.received[0]?.sender).toBe('noreply@contoso.example')
    expect(subjectsTo('anna@example.com')).toEqual(['Your subscription request for the Unlimited'])
    expect(subjectsTo('boss@example.com')).toEqual(['Subscription request for Unlimited from Anna Berg'])
  })

  it('reaches them also when the process is killed before it could send anything', async () => {
    const pid = sluice.pidOf('management')
    // The process looks for mails half a second after a change; this one must come when it has just looked.
    await waitUntil(async () => {
      const queued = (await (await management.send('GET', '/mails?state=queued')).json()) as { count: number }
      return queued.count === 0
    })
    await setTimeout(1000)
    await request('ben')
    process.kill(pid, 'SIGKILL')
    await waitUntil(() => subjectsTo('ben@example.com').length === 1 && subjectsTo('boss@example.com').length === 2)
    expect(mailServer.received).toHaveLength(4)
  })
})
