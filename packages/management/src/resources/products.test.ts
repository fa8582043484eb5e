import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('products', () => {
  it('begin unpublished, protected and visible to administrators', async () => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/products/new', { properties: { displayName: 'New' } })
    expect(json.properties).toEqual({ displayName: 'New', subscriptionRequired: true, state: 'notPublished' })
    const groups = await call('GET', '/products/new/groups')
    expect(groups.json.value.map(({ name }: { name: string }) => name)).toEqual(['administrators'])
  })

  it('have a limit above zero or none, and ask for approval only where they ask for a subscription', async () => {
    const { call } = await startManagement()
    const targets = async (properties: object) => {
      const { json } = await call('PUT', '/products/new', { properties: { displayName: 'New', ...properties } })
      return json.error?.details.map(({ target }: { target: string }) => target) ?? []
    }
    expect(await targets({ subscriptionsLimit: 0 })).toEqual(['properties.subscriptionsLimit'])
    expect(await targets({ subscriptionRequired: false, approvalRequired: true, subscriptionsLimit: 1 })).toEqual([
      'properties.approvalRequired',
      'properties.subscriptionsLimit',
    ])
    expect(await targets({ subscriptionRequired: false, approvalRequired: false, subscriptionsLimit: null })).toEqual(
      [],
    )
  })

  it('show the groups that see them when asked', async () => {
    const { call } = await startManagement()
    await call('PUT', '/products/new', { properties: { displayName: 'New' } })
    const { json } = await call('GET', '/products?expandGroups=true')
    type Product = { name: string; properties: { groups: { displayName: string; builtIn: boolean }[] } }
    expect(
      json.value.map(({ name, properties }: Product) => [name, properties.groups.map((group) => group.displayName)]),
    ).toEqual([
      ['starter', ['Administrators', 'Developers', 'Guests']],
      ['unlimited', ['Administrators', 'Developers', 'Guests']],
      ['new', ['Administrators']],
    ])
    expect(json.value[2].properties.groups[0]).toMatchObject({ builtIn: true, type: 'system' })
    expect((await call('GET', '/products')).json.value[0].properties).not.toHaveProperty('groups')
  })

  it('stay while someone subscribes to them, unless the subscriptions may go, too', async () => {
    const { call, store } = await startManagement()
    const refused = await call('DELETE', '/products/starter', undefined, any)
    expect(refused.json.error.message).toBe(
      'The product has subscriptions (1). Delete them first, or add deleteSubscriptions=true.',
    )
    await call('DELETE', '/products/starter?deleteSubscriptions=true', undefined, any)
    const { documents } = await store.readAll()
    expect(documents.filter(({ key }) => key.includes('starter'))).toEqual([])
  })

  it('hold an API once, and only one that is there', async () => {
    const { call } = await startManagement()
    expect((await call('PUT', '/products/starter/apis/ECHO-API')).status).toBe(200)
    expect((await call('HEAD', '/products/starter/apis/echo-api')).status).toBe(204)
    expect((await call('PUT', '/products/starter/apis/none')).json.error.message).toBe('Api not found.')
    expect((await call('PUT', '/products/none/apis/echo-api')).json.error.message).toBe('Product not found.')
    expect((await call('DELETE', '/products/starter/apis/echo-api')).status).toBe(200)
    expect((await call('DELETE', '/products/starter/apis/echo-api')).status).toBe(204)
    expect((await call('HEAD', '/products/starter/apis/echo-api')).status).toBe(404)
  })
})
