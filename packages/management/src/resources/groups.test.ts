import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('groups', () => {
  it('that are built in say so and stay as they are', async () => {
    const { call } = await startManagement()
    const { json } = await call('GET', '/groups/Guests')
    expect(json.properties).toMatchObject({ displayName: 'Guests', type: 'system', builtIn: true })
    const put = await call('PUT', '/groups/guests', { properties: { displayName: 'Everyone' } })
    const patch = await call('PATCH', '/groups/GUESTS', { properties: { displayName: 'Everyone' } }, any)
    for (const { status, json } of [put, patch]) {
      expect([status, json.error.code]).toEqual([400, 'OperationNotAllowed'])
    }
  })

  it('are of a type that people may make', async () => {
    const { call } = await startManagement()
    const put = (properties: object) => call('PUT', '/groups/g', { properties: { displayName: 'G', ...properties } })
    expect((await put({ type: 'system' })).json.error.message).toBe(
      "Groups of type 'system' are made by the service only.",
    )
    const external = await put({ type: 'external', externalId: 'aad://t/groups/o' })
    expect(external.json.properties).toMatchObject({ type: 'external', builtIn: false, externalId: 'aad://t/groups/o' })
  })

  it('take what they saw and whom they held with them', async () => {
    const { call, store } = await startManagement()
    await call('PUT', '/groups/g', { properties: { displayName: 'G' } })
    expect((await call('PUT', '/groups/g/users/1')).status).toBe(201)
    expect((await call('PUT', '/groups/g/users/1')).status).toBe(200)
    expect((await call('PUT', '/products/starter/groups/g')).json.name).toBe('g')
    expect((await call('DELETE', '/groups/g', undefined, any)).status).toBe(200)
    const { documents } = await store.readAll()
    expect(documents.filter(({ key }) => /\/groups\/g(\/|$)/.test(key))).toEqual([])
  })
})
