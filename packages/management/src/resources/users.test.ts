import { describe, expect, it } from 'vitest'
import { administrator, startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' }

describe('users', () => {
  it('show their groups when asked', async () => {
    const { call } = await startManagement()
    await call('PUT', '/users/Anna', { properties: { email: 'a@b.example', firstName: 'A', lastName: 'B' } })
    const { json } = await call('GET', '/users?expandGroups=true')
    type User = { name: string; properties: { groups: { displayName: string }[] } }
    expect(
      json.value.map(({ name, properties }: User) => [name, properties.groups.map((group) => group.displayName)]),
    ).toEqual([
      ['1', ['Administrators', 'Developers']],
      ['Anna', ['Developers']],
    ])
  })

  it('never show their password, nor is it kept readable', async () => {
    const { call, store } = await startManagement()
    const put = await call('PUT', '/users/anna', { properties: { ...anna, password: 'a long secret' } })
    const { value } = (await call('GET', '/users')).json
    expect(JSON.stringify([put.json, value, await store.readAll()])).not.toContain('a long secret')
    expect(JSON.stringify([put.json, value])).not.toContain('$argon2')
    const [, hash] =
      /"passwordHash":"([^"]+)"/.exec(JSON.stringify(await store.get('/services/sluice/users/anna'))) ?? []
    expect(hash).toMatch(/^\$argon2id\$/)
  })

  it('join the developers, and are active unless said otherwise', async () => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/users/anna', { properties: anna })
    expect(json.properties).toMatchObject({
      ...anna,
      state: 'active',
      registrationDate: '2026-01-05T12:00:00.000Z',
      identities: [{ provider: 'Basic', id: anna.email }],
    })
    expect((await call('HEAD', '/groups/developers/users/anna')).status).toBe(204)
  })

  it('free their address when they go, and stay while they have subscriptions', async () => {
    const { call } = await startManagement()
    await call('PUT', '/users/anna', { properties: anna })
    await call('PUT', '/subscriptions/s', { properties: { displayName: 'S', scope: '/apis', ownerId: '/users/anna' } })
    expect((await call('PUT', '/users/other', { properties: anna })).json.error.code).toBe('IdentifierTaken')
    expect((await call('DELETE', '/users/anna', undefined, any)).json.error.code).toBe('OperationNotAllowed')
    expect((await call('DELETE', '/users/anna?deleteSubscriptions=true', undefined, any)).status).toBe(200)
    expect((await call('GET', '/subscriptions/s')).status).toBe(404)
    expect((await call('HEAD', '/groups/developers/users/anna')).status).toBe(404)
    expect((await call('PUT', '/users/other', { properties: anna })).status).toBe(201)
  })

  it('are refused under names that other systems would misread', async () => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/users/u', {
      properties: { email: 'nobody', firstName: 'A<b>', lastName: '', password: 'short', state: 'gone' },
    })
    expect([...new Set(json.error.details.map(({ target }: { target: string }) => target))]).toEqual([
      'properties.email',
      'properties.firstName',
      'properties.lastName',
      'properties.state',
      'properties.password',
    ])
  })

  it('may have an address that browsers take, with # or without a dot', async () => {
    const { call } = await startManagement()
    for (const [index, email] of ['a#b@example.com', 'root@localhost'].entries()) {
      expect((await call('PUT', `/users/u${index}`, { properties: { ...anna, email } })).status).toBe(201)
    }
  })

  it('sign in with the password that was set last', async () => {
    const { call, fetchRaw } = await startManagement()
    const signIn = async (password: string) => {
      const body = JSON.stringify({ email: administrator.email, password })
      return (await fetchRaw('/api/sign-in', { method: 'POST', body })).status
    }
    await call('PATCH', '/users/1', { properties: { password: 'another horse' } }, any)
    expect(await signIn(administrator.password)).toBe(401)
    expect(await signIn('another horse')).toBe(200)
    await call('PATCH', '/users/1', { properties: { note: 'x' } }, any)
    expect(await signIn('another horse')).toBe(200)
  })
})
