import { afterEach, describe, expect, it } from 'vitest'
import { findAssociation, findResource } from '../../arm/find-declaration.ts'
import { readEvents } from '../../events/event-reader.fixture.ts'
import { startManagement } from '../../management.fixture.ts'
import { shownPaths } from './portal-changes.ts'

const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }
const any = { 'If-Match': '*' }

const opened: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const stream of opened.splice(0)) await stream.stop()
})

async function start() {
  const started = await startManagement()
  const { fetchRaw, call } = started
  await call('PUT', '/users/anna', { properties: anna })
  const signIn = async () => {
    const response = await fetchRaw('/api/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: anna.email, password: anna.password }),
    })
    const cookie = response.headers.get('set-cookie')?.split(';')[0]
    if (cookie !== undefined) return { Cookie: cookie }
    return { Authorization: `Bearer ${((await response.json()) as { token: string }).token}` }
  }
  const open = async (headers: Record<string, string> = {}) => {
    const response = await fetchRaw('/developer/events?api-version=2022-04-01-preview', { headers })
    const stream = readEvents(response)
    opened.push(stream)
    return { ...stream, response }
  }
  return { ...started, signIn, open }
}

describe('events of the developer portal', () => {
  it('say to anybody that what is shown changed, once for several changes, and nothing else', async () => {
    const { open, call } = await start()
    const stream = await open()
    expect(await stream.next()).toMatchObject({ name: 'ready', data: {} })
    await call('PUT', '/namedValues/n', { properties: { displayName: 'n', value: '1' } })
    for (const name of ['One', 'Two', 'Three']) {
      await call('PATCH', '/products/starter', { properties: { displayName: name } }, any)
    }
    await call('PUT', '/subscriptions/s', { properties: { displayName: 'S', scope: '/apis', ownerId: '/users/anna' } })
    expect(await stream.next()).toEqual({ name: 'catalogue', id: undefined, data: {} })
    await call('PUT', '/products/starter/apis/echo-api')
    expect(await stream.next()).toEqual({ name: 'catalogue', id: undefined, data: {} })
  })

  it('say to whoever has signed in what of the own changed', async () => {
    const { open, call, signIn } = await start()
    const stream = await open(await signIn())
    await stream.next()
    await call('PUT', '/users/ben', { properties: { ...anna, email: 'ben@example.com' } })
    await call('PUT', '/subscriptions/b', { properties: { displayName: 'B', scope: '/apis', ownerId: '/users/ben' } })
    await call('PUT', '/subscriptions/s', { properties: { displayName: 'S', scope: '/apis', ownerId: '/users/anna' } })
    expect(await stream.next()).toEqual({ name: 'own', id: undefined, data: { kind: 'subscriptions' } })
    await call('PATCH', '/subscriptions/s', { properties: { ownerId: '/users/ben' } }, any)
    await call('PATCH', '/users/anna', { properties: { lastName: 'Berger' } }, any)
    const seen = (await stream.take(2)).map(({ data }) => data.kind)
    expect(seen.sort()).toEqual(['profile', 'subscriptions'])
    await call('PUT', '/groups/friends', { properties: { displayName: 'Friends' } })
    await call('PUT', '/groups/friends/users/ben')
    await call('PUT', '/groups/friends/users/anna')
    expect((await stream.next())?.name).toBe('catalogue')
  })

  it('end when the user is blocked', async () => {
    const { open, call, signIn } = await start()
    const stream = await open(await signIn())
    const other = await open()
    await stream.next()
    await other.next()
    await call('PATCH', '/users/anna', { properties: { state: 'blocked' } }, any)
    const rest: string[] = []
    for (let event = await stream.next(); event !== undefined; event = await stream.next()) rest.push(event.name)
    expect(rest.filter((name) => name !== 'own')).toEqual([])
    await call('PATCH', '/apis/echo-api', { properties: { description: 'New' } }, any)
    expect((await other.next())?.name).toBe('catalogue')
  })

  it('are for nobody unknown where everybody has to sign in', async () => {
    const { open, call, signIn } = await start()
    await call('PUT', '/portalsettings/signin', { properties: { enabled: true } })
    expect((await open()).response.status).toBe(401)
    expect((await open(await signIn())).response.status).toBe(200)
  })

  it('are of paths that are declared', () => {
    const fill = (path: string) => path.replace(/\{\w+\}/g, 'x')
    const unknown = shownPaths.filter(
      (path) => (findResource(fill(path)) ?? findAssociation(fill(path)))?.declaration.path !== path,
    )
    expect(unknown).toEqual([])
  })
})
