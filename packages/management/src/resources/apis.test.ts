import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('APIs', () => {
  it.each([
    { format: 'openapi', value: '{}' },
    { sourceApiId: '/apis/echo-api' },
    { apiVersionSetId: '/apiVersionSets/v' },
    { apiVersionSet: { name: 'v' } },
  ])('are not made as something else than what was asked for: %j', async (asked) => {
    const { call } = await startManagement()
    const { status, json } = await call('PUT', '/apis/new', {
      properties: { displayName: 'New', path: 'new', ...asked },
    })
    expect(status).toBe(400)
    expect(json.error.details.map(({ target }: { target: string }) => target)).toEqual(
      Object.keys(asked).map((name) => `properties.${name}`),
    )
    expect((await call('GET', '/apis/new')).status).toBe(404)
  })

  it('take null for what is not served as not sent', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'New', path: 'new', format: null, apiVersionSetId: null }
    expect((await call('PUT', '/apis/new', { properties })).status).toBe(201)
  })

  it('have one revision', async () => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/apis/echo-api;rev=2', { properties: { displayName: 'E', path: 'e' } })
    expect(json.error.details).toEqual([
      {
        code: 'ValidationError',
        target: 'apiId',
        message: "'echo-api;rev=2' is not served: an API has one revision.",
      },
    ])
  })

  it.each(['https://host/x', 'a b', 'a/{b}', 'a//b', '../a', 'a/.', 'a?b', 'a#b', 'a\\b'])(
    'are refused under the suffix %j',
    async (path) => {
      const { call } = await startManagement()
      const { status, json } = await call('PUT', '/apis/new', { properties: { displayName: 'New', path } })
      expect([status, json.error.details[0].target]).toEqual([400, 'properties.path'])
    },
  )

  it('lose slashes around their suffix, and take the former name of their type', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'New', path: '/new/v1/', apiType: 'soap' }
    const { json } = await call('PUT', '/apis/new', { properties })
    expect(json.properties).toMatchObject({ path: 'new/v1', type: 'soap' })
  })
})
