import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const callbackOf = (provider: string) => `https://portal.example.com/api/sign-in/${provider}/callback`
const callback = callbackOf('oidc')
const tenant = '6babcaad-604b-40ac-a9d7-9fd97c0b779f'
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }

/** Who there is at the provider, by login. */
const people: Record<string, { readonly email?: string; readonly email_verified?: boolean; readonly tid?: string }> = {
  anna: { email: 'anna@example.com', email_verified: true },
  unverified: { email: 'anna@example.com', email_verified: false },
  nobody: {},
  member: { email: 'member@example.com', email_verified: true, tid: tenant },
}

let server: Server
let issuer: string
beforeAll(async () => {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'sluice', client_secret: 'a client secret', redirect_uris: [callback, callbackOf('oidc-2')] },
    ],
    claims: { openid: ['sub', 'tid'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['k'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, given_name: 'Anna', family_name: 'B<e>rg', ...people[id] }),
    }),
  })
  server.on('request', provider.callback())
})
afterAll(() => server.close())

/** The provider, which also says whose domain `contoso.example` is. */
function answerOutgoing(request: Request): Response | Promise<Response> {
  const [, domain] = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(new URL(request.url).pathname) ?? []
  if (domain === undefined) return fetch(request)
  const of = { 'contoso.example': tenant, 'fabrikam.example': '11111111-604b-40ac-a9d7-9fd97c0b779f' }[domain]
  if (of === undefined) return new Response('', { status: 400 })
  return Response.json({ issuer: `${issuer}/${of}/v2.0` })
}

async function start() {
  const started = await startManagement({ answerOutgoing, allowLoopback: true })
  const { call, fetchRaw } = started
  const properties = { clientId: 'sluice', clientSecret: 'a client secret', authority: issuer }
  const setUp = (name: string, more: object = {}) =>
    call('PUT', `/identityProviders/${name}`, { properties: { ...properties, ...more } })
  await setUp('oidc')

  const begin = async (query = '', provider = 'oidc') => {
    const response = await fetchRaw(`/api/sign-in/${provider}${query}`)
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { status: response.status, address: response.headers.get('location') ?? '', cookie }
  }
  const end = (location: string, cookie: string) => {
    const { pathname, search } = new URL(location)
    return fetchRaw(pathname + search, { headers: { Cookie: cookie } })
  }
  const signIn = async (login: string, query = '', provider = 'oidc') => {
    const { address, cookie } = await begin(query, provider)
    return end(await passProvider(address, login), cookie)
  }
  const sessionOf = async (response: Response) => {
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    return (await (await fetchRaw('/api/session', { headers: { Cookie: cookie } })).json()) as { userId: string }
  }
  return { ...started, setUp, begin, end, signIn, sessionOf }
}

/** What a browser does at the provider: log in and agree. @returns the address that it is sent back to */
async function passProvider(address: string, login: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = address
  let form: URLSearchParams | undefined
  for (let step = 0; step < 12; step += 1) {
    if (next.startsWith('https://portal.example.com/')) return next
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    })
    form = undefined
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const page = await response.text()
    if (location !== null) {
      next = new URL(location, issuer).href
    } else {
      const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? ''
      next = new URL(action, issuer).href
      form = new URLSearchParams({ prompt, login, password: 'x' })
    }
  }
  throw new Error(`The provider did not send the browser back, last from ${next}.`)
}

describe('signing in at a provider of OpenID Connect', () => {
  it('is offered to whoever comes to sign in, without anything that is set up there', async () => {
    const { setUp, fetchRaw } = await start()
    await setUp('oidc-2')
    const answer = await fetchRaw('/api/sign-in')
    expect(await answer.json()).toEqual({
      hasPasswords: true,
      providers: [
        { name: 'oidc', title: 'OpenID Connect' },
        { name: 'oidc-2', title: 'OpenID Connect (2)' },
      ],
    })
    expect(await (await fetchRaw('/api/sign-in?service=none')).json()).toMatchObject({ providers: [] })
  })

  it('makes a user of the verified address, who is found by the identity from then on', async () => {
    const { signIn, sessionOf, call } = await start()
    const first = await signIn('anna', '?returnUrl=/apis')
    expect(first.status).toBe(200)
    expect(await first.text()).toContain('content="0;url=/apis"')
    const { userId } = await sessionOf(first)
    expect((await call('GET', `/users/${userId}`)).json.properties).toMatchObject({
      email: 'anna@example.com',
      firstName: 'Anna',
      lastName: 'Berg',
      role: 'developer',
      state: 'active',
      identities: [{ provider: 'Oidc', id: 'anna' }],
    })
    await call('PATCH', `/users/${userId}`, { properties: { email: 'moved@example.com' } }, any)
    expect((await sessionOf(await signIn('anna'))).userId).toBe(userId)
    expect((await call('GET', `/users/${userId}/identities`)).json.value).toEqual([{ provider: 'Oidc', id: 'anna' }])
  })

  it('adds the identity to the user who has the verified address', async () => {
    const { signIn, sessionOf, call } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    expect(await sessionOf(await signIn('anna'))).toMatchObject({ userId: 'anna' })
    expect((await call('GET', '/users/anna')).json.properties.identities).toEqual([
      { provider: 'Basic', id: 'anna@example.com' },
      { provider: 'Oidc', id: 'anna' },
    ])
  })

  it('takes no account over with an address that is not verified, nor makes one without', async () => {
    const { signIn, call } = await start()
    await call('PUT', '/users/anna', { properties: anna })
    for (const login of ['unverified', 'nobody']) {
      const answer = await signIn(login)
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([400, null])
    }
  })

  it('makes worthless the password of whoever signed up with somebody else’s address', async () => {
    const { signIn, sessionOf, fetchRaw } = await start()
    const post = (path: string, body: object) => fetchRaw(path, { method: 'POST', body: JSON.stringify(body) })
    await post('/api/sign-up', anna)
    expect((await sessionOf(await signIn('anna'))).userId).toBeDefined()
    expect((await post('/api/sign-in', anna)).status).toBe(401)
  })

  it('is for the browser only that began, once, and within ten minutes', async () => {
    const { begin, end, clock } = await start()
    const first = await begin()
    const back = await passProvider(first.address, 'anna')
    expect((await end(back, 'sluice-sign-in=other')).status).toBe(400)
    expect((await end(back, first.cookie)).status).toBe(400)
    const second = await begin()
    const late = await passProvider(second.address, 'anna')
    clock.advance(600_000)
    expect((await end(late, second.cookie)).status).toBe(400)
  })

  it('is under way for ten thousand at most: the oldest makes room', async () => {
    const { begin, store } = await start()
    const collection = '/sign-ins'
    await store.transact({ actor: 'test' }, async (transaction) => {
      for (let count = 0; count < 10_000; count += 1) {
        await transaction.put({
          key: `${collection}/x${count}`,
          collection,
          body: { expiresAt: '2100-01-01T00:00:00Z' },
        })
      }
    })
    expect((await begin()).status).toBe(302)
    expect([(await store.list(collection)).length, await store.get(`${collection}/x0`)]).toEqual([10_000, undefined])
  })

  it('is refused to users who are blocked, and to new ones where sign-up is off', async () => {
    const { signIn, call } = await start()
    await call('PUT', '/portalsettings/signup', { properties: { enabled: false } })
    expect((await signIn('anna')).status).toBe(400)
    await call('PUT', '/users/anna', { properties: { ...anna, state: 'blocked' } })
    expect((await signIn('anna')).status).toBe(403)
  })

  it('lets people in of the directories that are allowed, by id or by domain', async () => {
    const { signIn, setUp } = await start()
    const status = async (allowedTenants: readonly string[], login = 'member') => {
      await setUp('oidc', { allowedTenants })
      return (await signIn(login)).status
    }
    expect(await status([tenant.toUpperCase()])).toBe(200)
    expect(await status(['nobodys.example', 'Contoso.example'])).toBe(200)
    expect(await status(['fabrikam.example', 'nobodys.example', '22222222-604b-40ac-a9d7-9fd97c0b779f'])).toBe(400)
    expect(await status(['contoso.example'], 'anna')).toBe(400)
  })

  it('takes the same number at another provider of the type for somebody else', async () => {
    const { signIn, setUp, sessionOf, call } = await start()
    await setUp('oidc-2')
    const { userId } = await sessionOf(await signIn('anna'))
    await call('PATCH', `/users/${userId}`, { properties: { email: 'moved@example.com' } }, any)
    const other = await sessionOf(await signIn('anna', '', 'oidc-2'))
    expect(other.userId).not.toBe(userId)
    expect((await call('GET', `/users/${other.userId}/identities`)).json.value).toEqual([
      { provider: 'Oidc-2', id: 'anna' },
    ])
  })

  it('says clearly what is not set up, cannot be, or does not answer', async () => {
    const { fetchRaw, call } = await start()
    const status = async (provider: string) => (await fetchRaw(`/api/sign-in/${provider}`)).status
    expect(await status('google')).toBe(404)
    await call('PUT', '/identityProviders/facebook', { properties: { clientId: 'x', clientSecret: 'x' } })
    expect(await status('facebook')).toBe(501)
    const properties = { clientId: 'x', clientSecret: 'x', authority: `${issuer}/elsewhere` }
    await call('PUT', '/identityProviders/oidc', { properties })
    expect(await status('oidc')).toBe(502)
  })
})
