import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

const any = { 'If-Match': '*' }
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret', note: 'VIP' }
const ben = { ...anna, email: 'ben@example.com', firstName: 'Ben' }

async function start() {
  const started = await startManagement()
  const { call, fetchRaw } = started
  await call('PUT', '/users/anna', { properties: anna })
  await call('PUT', '/users/ben', { properties: ben })
  const send = async (method: string, path: string, authorization?: string, properties?: object) => {
    const response = await fetchRaw(
      `/developer${path}${path.includes('?') ? '&' : '?'}api-version=2022-04-01-preview`,
      {
        method,
        headers: authorization === undefined ? {} : { Authorization: authorization },
        ...(properties === undefined ? {} : { body: JSON.stringify({ properties }) }),
      },
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
  }
  const basic = ({ email, password }: { email: string; password: string }) =>
    `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`
  const signIn = async (who = anna) => {
    const { headers } = await send('GET', '/identity', basic(who))
    const token = /^token="(.*)",refresh="true"$/.exec(headers.get('ocp-apim-sas-token') ?? '')?.[1] ?? ''
    return `SharedAccessSignature ${token}`
  }
  return { ...started, send, basic, signIn }
}

const names = ({ json }: { json: { value: { name: string }[] } }) => json.value.map(({ name }) => name)

describe('the identity of a developer', () => {
  it('is told for a password, with a signature to go on with until the password changes', async () => {
    const { send, basic, call } = await start()
    const first = await send('GET', '/identity', basic(anna))
    expect([first.status, first.json]).toEqual([200, { id: 'anna' }])
    const header = first.headers.get('ocp-apim-sas-token') ?? ''
    expect(header).toMatch(/^token="anna&202601051300&[A-Za-z0-9+/]{86}==",refresh="true"$/)
    for (const authorization of [
      `SharedAccessSignature ${header}`,
      `SharedAccessSignature ${/"([^"]+)"/.exec(header)?.[1]}`,
    ]) {
      expect((await send('GET', '/identity', authorization)).json).toEqual({ id: 'anna' })
    }
    await call('PATCH', '/users/anna', { properties: { password: 'another one' } }, any)
    expect((await send('GET', '/identity', `SharedAccessSignature ${header}`)).status).toBe(401)
  })

  it('is refused with the reason in the header that the portal reads', async () => {
    const { send, basic, call } = await start()
    const reason = async (who: typeof anna) => {
      const { status, headers } = await send('GET', '/identity', basic(who))
      return [status, headers.get('www-authenticate')]
    }
    expect(await reason({ ...anna, password: 'wrong' })).toEqual([401, 'Basic error="invalid_identity"'])
    await call('PATCH', '/users/anna', { properties: { state: 'pending' } }, any)
    expect(await reason(anna)).toEqual([401, 'Basic error="identity_not_confirmed"'])
  })
})

describe('the catalogue', () => {
  it('shows to each what the own groups see, in published products', async () => {
    const { send, signIn, call } = await start()
    await call('PUT', '/products/inner', { properties: { displayName: 'Inner', state: 'published' } })
    await call('PUT', '/groups/insiders', { properties: { displayName: 'Insiders' } })
    await call('PUT', '/products/inner/groups/insiders')
    await call('PUT', '/apis/secret', { properties: { displayName: 'Secret', path: 's', protocols: ['https'] } })
    await call('PUT', '/products/inner/apis/secret')
    await call('PUT', '/groups/insiders/users/anna')
    const [annaToken, benToken] = [await signIn(), await signIn(ben)]
    expect(names(await send('GET', '/products'))).toEqual(['starter', 'unlimited'])
    expect(names(await send('GET', '/products', benToken))).toEqual(['starter', 'unlimited'])
    expect(names(await send('GET', '/products', annaToken))).toEqual(['starter', 'unlimited', 'inner'])
    expect(names(await send('GET', '/apis', annaToken))).toEqual(['echo-api', 'azureml-demo-api', 'secret'])
    expect(names(await send('GET', '/products/inner/apis', annaToken))).toEqual(['secret'])
    for (const path of ['/apis/secret', '/apis/secret/operations', '/products/inner', '/products/inner/apis']) {
      expect([path, (await send('GET', path, annaToken)).status]).toEqual([path, 200])
      expect([path, (await send('GET', path, benToken)).status]).toEqual([path, 404])
      expect([path, (await send('GET', path)).status]).toEqual([path, 404])
    }
    await call('PATCH', '/products/inner', { properties: { state: 'notPublished' } }, any)
    expect(names(await send('GET', '/products', annaToken))).toEqual(['starter', 'unlimited'])
    expect((await send('GET', '/apis/secret', annaToken)).status).toBe(404)
  })

  it('tells nothing of backends and policies, and changes nothing', async () => {
    const { send, signIn } = await start()
    const token = await signIn()
    const api = await send('GET', '/apis/echo-api', token)
    expect([api.status, api.json.properties.displayName, api.json.properties.serviceUrl]).toEqual([
      200,
      'Echo API',
      undefined,
    ])
    expect(JSON.stringify((await send('GET', '/apis', token)).json)).not.toContain('serviceUrl')
    expect((await send('GET', "/apis?$filter=startswith(serviceUrl,'h')", token)).status).toBe(400)
    for (const path of ['/apis/echo-api/policies/policy', '/namedValues', '/users', '/subscriptions', '/groups']) {
      expect([path, (await send('GET', path, token)).status]).toEqual([path, 404])
    }
    expect((await send('PUT', '/apis/echo-api', token, {})).status).toBe(405)
  })

  it('is shown to nobody without signing in where that is required', async () => {
    const { send, signIn, call } = await start()
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } })
    expect((await send('GET', '/apis')).status).toBe(401)
    expect((await send('GET', '/apis', await signIn())).status).toBe(200)
    expect((await send('GET', '/settings/public')).json).toMatchObject({
      'CustomPortalSettings.RequireUserSigninEnabled': 'true',
      'CustomPortalSettings.RegistrationEnabled': 'true',
    })
  })
})

describe('what is one’s own', () => {
  it('is the profile, without what others noted, and only names can be changed', async () => {
    const { send, signIn, call } = await start()
    const token = await signIn()
    const changed = await send('PATCH', '/users/anna', token, {
      firstName: 'Ann',
      role: 'administrator',
      state: 'blocked',
    })
    expect(changed.json.properties).toMatchObject({ firstName: 'Ann', lastName: 'Berg', role: 'developer' })
    expect(changed.json.properties).not.toHaveProperty('note')
    expect((await call('GET', '/users/anna')).json.properties).toMatchObject({ note: 'VIP', state: 'active' })
    for (const path of ['/users/ben', '/users/ben/subscriptions', '/users/1']) {
      expect((await send('GET', path, token)).status).toBe(403)
      expect((await send('GET', path)).status).toBe(401)
    }
  })

  it('is subscribing, renaming, keys and cancelling, by the rules of the product', async () => {
    const { send, signIn, call } = await start()
    const token = await signIn()
    const own = '/users/anna/subscriptions'
    const properties = { scope: '/products/starter', name: 'Mine' }
    const made = await send('PUT', `${own}/s1`, token, { ...properties, state: 'active', ownerId: '/users/ben' })
    expect([made.status, made.json.properties.state, made.json.properties.displayName]).toEqual([201, 'active', 'Mine'])
    expect(made.json.properties.ownerId).toMatch(/\/users\/anna$/)
    expect((await send('PUT', `${own}/s2`, token, properties)).status).toBe(400)
    const asked = await send('PUT', `${own}/s3`, token, { scope: '/products/unlimited', state: 'active' })
    expect(asked.json.properties.state).toBe('submitted')
    expect((await send('PATCH', `${own}/s3`, token, { state: 'active' })).status).toBe(400)
    expect(names(await send('GET', own, token))).toEqual(['s1', 's3'])
    const keys = async () => (await send('POST', `${own}/s1/listSecrets`, token)).json
    const before = await keys()
    expect((await send('POST', `${own}/s1/regeneratePrimaryKey`, token)).status).toBe(204)
    expect((await keys()).primaryKey).not.toBe(before.primaryKey)
    expect((await send('PATCH', `${own}/s1`, token, { name: 'Renamed' })).json.properties.displayName).toBe('Renamed')
    expect((await send('PATCH', `${own}/s1`, token, { state: 'cancelled' })).json.properties.state).toBe('cancelled')
    expect((await call('GET', '/subscriptions/s1')).json.properties).toMatchObject({ state: 'cancelled' })
  })

  it('is never another one’s subscription, nor one to everything or to what is not seen', async () => {
    const { send, signIn, call } = await start()
    const token = await signIn()
    await call('PUT', '/subscriptions/bens', {
      properties: { displayName: 'B', scope: '/apis', ownerId: '/users/ben' },
    })
    for (const [method, path] of [
      ['GET', 'bens'],
      ['PATCH', 'bens'],
      ['POST', 'bens/listSecrets'],
      ['POST', 'master/listSecrets'],
    ] as const) {
      const properties = method === 'GET' ? undefined : {}
      expect((await send(method, `/users/anna/subscriptions/${path}`, token, properties)).status).toBe(404)
    }
    const put = async (sid: string, scope: string) =>
      (await send('PUT', `/users/anna/subscriptions/${sid}`, token, { scope })).status
    expect(await put('bens', '/products/starter')).toBe(400)
    for (const scope of ['/apis', '/', '/apis/echo-api', '/products/none']) expect(await put('new', scope)).toBe(400)
    await call('PATCH', '/products/starter', { properties: { state: 'notPublished' } }, any)
    expect(await put('new', '/products/starter')).toBe(400)
  })

  it('needs the terms of a product to be agreed to, and this site to be the one that subscribes', async () => {
    const { send, signIn, call } = await start()
    const token = await signIn()
    await call('PATCH', '/products/starter', { properties: { terms: 'Be kind.' } }, any)
    const put = (more: object) =>
      send('PUT', '/users/anna/subscriptions/s', token, { scope: '/products/starter', ...more })
    expect((await put({})).status).toBe(400)
    await call('PUT', '/portalsettings/delegation', {
      properties: { url: 'https://d.example/', subscriptions: { enabled: true } },
    })
    expect((await put({ consent: true })).status).toBe(400)
    await call('PUT', '/portalsettings/delegation', { properties: { url: null } })
    expect((await put({ consent: true })).status).toBe(201)
  })
})
