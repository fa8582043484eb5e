import { describe, expect, it } from 'vitest'
import { serviceKey } from '../arm/identity.ts'
import { administrator, startManagement } from '../management.fixture.ts'
import { readService } from '../services/service-document.ts'

const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }
const api = 'api-version=2022-04-01-preview'

/** Everything that somebody can come with, got while the service was open. */
async function start() {
  const started = await startManagement()
  const { fetchRaw, call, base, token, store, environment } = started
  const user = (await call('PUT', '/users/anna', { properties: anna })).json.properties
  await call('PUT', '/identityProviders/oidc', {
    properties: { clientId: 'sluice', clientSecret: 's', authority: 'https://id.example' },
  })
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetchRaw(path, { method: 'POST', body: JSON.stringify(body), headers })
  const basic = { Authorization: `Basic ${Buffer.from(`${anna.email}:${anna.password}`).toString('base64')}` }
  const signedIn = await post('/api/sign-in', { ...anna, service: 'sluice' })
  const { token: bearer } = (await signedIn.json()) as { token: string }
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const identity = await fetchRaw(`/developer/identity?${api}`, { headers: basic })
  const sas = /token="([^"]+)"/.exec(identity.headers.get('ocp-apim-sas-token') ?? '')?.[1] ?? ''
  const sso = new URL((await call('POST', '/users/anna/generateSsoUrl')).json.value)
  await call('PATCH', '/tenant/access', { properties: { enabled: true } }, { 'If-Match': '*' })
  const access = (await call('POST', '/tenant/access/listSecrets')).json
  const { signSasToken } = await import('./sas-signature.ts')
  const integration = signSasToken('integration', environment.clock.now() + 3_600_000, access.primaryKey)

  /** Status of each way in. */
  const tryAll = async () => {
    const session = (headers: Record<string, string>) => fetchRaw('/api/session?service=sluice', { headers })
    const ways = {
      password: post('/api/sign-in', { email: anna.email, password: anna.password, service: 'sluice' }),
      identity: fetchRaw(`/developer/identity?service=sluice&${api}`, { headers: basic }),
      token: session({ Authorization: `Bearer ${bearer}` }),
      cookie: session({ Cookie: cookie }),
      userSignature: session({ Authorization: `SharedAccessSignature ${sas}` }),
      integration: session({ Authorization: `SharedAccessSignature ${integration}` }),
      signUp: post('/api/sign-up', { ...anna, email: 'new@example.com', service: 'sluice' }),
      provider: fetchRaw('/api/sign-in/oidc?service=sluice'),
    }
    const answers = Object.entries(ways).map(async ([name, answer]) => [name, (await answer).status])
    return Object.fromEntries(await Promise.all(answers)) as Record<string, number>
  }
  const openSso = async () => (await fetchRaw(`${sso.pathname}${sso.search}`)).status
  const remove = () =>
    fetchRaw(`${base}/sluice?api-version=2024-05-01`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${token}`, 'If-Match': '*' },
    })
  const setState = async (provisioningState: string | undefined) => {
    const { provisioningState: _, ...body } = (await readService(store, 'sluice')) ?? {}
    await store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({
        key: serviceKey('sluice'),
        collection: '/services',
        body: { ...body, ...(provisioningState === undefined ? {} : { provisioningState }) } as never,
      }),
    )
  }
  return { ...started, user, tryAll, openSso, remove, setState }
}

const allOpen = {
  password: 200,
  identity: 200,
  token: 200,
  cookie: 200,
  userSignature: 200,
  integration: 200,
  signUp: 202,
  // It was found, and then asked for its addresses.
  provider: 502,
}
const allClosed = {
  password: 401,
  identity: 401,
  token: 401,
  cookie: 401,
  userSignature: 401,
  integration: 401,
  signUp: 404,
  provider: 404,
}

describe('the users of a service', () => {
  it('come in no way while it is deleted, and again when it was brought back', async () => {
    const { tryAll, openSso, remove, fetchRaw, base, token } = await start()
    expect(await tryAll()).toEqual(allOpen)
    expect((await remove()).status).toBe(202)
    expect(await tryAll()).toEqual(allClosed)
    expect(await openSso()).toBe(400)
    const restored = await fetchRaw(`${base}/sluice?api-version=2024-05-01`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({
        location: 'local',
        sku: { name: 'Developer', capacity: 1 },
        properties: { publisherEmail: administrator.email, publisherName: 'S', restore: true },
      }),
    })
    expect(restored.status).toBe(201)
    expect(await tryAll()).toMatchObject({ password: 200, token: 200, cookie: 200, userSignature: 200 })
  })

  it.each(['Created', 'Activating', 'Failed'])('come in no way while it is %s', async (state) => {
    const { tryAll, openSso, setState } = await start()
    await setState(state)
    expect(await tryAll()).toEqual(allClosed)
    expect(await openSso()).toBe(400)
    await setState(undefined)
    expect(await openSso()).toBe(200)
  })
})
