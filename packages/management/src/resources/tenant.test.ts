import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('tenant access', () => {
  it('is there from the beginning, off, with two keys that only listSecrets shows', async () => {
    const { call, store } = await startManagement()
    expect((await call('GET', '/tenant')).json.value).toMatchObject([
      { name: 'access', properties: { id: 'integration', enabled: false } },
      { name: 'gitAccess', properties: { id: 'git', enabled: false } },
    ])
    const { json } = await call('POST', '/tenant/access/listSecrets')
    expect(json).toEqual({
      id: 'integration',
      enabled: false,
      primaryKey: expect.stringMatching(/^.{43}=$/),
      secondaryKey: expect.stringMatching(/^.{43}=$/),
    })
    expect(json.primaryKey).not.toBe(json.secondaryKey)
    expect(JSON.stringify(await store.readAll())).not.toContain(json.primaryKey)
  })

  it('keeps its keys when it is switched on, takes others that are sent, and makes new ones one by one', async () => {
    const { call } = await startManagement()
    const secrets = async () => (await call('POST', '/tenant/access/listSecrets')).json
    const before = await secrets()
    const patched = await call('PATCH', '/tenant/access', { properties: { enabled: true } }, any)
    expect([patched.status, patched.json.properties]).toEqual([200, { id: 'integration', enabled: true }])
    expect(await secrets()).toEqual({ ...before, enabled: true })
    await call('PUT', '/tenant/access', { properties: { enabled: true, primaryKey: 'mine' } })
    expect(await secrets()).toEqual({ ...before, enabled: true, primaryKey: 'mine' })
    expect((await call('POST', '/tenant/access/regenerateSecondaryKey')).status).toBe(204)
    const after = await secrets()
    expect(after.primaryKey).toBe('mine')
    expect(after.secondaryKey).not.toBe(before.secondaryKey)
  })

  it('has the two actions of the repository in their own writing', async () => {
    const { call } = await startManagement()
    const keyOf = async () => (await call('POST', '/tenant/gitAccess/listSecrets')).json.primaryKey
    const before = await keyOf()
    expect((await call('POST', '/tenant/gitAccess/git/regeneratePrimaryKey')).status).toBe(204)
    expect(await keyOf()).not.toBe(before)
  })

  it('is nothing else', async () => {
    const { call } = await startManagement()
    expect((await call('PUT', '/tenant/other', { properties: {} })).status).toBe(400)
    expect((await call('DELETE', '/tenant/access', undefined, any)).status).toBe(405)
  })
})
