import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { signSasToken } from './sas-signature.ts'

const any = { 'If-Match': '*' }
const days = 86_400_000

async function startWithAccess() {
  const started = await startManagement()
  const { call, fetchRaw, base, clock } = started
  await call('PATCH', '/tenant/access', { properties: { enabled: true } }, any)
  const { primaryKey, secondaryKey } = (await call('POST', '/tenant/access/listSecrets')).json
  const get = async (authorization: string, path = '/apis', service = 'sluice') =>
    (
      await fetchRaw(`${base}/${service}${path}?api-version=2024-05-01`, {
        headers: { Authorization: `SharedAccessSignature ${authorization}` },
      })
    ).status
  const inAnHour = () => clock.now() + 3_600_000
  return { ...started, primaryKey, secondaryKey, get, inAnHour }
}

describe('a shared access signature of the service', () => {
  it('opens everything of it in both forms and with both keys', async () => {
    const { primaryKey, secondaryKey, get, inAnHour } = await startWithAccess()
    for (const key of [primaryKey, secondaryKey]) {
      expect(await get(signSasToken('integration', inAnHour(), key))).toBe(200)
      const expiry = new Date(inAnHour()).toISOString().replace('Z', '0000Z')
      const signature = createHmac('sha512', key).update(`integration\n${expiry}`).digest('base64')
      expect(await get(`uid=integration&ex=${expiry}&sn=${signature}`, '/users')).toBe(200)
    }
  })

  it('is refused when it is over, too far ahead, signed by another key, changed, or for another service', async () => {
    const { primaryKey, get, inAnHour, clock, call, base, fetchRaw, issue } = await startWithAccess()
    const good = signSasToken('integration', inAnHour(), primaryKey)
    expect(await get(signSasToken('integration', clock.now() - 60_000, primaryKey))).toBe(401)
    expect(await get(signSasToken('integration', clock.now() + 31 * days, primaryKey))).toBe(401)
    expect(await get(signSasToken('integration', clock.now() + 29 * days, primaryKey))).toBe(200)
    expect(await get(signSasToken('integration', inAnHour(), 'other'))).toBe(401)
    expect(await get(good.replace('integration', 'other'))).toBe(401)
    const service = { location: 'Local', sku: { name: 'Developer', capacity: 1 } }
    const body = JSON.stringify({ ...service, properties: { publisherEmail: 'b@example.com', publisherName: 'B' } })
    const headers = { Authorization: `Bearer ${await issue()}` }
    await fetchRaw(`${base}/other?api-version=2024-05-01`, { method: 'PUT', headers, body })
    expect(await get(good, '/apis', 'other')).toBe(401)
    await call('POST', '/tenant/access/regeneratePrimaryKey')
    expect(await get(good)).toBe(401)
  })

  it('is refused while access with signatures is off, as it is in the beginning', async () => {
    const { primaryKey, get, inAnHour, call } = await startWithAccess()
    await call('PATCH', '/tenant/access', { properties: { enabled: false } }, any)
    expect(await get(signSasToken('integration', inAnHour(), primaryKey))).toBe(401)
    expect((await (await startManagement()).call('GET', '/tenant/access')).json.properties).toEqual({
      id: 'integration',
      enabled: false,
    })
  })

  it('cannot be guessed for ever', async () => {
    const { get, inAnHour } = await startWithAccess()
    for (let guess = 0; guess < 10; guess += 1) await get(signSasToken('integration', inAnHour(), `${guess}`))
    expect(await get(signSasToken('integration', inAnHour(), 'x'))).toBe(429)
  })
})

describe('a token of a user', () => {
  const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', role: 'analyst' }

  it('stands for the user, with the role that the user has', async () => {
    const { call, get, clock } = await startWithAccess()
    await call('PUT', '/users/Anna', { properties: anna })
    const expiry = new Date(clock.now() + 3_600_000).toISOString()
    for (const keyType of ['primary', 'secondary']) {
      const { status, json } = await call('POST', '/users/anna/token', { properties: { keyType, expiry } })
      expect(status).toBe(200)
      expect(json.value).toMatch(/^Anna&202601051300&[A-Za-z0-9+/]{86}==$/)
      expect(await get(json.value)).toBe(200)
      await call('PATCH', '/users/anna', { properties: { role: 'developer' } }, any)
      expect(await get(json.value)).toBe(403)
      await call('PATCH', '/users/anna', { properties: { state: 'blocked' } }, any)
      expect(await get(json.value)).toBe(401)
      await call('PATCH', '/users/anna', { properties: { state: 'active', role: 'analyst' } }, any)
    }
  })

  it('is not made for a time that is over or more than 30 days ahead, nor for nobody', async () => {
    const { call, clock } = await startWithAccess()
    await call('PUT', '/users/anna', { properties: anna })
    for (const ms of [-1000, 31 * days]) {
      const body = { keyType: 'primary', expiry: new Date(clock.now() + ms).toISOString() }
      expect((await call('POST', '/users/anna/token', body)).status).toBe(400)
    }
    const body = { keyType: 'primary', expiry: new Date(clock.now() + 1000).toISOString() }
    expect((await call('POST', '/users/nobody/token', body)).status).toBe(404)
  })

  it('cannot stand for the service, because no user may have its identifier', async () => {
    const { call } = await startWithAccess()
    expect((await call('PUT', '/users/Integration', { properties: anna })).status).toBe(400)
  })
})
