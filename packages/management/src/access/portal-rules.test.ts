import { describe, expect, it } from 'vitest'
import { administrator, startManagement } from '../management.fixture.ts'
import { signDelegation } from './delegation.ts'

const any = { 'If-Match': '*' }
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }
const ben = { ...anna, email: 'ben@example.com' }
const validationKey = Buffer.from('a key of the delegated site').toString('base64')

async function start() {
  const started = await startManagement()
  const { fetchRaw, call } = started
  await call('PUT', '/users/anna', { properties: anna })
  await call('PUT', '/users/ben', { properties: ben })
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetchRaw(path, { method: 'POST', body: JSON.stringify(body), headers })
    const text = await response.text()
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
  }
  const tokenOf = async (who: object) => `Bearer ${(await post('/api/sign-in', who)).json.token}`
  const delegate = (more: object) =>
    call('PUT', '/portalsettings/delegation', {
      properties: { url: 'https://other.example/apim', validationKey, ...more },
    })
  /** Status, and the fields of the address. */
  const ask = async (query: string, authorization?: string) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization }
    const response = await fetchRaw(`/api/delegation?service=sluice&${query}`, { headers })
    const json = (await response.json()) as { url: string; error: { code: string } }
    if (response.status !== 200) return [response.status, json.error.code]
    expect(json.url).toMatch(/^https:\/\/other\.example\/apim\?/)
    const { salt = '', sig, ...fields } = Object.fromEntries(new URL(json.url).searchParams)
    expect(sig).toBe(signDelegation(fields as never, salt, validationKey))
    return [200, fields]
  }
  return { ...started, post, tokenOf, delegate, ask }
}

const users = { userRegistration: { enabled: true } }
const subscriptions = { subscriptions: { enabled: true } }

describe('what is left to another site', () => {
  it('is named where somebody wants to do it here, but administrators still sign in', async () => {
    const { post, tokenOf, delegate, call } = await start()
    const token = await tokenOf(anna)
    await call('PATCH', '/portalsettings/signup', { properties: { enabled: true } }, any)
    await delegate(users)
    const refused = {
      code: 'Delegated',
      message: expect.stringMatching(/^This service leaves '\w+' to another site: https:\/\/other\.example\/apim$/),
    }
    const own = { Authorization: token }
    for (const [path, body, headers] of [
      ['/api/sign-in', anna, {}],
      ['/api/sign-up', { ...anna, email: 'new@example.com' }, {}],
      ['/api/change-password', { currentPassword: anna.password, newPassword: 'another one' }, own],
      ['/api/change-email', { email: 'new@example.com', password: anna.password }, own],
      ['/api/close-account', { password: anna.password }, own],
    ] as const) {
      expect([path, (await post(path, body, headers)).json.error]).toMatchObject([path, refused])
    }
    expect((await post('/api/sign-in', { ...anna, password: 'wrong' })).json.error.code).toBe('SignInFailed')
    expect((await post('/api/sign-in', administrator)).status).toBe(200)
    expect((await post('/api/reset-password', { email: anna.email })).status).toBe(202)
    expect((await call('GET', '/mails')).json.count).toBe(0)
  })

  it('is asked for at a signed address, by anybody who wants to come in, back to a page of the portal', async () => {
    const { ask, delegate } = await start()
    expect(await ask('operation=SignIn&returnUrl=/apis')).toEqual([400, 'OperationNotAllowed'])
    await delegate(users)
    expect(await ask('operation=SignIn&returnUrl=/apis')).toEqual([200, { operation: 'SignIn', returnUrl: '/apis' }])
    const returnUrl = 'https://portal.example.com/products'
    expect(await ask(`operation=SignUp&returnUrl=${returnUrl}`)).toEqual([200, { operation: 'SignUp', returnUrl }])
    for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const query = `operation=SignIn&returnUrl=${encodeURIComponent(elsewhere)}`
      expect(await ask(query)).toEqual([400, 'InvalidQueryParameter'])
    }
    expect(await ask('operation=SignIn')).toEqual([400, 'ValidationError'])
    expect(await ask('operation=Nonsense')).toEqual([400, 'ValidationError'])
  })

  it('is confirmed of the own account only, to nobody who acts as the user', async () => {
    const { ask, delegate, tokenOf, issue, fetchRaw } = await start()
    const token = await tokenOf(anna)
    const acting = await fetchRaw('/api/users/anna/act-as?service=sluice', {
      method: 'POST',
      headers: { Authorization: `Bearer ${await issue()}` },
    })
    await delegate(users)
    for (const operation of ['ChangePassword', 'ChangeProfile', 'CloseAccount', 'SignOut']) {
      expect(await ask(`operation=${operation}&userId=ben`, token)).toEqual([200, { operation, userId: 'anna' }])
      expect(await ask(`operation=${operation}`)).toEqual([401, 'AuthenticationFailed'])
      expect(await ask(`operation=${operation}`, `Bearer ${await issue()}`)).toEqual([403, 'AuthorizationFailed'])
    }
    const cookie = acting.headers.get('set-cookie')?.split(';')[0] ?? ''
    const asOther = await fetchRaw('/api/delegation?operation=CloseAccount', { headers: { Cookie: cookie } })
    expect(asOther.status).toBe(403)
    expect(await ask('operation=Subscribe&productId=starter', token)).toEqual([400, 'OperationNotAllowed'])
  })

  it('is subscribing to what the caller sees, and ending or renewing what is the caller’s own', async () => {
    const { ask, delegate, tokenOf, call, fetchRaw } = await start()
    const token = await tokenOf(anna)
    for (const [sid, owner] of [
      ['annas', 'anna'],
      ['bens', 'ben'],
    ] as const) {
      const properties = { displayName: sid, scope: '/products/starter', ownerId: `/users/${owner}` }
      await call('PUT', `/subscriptions/${sid}`, { properties })
    }
    await call('PUT', '/products/hidden', { properties: { displayName: 'Hidden', state: 'published' } })
    await delegate(subscriptions)
    const subscribe = { operation: 'Subscribe', productId: 'starter', userId: 'anna' }
    expect(await ask('operation=Subscribe&productId=starter', token)).toEqual([200, subscribe])
    for (const productId of ['hidden', 'none']) {
      expect(await ask(`operation=Subscribe&productId=${productId}`, token)).toEqual([404, 'ResourceNotFound'])
    }
    for (const operation of ['Unsubscribe', 'Renew']) {
      const query = `operation=${operation}&subscriptionId=`
      expect(await ask(`${query}annas`, token)).toEqual([200, { operation, subscriptionId: 'annas' }])
      expect(await ask(`${query}bens`, token)).toEqual([404, 'ResourceNotFound'])
      expect(await ask(`${query}annas`)).toEqual([401, 'AuthenticationFailed'])
    }
    const change = async (properties: object) => {
      const response = await fetchRaw('/developer/users/anna/subscriptions/annas?api-version=2022-04-01-preview', {
        method: 'PATCH',
        headers: { Authorization: token },
        body: JSON.stringify({ properties }),
      })
      return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code]
    }
    expect(await change({ state: 'cancelled' })).toEqual([400, 'Delegated'])
    expect(await change({ name: 'Renamed' })).toEqual([200, undefined])
  })
})

describe('passwords that are switched off', () => {
  it('open nothing to developers, who are told, and still everything to administrators', async () => {
    const { post, call, fetchRaw } = await start()
    await call('PATCH', '/portalconfigs/default', { properties: { enableBasicAuth: false } }, any)
    expect((await post('/api/sign-in', anna)).json.error.code).toBe('PasswordSignInDisabled')
    expect((await post('/api/sign-in', { ...anna, password: 'wrong' })).json.error.code).toBe('SignInFailed')
    const identityOf = async ({ email, password }: { email: string; password: string }) => {
      const authorization = `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`
      const address = '/developer/identity?api-version=2022-04-01-preview'
      return (await fetchRaw(address, { headers: { Authorization: authorization } })).status
    }
    expect([await identityOf(anna), await identityOf(administrator)]).toEqual([400, 200])
    expect((await post('/api/sign-in', administrator)).status).toBe(200)
    expect((await post('/api/reset-password', { email: anna.email })).status).toBe(202)
    expect((await call('GET', '/mails')).json.count).toBe(0)
    expect((await post('/api/reset-password', { email: administrator.email })).status).toBe(202)
    expect((await call('GET', '/mails')).json.count).toBe(1)
  })
})
