import { describe, expect, it } from 'vitest'
import { administrator, startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }

async function start() {
  const started = await startManagement()
  const { fetchRaw, call } = started
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetchRaw(path, { method: 'POST', body: JSON.stringify(body), headers })
    const text = await response.text()
    return {
      status: response.status,
      json: text === '' ? undefined : JSON.parse(text),
      cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    }
  }
  const signIn = (who: object = anna) => post('/api/sign-in', who)
  /** Templates and recipients of all mails, oldest first. */
  const mails = async () =>
    (await call('GET', '/mails?$top=1000')).json.value
      .map(({ properties: { template, to } }: { properties: { template: string; to: string } }) => [template, to])
      .reverse()
  const lastTicket = async () => {
    const [newest] = (await call('GET', '/mails?$top=1')).json.value
    const { links } = (await call('GET', `/mails/${newest.name}`)).json.properties
    const link = links.find((one: string) => one.includes('ticket='))
    return new URL(link).searchParams.get('ticket') ?? ''
  }
  const headersOf = ({ cookie, json }: Awaited<ReturnType<typeof signIn>>) => ({
    Cookie: cookie,
    'X-CSRF-Token': json.csrfToken,
  })
  return { ...started, post, signIn, mails, lastTicket, headersOf }
}

describe('signing up', () => {
  it('makes a pending user who can sign in after the link of the mail was opened once', async () => {
    const { post, signIn, lastTicket, mails } = await start()
    expect((await post('/api/sign-up', anna)).status).toBe(202)
    expect(await mails()).toEqual([['ConfirmSignUpIdentityDefault', anna.email]])
    expect((await signIn()).json.error.code).toBe('AccountNotConfirmed')
    expect((await post('/api/confirm', { ticket: await lastTicket() })).status).toBe(204)
    expect((await signIn()).json.user).toMatchObject({ role: 'developer', service: 'sluice' })
    expect((await post('/api/confirm', { ticket: await lastTicket() })).json.error.code).toBe('LinkInvalid')
  })

  it('does not tell whether an address is taken, and changes nothing for its owner', async () => {
    const { post, signIn, mails } = await start()
    const again = { ...anna, email: administrator.email }
    expect((await post('/api/sign-up', again)).status).toBe(202)
    expect(await mails()).toEqual([])
    expect((await signIn(administrator)).status).toBe(200)
  })

  it('never gives a role that was asked for', async () => {
    const { post, call } = await start()
    await post('/api/sign-up', { ...anna, role: 'administrator', state: 'active' })
    const { value } = (await call('GET', "/users?$filter=email eq 'anna@example.com'")).json
    expect(value[0].properties).toMatchObject({ role: 'developer', state: 'pending' })
  })

  it('is refused when it is off, delegated, or the terms are not agreed to', async () => {
    const { post, call } = await start()
    const set = (name: string, properties: object) => call('PUT', `/portalsettings/${name}`, { properties })
    await set('signup', { enabled: true, termsOfService: { enabled: true, consentRequired: true, text: 'Be kind.' } })
    expect((await post('/api/sign-up', anna)).json.error.code).toBe('ValidationError')
    expect((await post('/api/sign-up', { ...anna, consent: true })).status).toBe(202)
    await set('signup', { enabled: false })
    expect((await post('/api/sign-up', anna)).json.error.code).toBe('OperationNotAllowed')
    await set('signup', { enabled: true })
    await call('PATCH', '/portalconfigs/default', { properties: { enableBasicAuth: false } }, any)
    expect((await post('/api/sign-up', anna)).json.error.code).toBe('PasswordSignInDisabled')
    await set('delegation', { url: 'https://d.example/', userRegistration: { enabled: true } })
    expect((await post('/api/sign-up', anna)).json.error).toMatchObject({
      code: 'Delegated',
      message: "This service leaves 'SignUp' to another site: https://d.example/",
    })
  })

  it('is no way to send mails without end', async () => {
    const { post } = await start()
    for (let time = 0; time < 10; time += 1) await post('/api/sign-up', { ...anna, email: `a${time}@example.com` })
    expect((await post('/api/sign-up', anna)).status).toBe(429)
  })
})

describe('a link', () => {
  it('is over after its time, and is kept by its hash only', async () => {
    const { post, lastTicket, clock, store } = await start()
    await post('/api/sign-up', anna)
    const ticket = await lastTicket()
    expect(JSON.stringify(await store.readAll())).not.toContain(ticket)
    clock.advance(2 * 86_400_000)
    expect((await post('/api/confirm', { ticket })).json.error.code).toBe('LinkInvalid')
  })

  it.each(['blocked', 'deleted'])('does not open an account that was %s in between', async (state) => {
    const { post, lastTicket, call } = await start()
    await post('/api/sign-up', anna)
    const { value } = (await call('GET', "/users?$filter=email eq 'anna@example.com'")).json
    await call('PATCH', `/users/${value[0].name}`, { properties: { state } }, any)
    expect((await post('/api/confirm', { ticket: await lastTicket() })).json.error.code).toBe('LinkInvalid')
  })
})

describe('an invitation', () => {
  it('makes a pending user, who chooses a password with the link of the mail', async () => {
    const { post, call, lastTicket, signIn, mails } = await start()
    const { password: _, ...person } = anna
    const invited = await call('PUT', '/users/anna', { properties: { ...person, confirmation: 'invite' } })
    expect(invited.json.properties).toMatchObject({ state: 'pending' })
    expect(JSON.stringify(invited.json)).not.toContain('confirmation')
    expect(await mails()).toEqual([['InviteUserNotificationMessage', anna.email]])
    expect((await post('/api/confirm', { ticket: await lastTicket() })).status).toBe(400)
    expect((await post('/api/confirm', { ticket: await lastTicket(), password: 'my own one' })).status).toBe(204)
    expect((await signIn({ ...anna, password: 'my own one' })).status).toBe(200)
  })
})

describe('a password', () => {
  it('is reset with a link that is always said to be on its way', async () => {
    const { post, call, lastTicket, signIn, mails } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    expect((await post('/api/reset-password', { email: 'nobody@example.com' })).status).toBe(202)
    expect(await mails()).toEqual([])
    expect((await post('/api/reset-password', { email: 'ANNA@example.com' })).status).toBe(202)
    const before = await signIn()
    expect((await post('/api/confirm', { ticket: await lastTicket(), password: 'another one' })).status).toBe(204)
    expect((await signIn()).status).toBe(401)
    expect((await signIn({ ...anna, password: 'another one' })).status).toBe(200)
    expect((await post('/api/sign-out', {}, { Cookie: before.cookie })).status).toBe(401)
  })

  it('is reset by an administrator who sends the same link', async () => {
    const { post, call, lastTicket, mails } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    expect((await call('POST', '/users/anna/confirmations/password/send')).status).toBe(204)
    expect(await mails()).toEqual([['PasswordResetIdentityDefault', anna.email]])
    expect((await post('/api/confirm', { ticket: await lastTicket(), password: 'another one' })).status).toBe(204)
  })

  it('is changed by whoever knows it, who stays signed in while the other sessions end', async () => {
    const { post, call, signIn, headersOf, fetchRaw } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    const [first, second] = [await signIn(), await signIn()]
    const change = { currentPassword: anna.password, newPassword: 'another one' }
    expect((await post('/api/change-password', { ...change, currentPassword: 'x' }, headersOf(first))).status).toBe(401)
    const changed = await post('/api/change-password', change, headersOf(first))
    expect(changed.status).toBe(200)
    const session = async (cookie: string) => (await fetchRaw('/api/session', { headers: { Cookie: cookie } })).status
    expect([await session(first.cookie), await session(second.cookie), await session(changed.cookie)]).toEqual([
      401, 401, 200,
    ])
  })
})

describe('an account', () => {
  it('gets another address when the link sent there is opened', async () => {
    const { post, call, signIn, headersOf, lastTicket, mails } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    const asked = { email: 'new@example.com', password: anna.password }
    expect((await post('/api/change-email', asked, headersOf(await signIn()))).status).toBe(202)
    expect(await mails()).toEqual([['EmailChangeIdentityDefault', 'new@example.com']])
    expect((await signIn()).status).toBe(200)
    expect((await post('/api/confirm', { ticket: await lastTicket() })).status).toBe(204)
    expect((await signIn()).status).toBe(401)
    expect((await signIn({ ...anna, email: 'new@example.com' })).status).toBe(200)
  })

  it('is closed by its owner together with its subscriptions', async () => {
    const { post, call, signIn, headersOf, mails } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    await call('PUT', '/subscriptions/s', { properties: { displayName: 'S', scope: '/apis', ownerId: '/users/anna' } })
    const headers = headersOf(await signIn())
    expect((await post('/api/close-account', { password: 'x' }, headers)).status).toBe(401)
    expect((await post('/api/close-account', { password: anna.password }, headers)).status).toBe(204)
    expect(await mails()).toEqual([['AccountClosedDeveloper', anna.email]])
    expect((await call('GET', '/users/anna')).status).toBe(404)
    expect((await call('GET', '/subscriptions/s')).status).toBe(404)
  })
})

describe('without a password', () => {
  it('another site signs a user in with a link that is good for once and for five minutes', async () => {
    const { call, fetchRaw, clock } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    const urlOf = async () => (await call('POST', '/users/anna/generateSsoUrl')).json.value as string
    const url = await urlOf()
    expect(url).toMatch(/^https:\/\/portal\.example\.com\/signin-sso\?token=[0-9a-f]{64}$/)
    expect((await call('POST', '/getssotoken')).json.redirectUri).toMatch(/\/signin-sso\?token=[0-9a-f]{64}$/)
    const open = (address: string) => fetchRaw(address.replace('https://portal.example.com', ''))
    const opened = await open(`${url}&returnUrl=%2Fapis`)
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await opened.text()).toContain('content="0;url=/apis"')
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    const session = (await (await fetchRaw('/api/session', { headers: { Cookie: cookie } })).json()) as object
    expect(session).toMatchObject({ userId: 'anna' })
    expect((await open(url)).status).toBe(400)
    const late = await urlOf()
    clock.advance(300_000)
    expect((await open(late)).status).toBe(400)
    for (const elsewhere of ['//evil.example', 'https://evil.example', '/\\evil.example', '/"><script>']) {
      const page = await open(`${await urlOf()}&returnUrl=${encodeURIComponent(elsewhere)}`)
      expect(await page.text()).toContain('content="0;url=/"')
    }
  })

  it('an administrator acts as a user, marked and written down, but never as an administrator', async () => {
    const { call, post, issue, fetchRaw, store } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    const headers = { Authorization: `Bearer ${await issue()}` }
    const { status, json, cookie } = await post('/api/users/Anna/act-as', {}, headers)
    expect([status, json.userId]).toEqual([200, 'anna'])
    const session = await (await fetchRaw('/api/session', { headers: { Cookie: cookie } })).json()
    expect(session).toMatchObject({ subject: '1 as anna', userId: 'anna', role: 'developer', actedBy: '1' })
    const own = { Cookie: cookie, 'X-CSRF-Token': json.csrfToken }
    const change = { currentPassword: anna.password, newPassword: 'taken over' }
    expect((await post('/api/change-password', change, own)).status).toBe(403)
    expect((await post('/api/users/1/act-as', {}, headers)).status).toBe(400)
    const [row] = await store.audit({ limit: 1 })
    expect(row).toMatchObject({ actor: '1', action: 'create', key: expect.stringContaining('/sessions/') })
  })
})

describe('mails about accounts', () => {
  it('welcome whoever confirmed an address or accepted an invitation, once', async () => {
    const { post, call, lastTicket, mails, clock } = await start()
    await post('/api/sign-up', anna)
    clock.advance(1000)
    await post('/api/confirm', { ticket: await lastTicket() })
    clock.advance(1000)
    expect(await mails()).toEqual([
      ['ConfirmSignUpIdentityDefault', anna.email],
      ['NewDeveloperNotificationMessage', anna.email],
    ])
    const { password: _, ...person } = { ...anna, email: 'ben@example.com' }
    await call('PUT', '/users/ben', { properties: { ...person, confirmation: 'invite' } })
    clock.advance(1000)
    await post('/api/confirm', { ticket: await lastTicket(), password: 'my own one' })
    clock.advance(1000)
    await post('/api/reset-password', { email: 'ben@example.com' })
    await post('/api/confirm', { ticket: await lastTicket(), password: 'another one' })
    expect((await mails()).slice(2)).toEqual([
      ['InviteUserNotificationMessage', 'ben@example.com'],
      ['NewDeveloperNotificationMessage', 'ben@example.com'],
      ['PasswordResetIdentityDefault', 'ben@example.com'],
    ])
  })

  it('tell of what an administrator does where that is asked for, with the password that was given', async () => {
    const { call, mails, clock } = await start()
    const textOf = async () => {
      const [newest] = (await call('GET', '/mails?$top=1')).json.value
      return JSON.stringify((await call('GET', `/mails/${newest.name}`)).json.properties)
    }
    await call('PUT', '/users/silent', { properties: { ...anna, email: 'silent@example.com' } })
    expect(await mails()).toEqual([])
    await call('PUT', '/users/anna?notify=true', { properties: anna })
    expect(await mails()).toEqual([['NewDeveloperNotificationMessage', anna.email]])
    expect(await textOf()).toContain(anna.password)
    await call('PATCH', '/users/anna?notify=true', { properties: { note: 'VIP' } }, any)
    await call('PATCH', '/users/anna', { properties: { password: 'not told' } }, any)
    clock.advance(1000)
    await call('PATCH', '/users/anna?notify=true', { properties: { password: 'a told secret' } }, any)
    expect((await mails()).slice(1)).toEqual([['PasswordResetByAdminNotificationMessage', anna.email]])
    expect(await textOf()).toContain('a told secret')
    clock.advance(1000)
    await call('DELETE', '/users/anna?notify=true', undefined, any)
    await call('DELETE', '/users/silent', undefined, any)
    expect((await mails()).slice(2)).toEqual([['AccountClosedDeveloper', anna.email]])
  })

  it('tell publishers, too, of an account that its owner closes', async () => {
    const { post, call, signIn, headersOf, mails } = await start()
    await call('PUT', '/notifications/AccountClosedPublisher/recipientEmails/boss@example.com')
    await call('PUT', '/users/anna', { properties: anna })
    await post('/api/close-account', { password: anna.password }, headersOf(await signIn()))
    expect((await mails()).sort()).toEqual([
      ['AccountClosedDeveloper', anna.email],
      ['AccountClosedPublisher', 'boss@example.com'],
    ])
  })
})
