import { describe, expect, it } from 'vitest'
import { administrator, startManagement } from '../management.fixture.ts'

async function start() {
  const calls: Request[] = []
  const started = await startManagement({
    callStudio: async (path, init) => {
      calls.push(new Request(`http://studio${path}`, init))
      return Response.json({ value: [] })
    },
  })
  const { fetchRaw, call } = started
  const signIn = async (email: string, password: string) => {
    const answer = await fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify({ email, password }) })
    const { csrfToken } = (await answer.json()) as { csrfToken: string }
    return { Cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', csrfToken }
  }
  const developer = { email: 'dora@example.com', firstName: 'Dora', lastName: 'Visser', password: 'a long secret' }
  await call('PUT', '/users/dora', { properties: developer })
  return { ...started, calls, developer, signIn }
}

describe('the way from pages to the studio', () => {
  it('carries who has the session, and nothing that belongs to it', async () => {
    const { calls, tokens, fetchRaw, signIn } = await start()
    const { Cookie } = await signIn(administrator.email, administrator.password)
    const answer = await fetchRaw('/studio/workspaces?x=1', { headers: { Cookie, Accept: 'application/json' } })
    expect([answer.status, await answer.json()]).toEqual([200, { value: [] }])
    const [sent] = calls
    expect([sent?.url, sent?.headers.get('cookie')]).toEqual(['http://studio/studio/workspaces?x=1', null])
    const identity = await tokens.verify(sent?.headers.get('authorization')?.slice('Bearer '.length) ?? '')
    expect(identity).toEqual({ subject: '1', role: 'administrator' })
  })

  it('is closed to nobody, to developers, and to pages that cannot show that they are ours', async () => {
    const { calls, fetchRaw, developer, signIn } = await start()
    const own = await signIn(administrator.email, administrator.password)
    const dora = await signIn(developer.email, developer.password)
    const statusOf = async (headers: Record<string, string>, method = 'GET') =>
      (await fetchRaw('/studio/workspaces', { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })).status
    expect(await statusOf({})).toBe(401)
    expect(await statusOf({ Cookie: dora.Cookie })).toBe(403)
    expect(await statusOf({ Cookie: own.Cookie }, 'POST')).toBe(403)
    expect(await statusOf({ Cookie: own.Cookie, 'X-CSRF-Token': 'other' }, 'POST')).toBe(403)
    expect(await statusOf({ Cookie: own.Cookie }, 'DELETE')).toBe(403)
    const elsewhere = { Cookie: own.Cookie, 'X-CSRF-Token': own.csrfToken, Origin: 'https://elsewhere.example' }
    expect(await statusOf(elsewhere, 'POST')).toBe(403)
    expect(calls).toEqual([])
    expect(await statusOf({ Cookie: own.Cookie, 'X-CSRF-Token': own.csrfToken }, 'POST')).toBe(200)
  })

  it('is closed to whoever runs one instance only', async () => {
    const { calls, fetchRaw, issue } = await start()
    const token = await issue('administrator', 'sluice')
    const answer = await fetchRaw('/studio/workspaces', { headers: { Authorization: `Bearer ${token}` } })
    expect([answer.status, calls]).toEqual([403, []])
  })
})
