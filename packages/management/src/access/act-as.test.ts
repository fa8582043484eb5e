import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const personOf = (name: string) => ({ email: `${name}@example.com`, firstName: name, lastName: 'Berg' })

/** An administrator besides the first one, in a session as a developer. */
async function startActing() {
  const started = await startManagement()
  const { call, fetchRaw } = started
  const password = 'a long secret'
  await call('PUT', '/users/anna', { properties: { ...personOf('anna'), password, role: 'administrator' } })
  await call('PUT', '/users/dev', { properties: personOf('dev') })
  const signIn = await fetchRaw('/api/sign-in', {
    method: 'POST',
    body: JSON.stringify({ email: 'anna@example.com', password }),
  })
  const acting = await fetchRaw('/api/users/dev/act-as', {
    method: 'POST',
    headers: { Authorization: `Bearer ${((await signIn.json()) as { token: string }).token}` },
  })
  const Cookie = acting.headers.get('set-cookie')?.split(';')[0] ?? ''
  const session = async () => {
    const response = await fetchRaw('/api/session', { headers: { Cookie } })
    return response.status === 200 ? ((await response.json()) as { userId: string }).userId : response.status
  }
  return { ...started, session }
}

it.each([
  ['is blocked', { state: 'blocked' }],
  ['is no administrator any more', { role: 'publisher' }],
])('a session as somebody else ends when the administrator %s', async (_, properties) => {
  const { call, session } = await startActing()
  expect(await session()).toBe('dev')
  await call('PATCH', '/users/anna', { properties }, any)
  expect(await session()).toBe(401)
})

it('a session as somebody else is not prolonged', async () => {
  const { clock, session } = await startActing()
  clock.advance(7 * 3_600_000)
  expect(await session()).toBe('dev')
  clock.advance(3_600_000)
  expect(await session()).toBe(401)
})
