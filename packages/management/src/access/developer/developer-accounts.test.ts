import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

const any = { 'If-Match': '*' }
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }

async function start() {
  const started = await startManagement()
  const { call, fetchRaw } = started
  const send = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetchRaw(`/developer${path}?api-version=2022-04-01-preview`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
  }
  /** What the page that a mail leads to sends back. */
  const lastLink = async () => {
    const [newest] = (await call('GET', '/mails?$top=1')).json.value
    const { links } = (await call('GET', `/mails/${newest.name}`)).json.properties
    const url = new URL(links.find((one: string) => one.includes('ticket=')))
    const { userid = '', ticketid, ticket, identity = '' } = Object.fromEntries(url.searchParams)
    return { userid, identity, ticket, headers: { Authorization: `Ticket id="${ticketid}",ticket="${ticket}"` } }
  }
  const identityOf = async (headers: Headers) => {
    const signature = /^token="(.+)",refresh="true"$/.exec(headers.get('ocp-apim-sas-token') ?? '')?.[1]
    return (await send('GET', '/identity', undefined, { Authorization: `SharedAccessSignature ${signature}` })).json
  }
  return { ...started, send, lastLink, identityOf }
}

describe('an account of the developer portal', () => {
  it('is made by signing up, confirmed with the ticket of the mail, and signed in by it', async () => {
    const { send, lastLink, identityOf } = await start()
    expect((await send('POST', '/users', { ...anna, confirmation: 'signup', appType: 'developerPortal' })).status).toBe(
      202,
    )
    const { userid, identity, headers } = await lastLink()
    expect(identity).toBe(anna.email)
    const at = `/users/${userid}/identities/Basic/${encodeURIComponent(identity)}`
    expect((await send('PUT', at)).status).toBe(401)
    expect((await send('PUT', at, undefined, { Authorization: 'Ticket id="x",ticket="y"' })).status).toBe(400)
    expect((await send('PUT', `/users/1/identities/Basic/${identity}`, undefined, headers)).status).toBe(400)
    expect((await send('PUT', `/users/${userid}/identities/Basic/x@y.z`, undefined, headers)).status).toBe(400)
    const confirmed = await send('PUT', at, undefined, headers)
    expect([confirmed.status, confirmed.json]).toEqual([200, { id: userid }])
    expect(await identityOf(confirmed.headers)).toEqual({ id: userid })
    expect((await send('PUT', at, undefined, headers)).status).toBe(400)
  })

  it('follows the rules of the portal settings, in fields of its own or below properties', async () => {
    const { send, call } = await start()
    const terms = { enabled: true, consentRequired: true, text: 'Be kind.' }
    await call('PUT', '/portalsettings/signup', { properties: { enabled: true, termsOfService: terms } })
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } })
    expect((await send('POST', '/users', anna)).json.error.code).toBe('ValidationError')
    expect((await send('POST', '/users', { properties: { ...anna, consent: true } })).status).toBe(202)
    await call('PUT', '/portalsettings/signup', { properties: { enabled: false } })
    expect((await send('POST', '/users', anna)).json.error.code).toBe('OperationNotAllowed')
  })

  it('gets another password with the ticket that was asked for', async () => {
    const { send, call, lastLink, fetchRaw, clock } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    const signIn = async (password: string) => {
      const body = JSON.stringify({ email: anna.email, password })
      return (await fetchRaw('/api/sign-in', { method: 'POST', body })).status
    }
    expect((await send('POST', '/confirmations/password', { to: 'nobody@example.com' })).status).toBe(202)
    expect((await call('GET', '/mails')).json.count).toBe(0)
    for (const [method, path, password] of [
      ['PATCH', '/users/anna', 'one secret'],
      ['POST', '/confirmations/password', 'two secrets'],
      ['PUT', `/users/anna/identities/Basic/${anna.email}`, 'three secrets'],
    ] as const) {
      clock.advance(1000)
      expect(
        (await send('POST', '/confirmations/password', { to: anna.email, appType: 'developerPortal' })).status,
      ).toBe(202)
      const { headers } = await lastLink()
      expect((await send(method, path, {}, headers)).status).toBe(400)
      expect((await send(method, path, { password }, headers)).status).toBeLessThan(300)
      expect(await signIn(password)).toBe(200)
      expect((await send(method, path, { password }, headers)).status).toBe(400)
    }
    expect((await send('PATCH', '/users/anna', { password: 'x' })).status).toBe(401)
  })

  it('is closed by its owner, with mails to both sides', async () => {
    const { send, call, issue, fetchRaw } = await start()
    await call('PUT', '/notifications/AccountClosedPublisher/recipientEmails/boss@example.com')
    await call('PUT', '/users/anna', { properties: anna })
    const basic = { Authorization: `Basic ${Buffer.from(`${anna.email}:${anna.password}`).toString('base64')}` }
    const token = (await send('GET', '/identity', undefined, basic)).headers.get('ocp-apim-sas-token') ?? ''
    const acting = await fetchRaw('/api/users/anna/act-as', {
      method: 'POST',
      headers: { Authorization: `Bearer ${await issue()}` },
    })
    const cookie = acting.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { csrfToken } = (await acting.json()) as { csrfToken: string }
    const asOther = { Cookie: cookie, 'X-CSRF-Token': csrfToken }
    expect((await send('DELETE', '/users/anna', undefined, asOther)).status).toBe(403)
    const own = { Authorization: `SharedAccessSignature ${token}`, ...any }
    expect((await send('DELETE', '/users/1', undefined, own)).status).toBe(403)
    expect((await send('DELETE', '/users/anna', undefined, own)).status).toBe(204)
    expect((await call('GET', '/users/anna')).status).toBe(404)
    const { value } = (await call('GET', '/mails')).json
    expect(value.map(({ properties }: { properties: { template: string } }) => properties.template).sort()).toEqual([
      'AccountClosedDeveloper',
      'AccountClosedPublisher',
    ])
  })
})
