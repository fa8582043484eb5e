import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

describe('APIs', () => {
  it.each([
    [{ format: 'openapi' }, 'properties.value'],
    [{ value: '{}' }, 'properties.format'],
    [{ format: 'graphql-link', value: 'https://x.example' }, 'properties.format'],
    [{ sourceApiId: '/apis/none' }, 'properties.sourceApiId'],
    [{ sourceApiId: '/products/starter' }, 'properties.sourceApiId'],
    [{ apiVersionSetId: '/apiVersionSets/none' }, 'properties.apiVersionSetId'],
  ])('are not made as something else than what was asked for: %j', async (asked, target) => {
    const { call } = await startManagement()
    const { status, json } = await call('PUT', '/apis/new', {
      properties: { displayName: 'New', path: 'new', ...asked },
    })
    expect([status, json.error.details.map((fault: { target: string }) => fault.target)]).toEqual([400, [target]])
    expect((await call('GET', '/apis/new')).status).toBe(404)
  })

  it('take null for what was not sent', async () => {
    const { call } = await startManagement()
    const properties = { displayName: 'New', path: 'new', format: null, value: null, apiVersionSetId: null }
    expect((await call('PUT', '/apis/new', { properties })).status).toBe(201)
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
