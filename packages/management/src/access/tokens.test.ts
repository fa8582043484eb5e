import { createBearerTokens } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

async function start() {
  const started = await startManagement()
  const { fetchRaw, issue, base } = started
  const administrator = await issue()
  const send = async (token: string, method: string, path: string, body?: object) => {
    const response = await fetchRaw(path, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
  }
  const apis = `${base}/sluice/apis?api-version=2024-05-01`
  return { ...started, administrator, send, apis }
}

describe('bearer tokens', () => {
  it('are made with a role and an expiry, listed without themselves, and refused once revoked', async () => {
    const { send, administrator, apis, store } = await start()
    const made = await send(administrator, 'POST', '/api/tokens', { name: 'ci', role: 'analyst', lifetimeSeconds: 600 })
    expect(made).toMatchObject({
      status: 201,
      json: {
        name: 'ci',
        subject: 'token:ci',
        role: 'analyst',
        service: null,
        createdAt: '2026-01-05T12:00:00.000Z',
        expiresAt: '2026-01-05T12:10:00.000Z',
      },
    })
    const { token, id } = made.json
    expect((await send(token, 'GET', apis)).status).toBe(200)
    const listed = await send(administrator, 'GET', '/api/tokens')
    expect(listed.json.value.map(({ name }: { name: string }) => name)).toContain('ci')
    expect(JSON.stringify([listed.json, await store.readAll()])).not.toContain(token)
    expect((await send(administrator, 'DELETE', `/api/tokens/${id}`)).status).toBe(204)
    expect((await send(token, 'GET', apis)).status).toBe(401)
    expect((await send(administrator, 'DELETE', `/api/tokens/${id}`)).status).toBe(404)
  })

  it('end with their time, and then leave the list', async () => {
    const { send, administrator, apis, clock } = await start()
    const { token, id } = (await send(administrator, 'POST', '/api/tokens', { lifetimeSeconds: 60 })).json
    expect((await send(token, 'GET', apis)).status).toBe(200)
    clock.advance(61_000)
    expect((await send(token, 'GET', apis)).status).toBe(401)
    expect(JSON.stringify((await send(administrator, 'GET', '/api/tokens')).json)).not.toContain(id)
  })

  it('do what their role may, and nothing more', async () => {
    const { issue, send, base } = await start()
    const at = (path: string) => `${base}/sluice${path}?api-version=2024-05-01`
    const group = { properties: { displayName: 'G' } }
    const results = async (token: string) => [
      (await send(token, 'GET', at('/apis'))).status,
      (await send(token, 'PUT', at('/groups/g'), group)).status,
      (await send(token, 'GET', '/api/tokens')).status,
    ]
    expect(await results(await issue('developer'))).toEqual([403, 403, 403])
    expect(await results(await issue('analyst'))).toEqual([200, 403, 403])
    expect(await results(await issue('publisher'))).toEqual([200, 201, 403])
    expect(await results(await issue('administrator'))).toEqual([200, 200, 200])
  })

  it('of one service open nothing of another one, and make no token that would', async () => {
    const { issue, send, base, administrator } = await start()
    const at = (service: string, path = '') => `${base}/${service}${path}?api-version=2024-05-01`
    const body = {
      location: 'Local',
      sku: { name: 'Developer', capacity: 1 },
      properties: { publisherEmail: 'b@example.com', publisherName: 'B' },
    }
    expect((await send(administrator, 'PUT', at('other'), body)).status).toBe(201)
    const confined = await issue('administrator', 'other')
    expect((await send(confined, 'GET', at('other', '/apis'))).status).toBe(200)
    expect((await send(confined, 'GET', at('OTHER'))).status).toBe(200)
    expect((await send(confined, 'GET', at('sluice', '/apis'))).status).toBe(403)
    expect((await send(confined, 'PUT', at('third'), body)).status).toBe(403)
    const services = (await send(confined, 'GET', `${base}?api-version=2024-05-01`)).json.value
    expect(services.map(({ name }: { name: string }) => name)).toEqual(['other'])
    expect((await send(confined, 'POST', '/api/tokens', { service: 'sluice' })).status).toBe(403)
    const own = await send(confined, 'POST', '/api/tokens', { role: 'publisher' })
    expect(own.json.service).toBe('other')
    const listed = (await send(confined, 'GET', '/api/tokens')).json.value
    expect(listed.every(({ service }: { service: string }) => service === 'other')).toBe(true)
    const { id } = (await send(administrator, 'POST', '/api/tokens', {})).json
    expect((await send(confined, 'DELETE', `/api/tokens/${id}`)).status).toBe(404)
  })

  it('are refused when nobody wrote them down, but for the parts of the installation and the configured one', async () => {
    const { tokens, send, apis } = await start()
    for (const role of ['administrator', 'publisher', 'analyst'] as const) {
      const unlisted = await tokens.issue({ subject: '1', role }, 60)
      expect((await send(unlisted, 'GET', apis)).status).toBe(401)
      expect((await send(await tokens.issue({ subject: '1', role, id: 'x' }, 60), 'GET', apis)).status).toBe(401)
    }
    const automation = createBearerTokens({
      masterKey: new Uint8Array(32),
      clock: { now: () => 0, monotonicMs: () => 0 } as never,
      automationToken: 'words',
    })
    expect(automation.isAutomationToken('words')).toBe(true)
  })
})
