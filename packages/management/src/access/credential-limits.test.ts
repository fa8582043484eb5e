import { expect, it } from 'vitest'
import { administrator, startManagement } from '../management.fixture.ts'
import { mostOfUser } from './remove-surplus.ts'

const beyond = 5

it('a user has no more sessions, tokens of sign-ins and open links than fifty each: the oldest go', async () => {
  const { call, fetchRaw, store } = await startManagement({ createSamples: false })
  const signIn = async () => {
    const response = await fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify(administrator) })
    return response.headers.get('set-cookie')?.split(';')[0] ?? ''
  }
  const first = await signIn()
  for (let count = 1; count < mostOfUser + beyond; count += 1) await signIn()
  for (let count = 0; count < mostOfUser + beyond; count += 1) await call('POST', '/users/1/generateSsoUrl')
  const countOf = async (collection: string) => (await store.list(collection)).length
  // Besides those of sign-ins there is the token of this test.
  expect(await Promise.all(['/sessions', '/tokens', '/links'].map(countOf))).toEqual([
    mostOfUser,
    mostOfUser + 1,
    mostOfUser,
  ])
  expect((await fetchRaw('/api/session', { headers: { Cookie: first } })).status).toBe(401)
  expect((await fetchRaw('/api/session', { headers: { Cookie: await signIn() } })).status).toBe(200)
})

it.each(['/clients', '/tokens'])('%s are ten thousand at most', async (collection) => {
  const { fetchRaw, store, token } = await startManagement({ createSamples: false })
  const there = (await store.list(collection)).length
  await store.transact({ actor: 'test' }, async (transaction) => {
    for (let count = there; count < 9_999; count += 1) {
      await transaction.put({ key: `${collection}/x${count}`, collection, body: { expiresAt: '2100-01-01T00:00:00Z' } })
    }
  })
  const add = async () => {
    const init = { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: '{"displayName":"a"}' }
    return (await fetchRaw(`/api${collection}`, init)).status
  }
  expect([await add(), await add()]).toEqual([201, 400])
})
