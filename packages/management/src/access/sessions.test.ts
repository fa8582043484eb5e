import { describe, expect, it } from 'vitest'
import { administrator, startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }

async function start() {
  const started = await startManagement()
  const { fetchRaw, management } = started
  const signIn = async (who: object = administrator) => {
    const response = await fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify(who) })
    const cookie = response.headers.get('set-cookie') ?? ''
    return { status: response.status, json: await response.json(), cookie, sent: cookie.split(';')[0] ?? '' }
  }
  const send = async (method: string, path: string, headers: Record<string, string>) =>
    fetchRaw(path, { method, headers })
  return { ...started, management, signIn, send }
}

describe('signing in', () => {
  it('gives a token, and a cookie that no script can read and no other site can send', async () => {
    const { signIn, management } = await start()
    const { cookie, json } = await signIn()
    expect(cookie).toMatch(/^sluice-session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(json).toEqual({
      token: expect.any(String),
      expiresAt: '2026-01-05T20:00:00.000Z',
      csrfToken: expect.any(String),
      user: { id: '1', role: 'administrator', service: 'sluice' },
    })
    const request = new Request('https://localhost:9443/api/sign-in', {
      method: 'POST',
      body: JSON.stringify(administrator),
    })
    const overTls = await management.fetch(request, { remoteAddress: '127.0.0.1' })
    expect(overTls.headers.get('set-cookie')).toMatch(
      /^__Host-sluice-session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
  })

  it('is refused to the page of another site', async () => {
    const { send, fetchRaw } = await start()
    const from = async (origin: string) =>
      (
        await fetchRaw('/api/sign-in', {
          method: 'POST',
          headers: { Origin: origin },
          body: JSON.stringify(administrator),
        })
      ).status
    expect([await from('https://elsewhere.example'), await from('null'), await from('http://localhost:8080')]).toEqual([
      403, 403, 200,
    ])
    const nobody = await send('GET', '/api/session', {})
    expect([nobody.status, await nobody.json()]).toMatchObject([200, { subject: null, csrfToken: null }])
  })

  it('is refused to whoever is not confirmed or blocked, and only who knows the password learns why', async () => {
    const { call, signIn } = await start()
    for (const [state, status, code] of [
      ['pending', 403, 'AccountNotConfirmed'],
      ['blocked', 403, 'AccountBlocked'],
      ['deleted', 401, 'SignInFailed'],
      ['active', 200, undefined],
    ] as const) {
      await call('PUT', '/users/anna', { properties: { ...anna, state } })
      const right = await signIn(anna)
      expect([right.status, (right.json as { error?: { code: string } }).error?.code]).toEqual([status, code])
      expect((await signIn({ ...anna, password: 'wrong' })).status).toBe(401)
    }
  })
})

describe('a session', () => {
  it('reads with its cookie, and changes something only with its CSRF token from the same origin', async () => {
    const { signIn, send } = await start()
    const { sent, json } = await signIn()
    const { csrfToken } = json as { csrfToken: string }
    const session = await send('GET', '/api/session', { Cookie: `other=1; ${sent}` })
    expect(await session.json()).toEqual({
      subject: '1',
      role: 'administrator',
      service: 'sluice',
      userId: '1',
      actedBy: null,
      csrfToken,
      expiresAt: '2026-01-05T20:00:00.000Z',
    })
    const change = async (headers: Record<string, string>) =>
      (await send('DELETE', '/api/clients/x', { Cookie: sent, ...headers })).status
    expect(await change({})).toBe(403)
    expect(await change({ 'X-CSRF-Token': 'wrong' })).toBe(403)
    expect(await change({ 'X-CSRF-Token': csrfToken, Origin: 'http://evil.example' })).toBe(403)
    expect(await change({ 'X-CSRF-Token': csrfToken, Origin: 'http://localhost:8080' })).toBe(404)
    expect(await change({ 'X-CSRF-Token': csrfToken })).toBe(404)
  })

  it('is good for the origin only at which it began', async () => {
    const { signIn, management } = await start()
    const { sent } = await signIn()
    const request = new Request('http://127.0.0.1:8080/api/session', { headers: { Cookie: sent } })
    expect((await management.fetch(request, { remoteAddress: '127.0.0.1' })).status).toBe(401)
  })

  it('slides on while it is used, ends when it is not, and after 14 days in any case', async () => {
    const { signIn, send, clock } = await start()
    const { sent } = await signIn()
    const status = async () => (await send('GET', '/api/session', { Cookie: sent })).status
    for (let half = 0; half < 68; half += 1) {
      clock.advance(5 * 3_600_000)
      if (clock.now() < Date.UTC(2026, 0, 19, 12)) expect(await status()).toBe(200)
    }
    expect(await status()).toBe(401)
    const { sent: unused } = await signIn()
    clock.advance(8 * 3_600_000)
    expect((await send('GET', '/api/session', { Cookie: unused })).status).toBe(401)
  })

  it('ends when its user signs out, and the cookie is taken back', async () => {
    const { signIn, send } = await start()
    const { sent, json } = await signIn()
    const headers = { Cookie: sent, 'X-CSRF-Token': (json as { csrfToken: string }).csrfToken }
    const out = await send('POST', '/api/sign-out', headers)
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      'sluice-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    ])
    expect((await send('GET', '/api/session', { Cookie: sent })).status).toBe(401)
  })

  it.each([
    ['the password changes', { method: 'PATCH', body: { properties: { password: 'another long one' } } }],
    ['the user is blocked', { method: 'PATCH', body: { properties: { state: 'blocked' } } }],
    ['the user is deleted', { method: 'DELETE', body: undefined }],
  ])('ends when %s, and the token of the sign-in too', async (_, { method, body }) => {
    const { call, signIn, send } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    const { sent, json } = await signIn(anna)
    const bearer = { Authorization: `Bearer ${(json as { token: string }).token}` }
    const { sent: other } = await signIn()
    for (const headers of [{ Cookie: sent }, bearer])
      expect((await send('GET', '/api/session', headers)).status).toBe(200)
    await call(method, '/users/anna', body, any)
    for (const headers of [{ Cookie: sent }, bearer])
      expect((await send('GET', '/api/session', headers)).status).toBe(401)
    await call('PUT', '/users/anna', { properties: anna })
    expect((await send('GET', '/api/session', bearer)).status).toBe(401)
    expect((await send('GET', '/api/session', { Cookie: other })).status).toBe(200)
  })

  it('has the role that its user has now', async () => {
    const { call, signIn, send } = await start()
    await call('PUT', '/users/anna', { properties: { ...anna, role: 'analyst' } })
    const { sent } = await signIn(anna)
    const role = async () =>
      ((await (await send('GET', '/api/session', { Cookie: sent })).json()) as { role: string }).role
    expect(await role()).toBe('analyst')
    await call('PATCH', '/users/anna', { properties: { role: 'publisher' } }, any)
    expect(await role()).toBe('publisher')
  })

  it('is kept by a hash only', async () => {
    const { signIn, store } = await start()
    const { sent, json } = await signIn()
    const kept = JSON.stringify(await store.readAll())
    expect(kept).not.toContain(sent.split('=')[1])
    expect(kept).not.toContain((json as { csrfToken: string }).csrfToken)
  })
})
