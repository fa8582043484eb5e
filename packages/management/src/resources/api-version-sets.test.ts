import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const byHeader = { displayName: 'Orders', versioningScheme: 'Header', versionHeaderName: 'Api-Version' }

describe('version sets', () => {
  it.each([
    [{ versioningScheme: 'Query' }, 'properties.versionQueryName'],
    [{ versioningScheme: 'Header' }, 'properties.versionHeaderName'],
    [{ versioningScheme: 'Header', versionHeaderName: 'a b' }, 'properties.versionHeaderName'],
    [{ versioningScheme: 'Path' }, 'properties.versioningScheme'],
  ])('are refused without what their scheme needs: %j', async (properties, target) => {
    const { call } = await startManagement()
    const { status, json } = await call('PUT', '/apiVersionSets/v', { properties: { displayName: 'V', ...properties } })
    expect([status, json.error.details[0].target]).toEqual([400, target])
  })

  it('are named by their versions, have one without identifier, and stay while they have any', async () => {
    const { call } = await startManagement()
    await call('PUT', '/apiVersionSets/orders', { properties: byHeader })
    const put = (id: string, more: object) =>
      call('PUT', `/apis/${id}`, {
        properties: { displayName: id, path: id, apiVersionSetId: '/apiVersionSets/ORDERS', ...more },
      })
    const first = await put('v1', { apiVersion: 'v1' })
    expect(first.json.properties.apiVersionSetId).toMatch(/\/service\/sluice\/apiVersionSets\/orders$/)
    expect((await put('original', {})).status).toBe(201)
    expect((await put('other', {})).json.error.details).toEqual([
      {
        code: 'ValidationError',
        target: 'properties.apiVersion',
        message: 'The version set has a version without identifier already.',
      },
    ])
    expect((await call('DELETE', '/apiVersionSets/orders', undefined, any)).json.error.message).toBe(
      'The version set has versions (2). Delete them first, or take them out of it.',
    )
    await call('DELETE', '/apis/v1', undefined, any)
    expect((await call('GET', '/apiVersionSets/orders')).status).toBe(200)
    await call('DELETE', '/apis/original', undefined, any)
    expect((await call('GET', '/apiVersionSets/orders')).status).toBe(404)
  })

  it('come with their first version where it describes them, and are shown with it when asked for', async () => {
    const { call } = await startManagement()
    const apiVersionSet = { name: 'Shop', versioningScheme: 'Query', versionQueryName: 'v' }
    const properties = { displayName: 'Shop', path: 'shop', apiVersion: '1', apiVersionSet }
    expect((await call('PUT', '/apis/shop', { properties })).status).toBe(201)
    const { value } = (await call('GET', '/apiVersionSets')).json
    expect(value).toHaveLength(1)
    expect(value[0].properties).toMatchObject({ displayName: 'Shop', versionQueryName: 'v' })
    const shown = await call('GET', "/apis?expandApiVersionSet=true&$filter=name eq 'shop'")
    expect(shown.json.value[0].properties.apiVersionSet).toMatchObject({ id: value[0].id, ...apiVersionSet })
  })

  it('must exist where an API names one', async () => {
    const { call } = await startManagement()
    for (const apiVersionSetId of ['/apiVersionSets/none', '/apis/echo-api']) {
      const { json } = await call('PUT', '/apis/n', { properties: { displayName: 'N', path: 'n', apiVersionSetId } })
      expect(json.error.details[0].target).toBe('properties.apiVersionSetId')
    }
  })
})
