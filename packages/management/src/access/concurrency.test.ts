import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, openSqliteStore } from '@sluice/platform'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ManagementFixtureOptions, startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const atOnce = 20

const stores: readonly (readonly [string, ManagementFixtureOptions])[] = [
  ['memory', {}],
  [
    'SQLite',
    {
      openStore(clock: Clock) {
        const folder = mkdtempSync(join(tmpdir(), 'sluice-concurrency-'))
        onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
        return openSqliteStore({ file: join(folder, 'store.db'), clock })
      },
    },
  ],
]

/** The same call many times at once. @returns status → how often */
async function times(send: (number: number) => Promise<number>): Promise<Record<number, number>> {
  const statuses = await Promise.all(Array.from({ length: atOnce }, (_, number) => send(number)))
  return Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [status, statuses.filter((one) => one === status).length]),
  )
}

describe.each(stores)('at once, in %s,', (_, options) => {
  async function start() {
    const started = await startManagement(options)
    onTestFinished(() => started.store.close())
    const { call, fetchRaw } = started
    const post = (path: string, body: object) => fetchRaw(path, { method: 'POST', body: JSON.stringify(body) })
    const person = { firstName: 'Anna', lastName: 'Berg', email: 'anna@example.com', password: 'a long secret' }
    await call('PUT', '/users/anna', { properties: person })
    return { ...started, post }
  }

  it('subscriptions to a product are as many as it allows, for publishers and for developers', async () => {
    const { call, post, fetchRaw } = await start()
    await call('PATCH', '/products/unlimited', { properties: { subscriptionsLimit: 3, approvalRequired: false } }, any)
    const signedIn = await post('/api/sign-in', { email: 'anna@example.com', password: 'a long secret' })
    const { token } = (await signedIn.json()) as { readonly token: string }
    await call('PUT', '/products/unlimited/groups/developers')
    const made = await times(async (number) => {
      const properties = { scope: '/products/unlimited', displayName: `s${number}` }
      if (number % 2 === 0) {
        const owned = { properties: { ...properties, ownerId: '/users/anna' } }
        return (await call('PUT', `/subscriptions/s${number}`, owned)).status
      }
      const path = `/developer/users/anna/subscriptions/s${number}?api-version=2024-05-01`
      const init = {
        method: 'PUT',
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify({ properties }),
      }
      return (await fetchRaw(path, init)).status
    })
    expect(made).toEqual({ 201: 3, 400: atOnce - 3 })
  })

  it('a link for one time opens one session', async () => {
    const { call, fetchRaw } = await start()
    const { value } = (await call('POST', '/users/anna/generateSsoUrl')).json
    const { pathname, search } = new URL(value)
    expect(await times(async () => (await fetchRaw(pathname + search)).status)).toEqual({ 200: 1, 400: atOnce - 1 })
  })

  it('a link to choose a password is good for one of those who come with it', async () => {
    const { call, post } = await start()
    await call('POST', '/users/anna/confirmations/password/send')
    const [mail] = (await call('GET', '/mails')).json.value
    const link = (await call('GET', `/mails/${mail.name}`)).json.properties.links.find((one: string) =>
      one.includes('ticket='),
    )
    const ticket = new URL(link).searchParams.get('ticket')
    const used = await times(
      async (number) => (await post('/api/confirm', { ticket, password: `password ${number}` })).status,
    )
    expect(used).toEqual({ 204: 1, 400: atOnce - 1 })
  })

  it('new keys replace one another, and the last one opens', async () => {
    const { call, store, environment } = await start()
    const path = '/subscriptions/master'
    expect(await times(async () => (await call('POST', `${path}/regeneratePrimaryKey`)).status)).toEqual({
      204: atOnce,
    })
    const { primaryKey } = (await call('POST', `${path}/listSecrets`)).json
    const found = await store.findByIndex('primarySubscriptionKey', environment.secrets.lookupHash(primaryKey))
    expect(found.map(({ body }) => body.path)).toEqual([path])
  })

  it('deletes and creations of what belongs together leave nothing without its owner', async () => {
    const { call, store } = await start()
    for (let round = 0; round < 5; round += 1) {
      await call('PUT', '/products/p', { properties: { displayName: 'P', subscriptionRequired: true } })
      await times(async (number) => {
        if (number % 5 === 4)
          return (await call('DELETE', '/products/p?deleteSubscriptions=true', undefined, any)).status
        if (number % 2 === 0) return (await call('PUT', '/products/p/apis/echo-api')).status
        const properties = { scope: '/products/p', displayName: `s${number}` }
        return (await call('PUT', `/subscriptions/p${number}`, { properties })).status
      })
      await call('DELETE', '/products/p?deleteSubscriptions=true', undefined, any)
      const { documents } = await store.readAll()
      const left = documents.filter(
        ({ key, body }) => key.includes('/products/p/') || JSON.stringify(body).includes('"/products/p"'),
      )
      expect(left.map(({ key }) => key)).toEqual([])
    }
  })

  it('two administrators with one entity tag change a resource once', async () => {
    const { call } = await start()
    const { etag } = await call('GET', '/products/starter')
    const changed = await times(
      async (number) =>
        (
          await call(
            'PATCH',
            '/products/starter',
            { properties: { description: `${number}` } },
            { 'If-Match': etag ?? '' },
          )
        ).status,
    )
    expect(changed).toEqual({ 200: 1, 412: atOnce - 1 })
  })

  it('of those who sign up with one address one is taken, and the others learn nothing of it', async () => {
    const { call, post } = await start()
    const person = { email: 'new@example.com', firstName: 'New', lastName: 'One', password: 'a long secret' }
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => (await post('/api/sign-up', person)).status),
    )
    expect((await call('GET', "/users?$filter=email eq 'new@example.com'")).json.count).toBe(1)
    expect([...new Set(answers)]).toEqual([202])
  })
})
