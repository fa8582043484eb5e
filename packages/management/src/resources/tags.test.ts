import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const names = ({ json }: { json: { value: { name: string }[] } }) => json.value.map(({ name }) => name)

/** `red` on an API, one of its operations and a product; `blue` on nothing. */
async function startWithTags() {
  const started = await startManagement()
  const { call } = started
  for (const [id, displayName] of Object.entries({ red: 'Red', blue: 'Blue' })) {
    await call('PUT', `/tags/${id}`, { properties: { displayName } })
  }
  const owners = ['/apis/echo-api', '/apis/echo-api/operations/retrieve-resource', '/products/starter']
  for (const path of owners) await call('PUT', `${path}/tags/red`)
  return started
}

describe('tags', () => {
  it('have a display name that no other has', async () => {
    const { call } = await startWithTags()
    const { status, json } = await call('PUT', '/tags/other', { properties: { displayName: 'RED' } })
    expect([status, json.error.details[0].message]).toEqual([400, "The tag 'red' already has this name."])
  })

  it('are shown by what has them, and taken off everything when they go', async () => {
    const { call } = await startWithTags()
    const shown = await call('GET', '/apis/echo-api/tags/red')
    expect([shown.status, shown.json.properties]).toEqual([200, { displayName: 'Red' }])
    await call('PUT', '/apis/echo-api/tagDescriptions/red', { properties: { description: 'Warm' } })
    expect((await call('DELETE', '/tags/red', undefined, any)).status).toBe(200)
    expect(names(await call('GET', '/products/starter/tags'))).toEqual([])
    expect(names(await call('GET', '/apis/echo-api/tagDescriptions'))).toEqual([])
  })

  it('are listed by where they are used', async () => {
    const { call } = await startWithTags()
    await call('PUT', '/products/unlimited/tags/blue')
    const inScope = async (scope: string) => names(await call('GET', `/tags?scope=${scope}`))
    expect(await inScope('apis')).toEqual(['red'])
    expect(await inScope('products')).toEqual(['red', 'blue'])
    expect(await inScope('apis/echo-api')).toEqual(['red'])
    expect(await inScope('apis/azureml-demo-api')).toEqual([])
    expect(names(await call('GET', '/tags'))).toEqual(['red', 'blue'])
  })

  it('narrow the lists of APIs, operations and products', async () => {
    const { call } = await startWithTags()
    expect(names(await call('GET', '/apis?tags=red'))).toEqual(['echo-api'])
    expect(names(await call('GET', '/apis?tags=Red&$filter=name eq %27other%27'))).toEqual([])
    expect(names(await call('GET', '/apis/echo-api/operations?tags=red'))).toEqual(['retrieve-resource'])
    expect(names(await call('GET', '/products?tags=red'))).toEqual(['starter'])
    expect(names(await call('GET', '/products?tags=blue'))).toEqual([])
    expect(names(await call('GET', '/products?tags=none'))).toEqual([])
    expect((await call('GET', '/apis?tags=true')).json.count).toBe(2)
  })
})

describe('links', () => {
  it.each([
    ['/tags/blue/apiLinks/l', { apiId: '/apis/echo-api' }, '/apis/echo-api/tags/blue'],
    [
      '/tags/blue/operationLinks/l',
      { operationId: '/apis/echo-api/operations/create-resource' },
      '/apis/echo-api/operations/create-resource/tags/blue',
    ],
    ['/tags/blue/productLinks/l', { productId: '/products/starter' }, '/products/starter/tags/blue'],
    ['/products/new/apiLinks/l', { apiId: '/apis/echo-api' }, '/products/new/apis/echo-api'],
    ['/products/new/groupLinks/l', { groupId: '/groups/guests' }, '/products/new/groups/guests'],
  ])('%s is another name of an association', async (path, properties, association) => {
    const { call } = await startWithTags()
    await call('PUT', '/products/new', { properties: { displayName: 'New' } })
    const [field = '', reference = ''] = Object.entries(properties)[0] ?? []
    const made = await call('PUT', path, { properties })
    expect([made.status, made.json.name, made.json.properties[field].endsWith(reference)]).toEqual([201, 'l', true])
    expect((await call('GET', path)).json).toEqual(made.json)
    expect((await call('PUT', path, { properties })).status).toBe(200)
    expect(names(await call('GET', path.slice(0, path.lastIndexOf('/'))))).toContain('l')
    expect([200, 204]).toContain((await call('HEAD', association)).status)
    expect((await call('DELETE', path)).status).toBe(200)
    expect((await call('HEAD', association)).status).toBe(404)
    expect((await call('PUT', path, { properties: { [field]: '/nothing' } })).status).toBe(400)
  })
})
