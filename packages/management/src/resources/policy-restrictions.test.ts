import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const path = '/policyRestrictions/products'

describe('policy restrictions', () => {
  it('refuse documents at or below their scope that leave out those of the scope above', async () => {
    const { call } = await startManagement()
    const put = await call('PUT', path, { properties: { scope: '/products', requireBase: 'true' } })
    expect(put.json.properties).toEqual({
      scope: expect.stringMatching(/\/service\/sluice\/products$/),
      requireBase: 'true',
    })
    const save = (value: string, at = '/products/starter') =>
      call('PUT', `${at}/policies/policy`, { properties: { value } })
    const { status, json } = await save('<policies><inbound><base /></inbound>\n<outbound /></policies>')
    expect([status, json.error.details]).toEqual([
      400,
      [
        {
          code: 'ValidationError',
          target: 'line 2, column 2',
          message:
            "Error in element 'outbound' on line 2, column 2: <base /> is required here by a policy restriction on '/products'.",
        },
      ],
    ])
    expect((await save('<policies><inbound><base /></inbound></policies>')).status).toBe(200)
    expect((await save('<policies><outbound /></policies>', '/apis/echo-api')).status).toBe(201)
    expect((await call('DELETE', path)).status).toBe(200)
    expect((await save('<policies><outbound /></policies>')).status).toBe(200)
  })

  it('are refused with a scope that no document is at or below', async () => {
    const { call } = await startManagement()
    const { json } = await call('PUT', path, { properties: { scope: '/users' } })
    expect(json.error.details[0].target).toBe('properties.scope')
  })
})
