import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSystemClock } from '@sluice/platform/clock'
import { createBearerTokens } from '@sluice/platform/tokens'
import { afterEach, describe, expect, it } from 'vitest'
import { withStudio } from './with-studio.ts'

const tokens = createBearerTokens({ masterKey: new Uint8Array(32).fill(1), clock: createSystemClock() })
const closers: (() => void)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function startStudio() {
  const calls: IncomingMessage[] = []
  const server = createServer((call, answer) => {
    calls.push(call)
    answer.end('{"value":[]}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return { calls, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const nobody = { subject: null, role: null, csrfToken: null }
const publisher = { subject: 'anna', role: 'publisher', csrfToken: 'token' }

function open(session: object, address: string | null) {
  const answer = withStudio(
    async (request) =>
      new URL(request.url).pathname === '/api/session'
        ? Response.json(session)
        : new Response('other', { status: 418 }),
    { address: () => address, tokens },
  )
  return (path: string, init?: RequestInit) =>
    answer(new Request(`http://portal${path}`, init), { remoteAddress: '127.0.0.1', isSecure: false })
}

describe('the way from pages to the studio', () => {
  it('carries who has the session, and nothing that belongs to it', async () => {
    const { calls, address } = await startStudio()
    const send = open(publisher, address)
    const answer = await send('/studio/workspaces?x=1', {
      headers: { Cookie: 'sluice-session=1', Accept: 'application/json' },
    })
    expect([answer.status, await answer.json()]).toEqual([200, { value: [] }])
    const { url, headers } = calls[0] ?? { url: '', headers: {} as Record<string, string> }
    expect([url, headers.cookie, headers.host]).toEqual(['/studio/workspaces?x=1', undefined, new URL(address).host])
    const identity = await tokens.verify(String(headers.authorization).slice('Bearer '.length))
    expect(identity).toEqual({ subject: 'anna', role: 'publisher' })
  })

  it('is closed to nobody, to developers, and to pages that cannot show that they are ours', async () => {
    const { calls, address } = await startStudio()
    const statusOf = async (session: object, init?: RequestInit) =>
      (await open(session, address)('/studio/workspaces', init)).status
    expect(await statusOf(nobody)).toBe(401)
    expect(await statusOf({ ...publisher, role: 'developer' })).toBe(403)
    expect(await statusOf(publisher, { method: 'POST', body: '{}' })).toBe(403)
    expect(await statusOf(publisher, { method: 'POST', body: '{}', headers: { 'X-CSRF-Token': 'other' } })).toBe(403)
    // A token of somebody without a session proves nothing about pages.
    expect(await statusOf({ ...publisher, csrfToken: null }, { method: 'DELETE' })).toBe(403)
    expect(calls).toEqual([])
    expect(await statusOf(publisher, { method: 'POST', body: '{}', headers: { 'X-CSRF-Token': 'token' } })).toBe(200)
  })

  it('says when the studio is away, and leaves other addresses alone', async () => {
    expect((await open(publisher, null)('/studio/workspaces')).status).toBe(503)
    expect((await open(publisher, 'http://127.0.0.1:1')('/studio/workspaces')).status).toBe(503)
    expect((await open(publisher, null)('/studios')).status).toBe(418)
  })
})
