import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('names of fields', () => {
  it('are refused with the one that was probably meant when they look misspelt', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'P', subscriptionRequred: false, stat: 'published' }
    const { status, json } = await call('PUT', '/products/p', { properties })
    expect(status).toBe(400)
    expect(json.error.details).toEqual([
      {
        code: 'ValidationError',
        target: 'properties.subscriptionRequred',
        message: "There is no field 'subscriptionRequred'. Did you mean 'subscriptionRequired'?",
      },
      {
        code: 'ValidationError',
        target: 'properties.stat',
        message: "There is no field 'stat'. Did you mean 'state'?",
      },
    ])
    const patch = { properties: { displayNam: 'x' } }
    expect((await call('PATCH', '/products/starter', patch, { 'If-Match': '*' })).status).toBe(400)
  })

  it('are passed over when they belong to another version of the API', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'P', application: { entra: {} }, authenticationType: ['subscriptionKey'] }
    const { status, json } = await call('PUT', '/products/p', { properties })
    expect(status).toBe(201)
    expect(Object.keys(json.properties)).toEqual(['displayName', 'subscriptionRequired', 'state'])
  })

  it('count in any letter case, the very name before another writing', async () => {
    const { call } = await startManagement()
    const properties = { DISPLAYNAME: 'Loud', displayName: 'P', State: 'published' }
    const { json } = await call('PUT', '/products/p', { properties })
    expect(json.properties).toMatchObject({ displayName: 'P', state: 'published' })
  })

  it('of what was read may be sent back, read-only ones and all', async () => {
    const { call } = await startManagement()
    for (const path of ['/apis/echo-api', '/products/starter', '/users/1', '/subscriptions/administrator-starter']) {
      const read = await call('GET', path)
      const again = await call('PUT', path, read.json)
      expect([path, again.status, again.json]).toEqual([path, 200, read.json])
    }
  })
})
