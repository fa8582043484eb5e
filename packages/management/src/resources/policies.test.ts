import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { defaultGlobalPolicy } from './policies.ts'

const any = { 'If-Match': '*' }

describe('policies', () => {
  it('come back as they were at first when the global one is deleted', async () => {
    const { call } = await startManagement()
    const changed = await call('PUT', '/policies/policy', { properties: { value: '<policies />' } })
    expect((await call('DELETE', '/policies/policy', undefined, any)).status).toBe(200)
    const read = await call('GET', '/policies/policy')
    expect(read.json.properties).toEqual({ format: 'xml', value: defaultGlobalPolicy })
    expect(read.etag).not.toBe(changed.etag)
    expect((await call('GET', '/policies')).json.count).toBe(1)
  })

  it('are answered in the format that is asked for', async () => {
    const { call } = await startManagement()
    const value = '<policies />'
    const at = '/apis/echo-api/policies/policy'
    await call('PUT', at, { properties: { value, format: 'rawxml' } })
    expect((await call('GET', `${at}?format=rawxml`)).json.properties).toEqual({ format: 'rawxml', value })
    expect((await call('GET', at)).json.properties).toEqual({ format: 'xml', value: `${value}<!-- rawxml to xml -->` })
    const refused = await call('GET', `${at}?format=wadl`)
    expect([refused.status, refused.json.error.message]).toEqual([
      400,
      "The query parameter 'format' cannot be used: 'wadl' is neither xml nor rawxml.",
    ])
  })

  it('are missed under the name that clients know', async () => {
    const { call } = await startManagement()
    expect((await call('GET', '/apis/echo-api/policies/policy')).json.error).toEqual({
      code: 'ResourceNotFound',
      message: 'PoliciesConfiguration not found.',
      details: null,
    })
  })
})
