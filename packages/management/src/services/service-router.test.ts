import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('paths', () => {
  it('keep an encoded slash inside its segment', async () => {
    const { call } = await startManagement()
    for (const path of ['/apis%2Fecho-api', '/products/starter%2Fapis%2Fecho-api', '/apis/%0Aecho-api', '/apis/%zz']) {
      const { status, json } = await call('GET', path)
      expect([path, status, json.error.code]).toEqual([path, 404, 'RouteNotFound'])
    }
    expect((await call('GET', '/apis/%65cho-api')).status).toBe(200)
  })

  it('mean the same with empty segments, and in any letter case of their fixed parts', async () => {
    const { call } = await startManagement()
    await call('PUT', '//groups//partners/', { properties: { displayName: 'Partners' } })
    const read = await call('GET', '/Groups/partners')
    expect(read.json.id).toMatch(/\/service\/sluice\/groups\/partners$/)
  })

  it('of a new resource keep the letter case in which what is above was created', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'New', method: 'GET', urlTemplate: '/new' }
    const { json } = await call('PUT', '/APIS/ECHO-API/OPERATIONS/New', { properties })
    expect(json).toMatchObject({ name: 'New' })
    expect(json.id).toMatch(/\/service\/sluice\/apis\/echo-api\/operations\/New$/)
  })
})
