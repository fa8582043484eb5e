import { describe, expect, it } from 'vitest'
import { createManagementWork } from '../background/create-management-work.ts'
import { startManagement } from '../management.fixture.ts'

const at = '/templates/ConfirmSignUpIdentityDefault/sendTest'

/** A service with three mails in its outbox, kept because no mail server is configured. */
async function start() {
  const management = await startManagement({ createSamples: false })
  const ids: string[] = []
  for (const to of ['a@example.com', 'b@example.com', 'b@other.example']) {
    management.clock.advance(1000)
    ids.push((await management.call('POST', at, { to })).json.mailId)
  }
  await createManagementWork(management.environment).runOnce()
  return { ...management, ids }
}

describe('the outbox', () => {
  it('is listed, newest first, by state, template and recipient, in pages, without what the mails say', async () => {
    const { call } = await start()
    const recipients = async (query: string) => {
      const { json } = await call('GET', `/mails${query}`)
      return json.value.map(({ properties }: { properties: { to: string } }) => properties.to)
    }
    expect(await recipients('')).toEqual(['b@other.example', 'b@example.com', 'a@example.com'])
    expect(await recipients('?state=kept')).toHaveLength(3)
    expect(await recipients('?state=sent')).toEqual([])
    expect(await recipients('?template=ConfirmSignUpIdentityDefault&recipient=EXAMPLE.com')).toEqual([
      'b@example.com',
      'a@example.com',
    ])
    const page = await call('GET', '/mails?$top=1&$skip=1')
    expect([page.json.count, page.json.value.length]).toEqual([3, 1])
    expect(page.json.nextLink).toContain('skip=2')
    expect(JSON.stringify(page.json)).not.toContain('https://portal.example.com/confirm')
    expect((await call('GET', '/mails?state=lost')).json.error.code).toBe('InvalidQueryParameter')
  })

  it('shows a mail with its HTML, text and links to administrators, and to nobody else', async () => {
    const { call, ids, issue, fetchRaw, base } = await start()
    const { json } = await call('GET', `/mails/${ids[0]}`)
    expect(json).toMatchObject({ type: 'Microsoft.ApiManagement/service/mails', name: ids[0] })
    expect(json.properties).toMatchObject({
      template: 'ConfirmSignUpIdentityDefault',
      state: 'kept',
      subject: 'Please confirm your new Sluice API account',
      links: ['https://portal.example.com/confirm'],
    })
    expect(json.properties.html).toContain('<a href="https://portal.example.com/confirm"')
    expect(json.properties.text).toMatch(/^Dear Anna Berg,/)
    for (const role of ['publisher', 'analyst'] as const) {
      const token = await issue(role)
      const response = await fetchRaw(`${base}/sluice/mails/${ids[0]}?api-version=2024-05-01`, {
        headers: { Authorization: `Bearer ${token}` },
      })
      expect(response.status).toBe(403)
    }
  })

  it('queues a mail again, and forgets one', async () => {
    const { call, ids } = await start()
    const retried = await call('POST', `/mails/${ids[0]}/retry`)
    expect(retried.json.properties).toMatchObject({ state: 'queued', attempts: 0, pending: ['a@example.com'] })
    expect((await call('DELETE', `/mails/${ids[0]}`)).status).toBe(200)
    expect((await call('DELETE', `/mails/${ids[0]}`)).status).toBe(204)
    expect((await call('GET', `/mails/${ids[0]}`)).json.error.message).toBe('Mail not found.')
    expect((await call('POST', `/mails/${ids[0]}/retry`)).status).toBe(404)
  })
})
