import type { StoreReader } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

async function startWithTags() {
  const started = await startManagement()
  const { call } = started
  await call('PUT', '/tags/red', { properties: { displayName: 'Red' } })
  await call('PUT', '/tags/blue', { properties: { displayName: 'Blue' } })
  for (const path of [
    '/apis/echo-api/tags/red',
    '/apis/echo-api/tags/blue',
    '/apis/echo-api/operations/retrieve-resource/tags/red',
    '/products/starter/tags/red',
  ]) {
    await call('PUT', path)
  }
  return started
}

type Row = Readonly<Record<'tag' | 'api' | 'operation' | 'product', { name: string } | undefined>>
const rowsOf = ({ json }: { json: { value: Row[] } }) =>
  json.value.map(({ tag, api, operation, product }) => [tag?.name, (api ?? operation ?? product)?.name])

describe('lists by tag', () => {
  it('show a resource once for each of its tags, and the rest when it is asked for', async () => {
    const { call } = await startWithTags()
    expect(rowsOf(await call('GET', '/apisByTags'))).toEqual([
      ['Blue', 'Echo API'],
      ['Red', 'Echo API'],
    ])
    expect(rowsOf(await call('GET', '/apisByTags?includeNotTaggedApis=true'))).toEqual([
      ['Blue', 'Echo API'],
      ['Red', 'Echo API'],
      [undefined, 'AzureML Demo API'],
    ])
    expect(rowsOf(await call('GET', '/productsByTags?includeNotTaggedProducts=true'))).toEqual([
      ['Red', 'Starter'],
      [undefined, 'Unlimited'],
    ])
    expect(rowsOf(await call('GET', '/apis/echo-api/operationsByTags'))).toEqual([['Red', 'Retrieve resource']])
    const all = await call('GET', '/apis/echo-api/operationsByTags?includeNotTaggedOperations=true')
    expect(all.json.count).toBe(6)
    expect((await call('GET', '/apis/none/operationsByTags')).json.error.message).toBe('Api not found.')
  })

  it('show the whole of both sides under their full identifiers', async () => {
    const { call, base } = await startWithTags()
    const { json } = await call('GET', "/tagResources?$filter=method eq 'GET'")
    expect(json).toEqual({
      value: [
        {
          tag: { id: `${base}/sluice/tags/red`, name: 'Red' },
          operation: {
            id: `${base}/sluice/apis/echo-api/operations/retrieve-resource`,
            name: 'Retrieve resource',
            apiName: 'Echo API',
            apiRevision: '1',
            apiVersion: null,
            description: 'A demonstration of a GET call with query parameters.',
            method: 'GET',
            urlTemplate: '/resource',
          },
        },
      ],
      count: 1,
    })
  })

  it('are filtered by either side and paged', async () => {
    const { call } = await startWithTags()
    const filtered = async (filter: string) =>
      rowsOf(await call('GET', `/tagResources?$filter=${encodeURIComponent(filter)}`))
    expect(await filtered("tag/name eq 'blue'")).toEqual([['Blue', 'Echo API']])
    expect(await filtered("tag/id eq '/tags/blue' or product/name eq 'Starter'")).toEqual([
      ['Blue', 'Echo API'],
      ['Red', 'Starter'],
    ])
    expect(await filtered("isCurrent eq true and tag/id eq 'red'")).toEqual([['Red', 'Echo API']])
    expect(await filtered("name eq 'starter'")).toEqual([['Red', 'Starter']])
    expect((await call('GET', "/tagResources?$filter=nothing eq 'x'")).json.error.code).toBe('InvalidQueryParameter')
    const first = await call('GET', '/tagResources?$top=3')
    expect([first.json.value.length, first.json.count]).toEqual([3, 4])
    expect(first.json.nextLink).toMatch(/%24skip=3/)
  })

  it('ask the store as often for many rows as for a few', async () => {
    const { call, store } = await startWithTags()
    let queries = 0
    for (const method of ['get', 'list', 'find', 'findByIndex'] as const) {
      const read = store[method].bind(store) as (...parameters: unknown[]) => unknown
      Object.assign(store satisfies StoreReader, {
        [method]: (...parameters: unknown[]) => {
          queries += 1
          return read(...parameters)
        },
      })
    }
    const count = async () => {
      queries = 0
      await call('GET', '/tagResources')
      return queries
    }
    const before = await count()
    for (let index = 0; index < 20; index += 1) {
      await call('PUT', `/products/p${index}`, { properties: { displayName: `P${index}` } })
      await call('PUT', `/products/p${index}/tags/blue`)
    }
    expect(await count()).toBe(before)
  })
})
