import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const tenant = '11111111-2222-4333-8444-555555555555'

async function start() {
  const started = await startManagement()
  const { fetchRaw, issue } = started
  const headers = { Authorization: `Bearer ${await issue()}` }
  const register = async (body: object) =>
    (await (await fetchRaw('/api/clients', { method: 'POST', headers, body: JSON.stringify(body) })).json()) as {
      clientId: string
      clientSecret: string
    }
  const ask = async (form: Record<string, string>, more: Record<string, string> = {}) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'https://x/.default', ...form })
    const response = await fetchRaw(`/${tenant}/oauth2/v2.0/token`, { method: 'POST', body, headers: more })
    const json = (await response.json()) as { access_token: string; error?: string; expires_in?: number }
    return { status: response.status, json }
  }
  const services = async (token: string) =>
    (await fetchRaw(`${started.base}?api-version=2024-05-01`, { headers: { Authorization: `Bearer ${token}` } })).status
  return { ...started, headers, register, ask, services }
}

describe('a client', () => {
  it('signs in with its secret in the form or as Basic, and does what its role may', async () => {
    const { register, ask, services } = await start()
    const { clientId, clientSecret } = await register({ displayName: 'ci', role: 'analyst' })
    const posted = await ask({ client_id: clientId, client_secret: clientSecret })
    expect(posted).toMatchObject({ status: 200, json: { token_type: 'Bearer', expires_in: 3600 } })
    expect(await services(posted.json.access_token)).toBe(200)
    const [, payload = ''] = posted.json.access_token.split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      tid: tenant,
      oid: clientId,
      appid: clientId,
      role: 'analyst',
    })
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
    expect((await ask({}, { Authorization: `Basic ${basic}` })).status).toBe(200)
  })

  it('ends with all its tokens when it is removed or expires', async () => {
    const { register, ask, services, fetchRaw, headers, clock } = await start()
    const first = await register({ displayName: 'a' })
    const second = await register({ displayName: 'b', lifetimeSeconds: 600 })
    const tokenOf = async ({ clientId, clientSecret }: typeof first) =>
      (await ask({ client_id: clientId, client_secret: clientSecret })).json
    const token = (await tokenOf(first)).access_token
    expect(await services(token)).toBe(200)
    await fetchRaw(`/api/clients/${first.clientId}`, { method: 'DELETE', headers })
    expect(await services(token)).toBe(401)
    expect((await tokenOf(first)).error).toBe('invalid_client')
    expect((await tokenOf(second)).expires_in).toBe(600)
    clock.advance(601_000)
    expect((await tokenOf(second)).error).toBe('invalid_client')
  })

  it('is listed without its secret, which is not kept either', async () => {
    const { register, fetchRaw, headers, store } = await start()
    const { clientId, clientSecret } = await register({ displayName: 'ci' })
    const listed = await (await fetchRaw('/api/clients', { headers })).text()
    expect(listed).toContain(clientId)
    expect(listed).not.toMatch(/secret/i)
    expect(JSON.stringify(await store.readAll())).not.toContain(clientSecret)
  })

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown id', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a scope of its own', { scope: 'openid' }, 400, 'invalid_scope'],
  ])('is refused with %s', async (_, form, status, error) => {
    const { register, ask } = await start()
    const { clientId, clientSecret } = await register({ displayName: 'ci' })
    const answer = await ask({ client_id: clientId, client_secret: clientSecret, ...form })
    expect([answer.status, answer.json.error]).toEqual([status, error])
  })

  it('cannot be guessed for ever, while the right secret may be sent as often as wanted', async () => {
    const { register, ask } = await start()
    const { clientId, clientSecret } = await register({ displayName: 'ci' })
    const right = { client_id: clientId, client_secret: clientSecret }
    for (let time = 0; time < 20; time += 1) expect((await ask(right)).status).toBe(200)
    for (let guess = 0; guess < 10; guess += 1) await ask({ ...right, client_secret: `${guess}` })
    expect((await ask(right)).status).toBe(429)
  })
})

describe('the resource manager', () => {
  it('tells its addresses in the writing of each version', async () => {
    const { fetchRaw } = await start()
    const get = async (version: string) => (await fetchRaw(`/metadata/endpoints?api-version=${version}`)).json()
    expect(await get('2015-01-01')).toMatchObject({ authentication: { loginEndpoint: 'http://localhost:8080/' } })
    expect(await get('2019-05-01')).toMatchObject([{ name: 'Sluice', resourceManager: 'http://localhost:8080/' }])
    expect(await get('2022-09-01')).toMatchObject({ name: 'Sluice', resourceManager: 'http://localhost:8080/' })
  })

  it('has one tenant, the subscriptions and resource groups of its services, and one provider', async () => {
    const { fetchRaw, headers, installation } = await start()
    const subscriptionId = installation?.identity.subscriptionId ?? ''
    const get = async (path: string) => {
      const response = await fetchRaw(`${path}?api-version=2022-12-01`, { headers })
      return { status: response.status, json: (await response.json()) as { value: object[] } }
    }
    const [first] = (await get('/tenants')).json.value
    const { value } = (await get('/subscriptions')).json
    expect(value).toMatchObject([{ subscriptionId, state: 'Enabled', ...pick(first, 'tenantId') }])
    expect((await get(`/subscriptions/${subscriptionId.toUpperCase()}`)).status).toBe(200)
    expect((await get(`/subscriptions/${subscriptionId}/resourcegroups`)).json.value).toMatchObject([
      { name: 'sluice' },
    ])
    expect((await get(`/subscriptions/${subscriptionId}/resourceGroups/SLUICE`)).json).toMatchObject({ name: 'sluice' })
    expect((await get(`/subscriptions/${subscriptionId}/providers`)).json.value).toHaveLength(1)
    expect((await get(`/subscriptions/${subscriptionId}/providers/microsoft.apimanagement`)).json).toMatchObject({
      registrationState: 'Registered',
    })
    expect((await get('/subscriptions/other')).status).toBe(404)
    expect((await get(`/subscriptions/${subscriptionId}/resourcegroups/other`)).status).toBe(404)
  })

  it('is found by libraries that sign in with OpenID Connect discovery', async () => {
    const { fetchRaw } = await start()
    const get = async (path: string) => (await fetchRaw(path)).json()
    expect(await get(`/${tenant}/v2.0/.well-known/openid-configuration`)).toMatchObject({
      issuer: `http://localhost:8080/${tenant}/v2.0`,
      token_endpoint: `http://localhost:8080/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `http://localhost:8080/${tenant}/discovery/v2.0/keys`,
    })
    expect(await get(`/${tenant}/discovery/v2.0/keys`)).toEqual({ keys: [] })
    expect(await get('/common/discovery/instance')).toMatchObject({
      tenant_discovery_endpoint: 'http://localhost:8080/common/v2.0/.well-known/openid-configuration',
    })
  })
})

const pick = (from: object | undefined, name: string) => ({ [name]: (from as Record<string, unknown>)[name] })
