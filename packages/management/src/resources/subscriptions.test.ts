import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('subscriptions', () => {
  it('keep their keys and dates when they are put again', async () => {
    const { call } = await startManagement()
    const at = '/subscriptions/administrator-starter'
    const before = await call('GET', at)
    const keys = await call('POST', `${at}/listSecrets`)
    const put = await call('PUT', at, { properties: { scope: '/products/starter', ownerId: '/users/1' } })
    expect(put.json).toEqual(before.json)
    expect((await call('POST', `${at}/listSecrets`)).json).toEqual(keys.json)
  })

  it('keep their state when they are put without one', async () => {
    const { call } = await startManagement()
    const at = '/subscriptions/administrator-starter'
    await call('PATCH', at, { properties: { state: 'suspended' } }, any)
    const put = await call('PUT', at, { properties: { scope: '/products/starter', ownerId: '/users/1' } })
    expect(put.json.properties.state).toBe('suspended')
  })

  it('are not made for the product of another service', async () => {
    const { call, base } = await startManagement()
    const scope = `${base}/other/products/starter`
    const { status, json } = await call('PUT', '/subscriptions/s', { properties: { displayName: 'S', scope } })
    expect([status, json.error.details[0].target]).toEqual([400, 'properties.scope'])
  })

  it('include the built-in one, which opens everything as long as it is active', async () => {
    const { call } = await startManagement()
    const narrowed = await call('PATCH', '/subscriptions/master', { properties: { scope: '/apis' } }, any)
    expect([narrowed.status, narrowed.json.error.details[0].target]).toEqual([400, 'properties.scope'])
    const suspended = await call('PATCH', '/subscriptions/master', { properties: { state: 'suspended' } }, any)
    expect(suspended.json.properties.scope).toMatch(/\/service\/sluice\/$/)
  })

  it('are found by owner and product, by identifier or reference', async () => {
    const { call, base } = await startManagement()
    const names = async (filter: string) => {
      const { json } = await call('GET', `/subscriptions?$filter=${encodeURIComponent(filter)}`)
      return json.value.map(({ name }: { name: string }) => name)
    }
    const own = ['administrator-starter', 'administrator-unlimited']
    expect(await names("userId eq '1'")).toEqual(own)
    expect(await names("ownerId eq '/users/1'")).toEqual(own)
    expect(await names(`ownerId eq '${base}/sluice/users/1'`)).toEqual(own)
    expect(await names("properties/productId eq 'starter'")).toEqual(['administrator-starter'])
    expect(await names(`scope eq '${base.toUpperCase()}/SLUICE/products/starter'`)).toEqual(['administrator-starter'])
    expect(await names('userId eq null')).toEqual(['master'])
  })

  it('name scope and owner in the letter case of their creation', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'S', scope: '/PRODUCTS/Starter/', ownerId: 'USERS/1' }
    const { json } = await call('PUT', '/subscriptions/s', { properties })
    expect(json.properties.scope).toMatch(/\/service\/sluice\/products\/starter$/)
    expect(json.properties.ownerId).toMatch(/\/service\/sluice\/users\/1$/)
  })
})
