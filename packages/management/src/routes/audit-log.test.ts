import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('the audit log', () => {
  it('tells who changed what, newest first, with before and after', async () => {
    const { call, clock } = await startManagement()
    await call('PUT', '/groups/partners', { properties: { displayName: 'Partners' } })
    clock.advance(60_000)
    await call('PATCH', '/groups/partners', { properties: { description: 'Ours' } }, any)
    await call('DELETE', '/groups/partners', undefined, any)
    const { json } = await call('GET', '/auditLog?resource=/groups/partners')
    const partners = { displayName: 'Partners', type: 'custom' }
    const described = { ...partners, description: 'Ours' }
    expect(json.value.map(({ action, before, after }: Record<string, unknown>) => [action, before, after])).toEqual([
      ['Delete', described, null],
      ['Update', partners, described],
      ['Create', null, partners],
    ])
    expect(json.value[1]).toMatchObject({ actor: '1', at: '2026-01-05T12:01:00.000Z' })
    expect(json.value[1].requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(json.value[1].resourceId).toMatch(/\/service\/sluice\/groups\/partners$/)
  })

  it('comes in pages that lose nothing, and can be asked for a time and an actor', async () => {
    const { call, fetchRaw, clock, token } = await startManagement()
    const all = (await call('GET', '/auditLog?$top=1000')).json.value
    const paged = []
    let next: string | undefined = (await call('GET', '/auditLog?$top=7')).json.nextLink
    paged.push(...(await call('GET', '/auditLog?$top=7')).json.value)
    while (next !== undefined) {
      const address = new URL(next)
      const answer = await fetchRaw(`${address.pathname}${address.search}`, {
        headers: { Authorization: `Bearer ${token}` },
      })
      const page = (await answer.json()) as { value: unknown[]; nextLink?: string }
      paged.push(...page.value)
      next = page.nextLink
    }
    expect(paged).toEqual(all)
    clock.advance(60_000)
    await call('PUT', '/groups/partners', { properties: { displayName: 'Partners' } })
    expect((await call('GET', '/auditLog?from=2026-01-05T12:00:30Z')).json.value).toHaveLength(1)
    expect((await call('GET', '/auditLog?actor=1')).json.value).toHaveLength(1)
    expect((await call('GET', '/auditLog?actor=installation&to=2026-01-05T12:00:30Z&$top=3')).json.value).toHaveLength(
      3,
    )
  })

  it('holds no secret, and is for administrators', async () => {
    const { call, fetchRaw, issue, base } = await startManagement()
    const keys = (await call('POST', '/subscriptions/administrator-starter/listSecrets')).json
    await call('PUT', '/users/anna', {
      properties: { email: 'a@example.com', firstName: 'A', lastName: 'B', password: 'a long secret' },
    })
    const text = JSON.stringify((await call('GET', '/auditLog?$top=1000')).json)
    for (const secret of [keys.primaryKey, keys.secondaryKey, 'a long secret', '$argon2', 'sealed:']) {
      expect(text).not.toContain(secret)
    }
    const publisher = await issue('publisher')
    const refused = await fetchRaw(`${base}/sluice/auditLog?api-version=2024-05-01`, {
      headers: { Authorization: `Bearer ${publisher}` },
    })
    expect(refused.status).toBe(403)
  })

  it.each([
    '$skiptoken=x',
    'from=yesterday',
    'resource=/subscriptions/x/providers/microsoft.apimanagement/service/other/apis',
  ])('refuses %s with the reason', async (query) => {
    const { call } = await startManagement()
    expect((await call('GET', `/auditLog?${query}`)).json.error.code).toBe('InvalidQueryParameter')
  })
})
