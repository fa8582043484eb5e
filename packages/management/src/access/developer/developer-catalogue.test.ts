import { createMemoryStore, type Store } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }

/** With a count of what the store was asked. */
async function start() {
  const asked = { count: 0 }
  const counted = new Set<string | symbol>(['get', 'list', 'listBelow', 'find', 'findByIndex'])
  const started = await startManagement({
    openStore: async (clock) =>
      new Proxy(await createMemoryStore({ clock }), {
        get(store, name) {
          if (counted.has(name)) asked.count += 1
          const member = store[name as keyof Store]
          return typeof member === 'function' ? member.bind(store) : member
        },
      }),
  })
  const { call, fetchRaw } = started
  await call('PUT', '/users/anna', { properties: anna })
  const send = async (path: string, authorization?: string) => {
    const response = await fetchRaw(
      `/developer${path}${path.includes('?') ? '&' : '?'}api-version=2022-04-01-preview`,
      { headers: authorization === undefined ? {} : { Authorization: authorization } },
    )
    return { status: response.status, headers: response.headers, json: JSON.parse(await response.text()) }
  }
  const basic = `Basic ${Buffer.from(`${anna.email}:${anna.password}`).toString('base64')}`
  const token = (await send('/identity', basic)).headers.get('ocp-apim-sas-token') ?? ''
  const addApi = async (id: string, more: object = {}) => {
    await call('PUT', `/apis/${id}`, { properties: { displayName: id, path: id, protocols: ['https'], ...more } })
    await call('PUT', `/products/starter/apis/${id}`)
  }
  return { ...started, send, addApi, asked, own: `SharedAccessSignature ${token}` }
}

const names = ({ json }: { json: { value: { name: string }[] } }) => json.value.map(({ name }) => name)

describe('the catalogue of the developer portal', () => {
  it('asks the store as often for many rows as for few', async () => {
    const { send, addApi, call, asked, own } = await start()
    const paths = [
      '/apis',
      '/products',
      '/apisByTags?includeNotTaggedApis=true',
      '/products/starter/apis',
      '/apis/echo-api',
    ]
    const countAll = async () => {
      const counts: number[] = []
      for (const path of paths) {
        // What is known of the caller is kept until something changes.
        await send('/identity', own)
        asked.count = 0
        expect((await send(path, own)).status).toBe(200)
        counts.push(asked.count)
      }
      return counts
    }
    const few = await countAll()
    expect(Math.min(...few)).toBeGreaterThan(3)
    await call('PUT', '/tags/red', { properties: { displayName: 'Red' } })
    for (let number = 0; number < 12; number += 1) {
      await addApi(`api-${number}`)
      await call('PUT', `/apis/api-${number}/tags/red`)
      await call('PUT', `/products/p-${number}`, { properties: { displayName: `P ${number}`, state: 'published' } })
      await call('PUT', `/products/p-${number}/groups/developers`)
      await call('PUT', `/products/p-${number}/apis/api-${number}`)
      await call('PUT', `/groups/g-${number}`, { properties: { displayName: `G ${number}` } })
      await call('PUT', `/groups/g-${number}/users/anna`)
    }
    expect(await countAll()).toEqual(few)
    expect((await send('/apis', own)).json.count).toBe(14)
    expect((await send('/products', own)).json.count).toBe(14)
  })

  it('shows neither other revisions nor APIs that are offline, to nobody', async () => {
    const { send, addApi, call, own, issue } = await start()
    await addApi('offline', { isOnline: false })
    await addApi('two')
    await call('PUT', '/apis/two;rev=2', {
      properties: { displayName: 'two', path: 'two', protocols: ['https'], sourceApiId: '/apis/two' },
    })
    expect((await call('GET', '/apis/two;rev=2')).status).toBe(200)
    const administrator = (
      await call('POST', '/users/1/token', {
        properties: { keyType: 'primary', expiry: '2026-01-06T00:00:00Z' },
      })
    ).json.value
    for (const caller of [undefined, own, `SharedAccessSignature ${administrator}`]) {
      expect(names(await send('/apis', caller))).toEqual(['echo-api', 'azureml-demo-api', 'two'])
      expect(names(await send('/products/starter/apis', caller))).toEqual(['echo-api', 'azureml-demo-api', 'two'])
      for (const id of ['offline', 'two;rev=2']) {
        for (const path of [`/apis/${id}`, `/apis/${id}/operations`, `/apis/${id}/hostnames`, `/apis/${id}/releases`]) {
          expect([path, (await send(path, caller)).status]).toEqual([path, 404])
        }
      }
    }
    expect((await send('/apis/two', `Bearer ${await issue('developer')}`)).status).toBe(200)
  })

  it('groups what is seen by tags, without what is for publishers', async () => {
    const { send, addApi, call, own } = await start()
    await addApi('red-one', { serviceUrl: 'https://inner.example' })
    await call('PUT', '/apis/secret', {
      properties: { displayName: 'Secret', path: 's', protocols: ['https'], serviceUrl: 'https://inner.example' },
    })
    await call('PUT', '/tags/red', { properties: { displayName: 'Red' } })
    for (const api of ['red-one', 'secret']) await call('PUT', `/apis/${api}/tags/red`)
    await call('PUT', '/apis/echo-api/operations/tagged', {
      properties: { displayName: 'Tagged', method: 'GET', urlTemplate: '/tagged' },
    })
    await call('PUT', '/apis/echo-api/operations/tagged/tags/red')
    const apis = await send('/apisByTags', own)
    expect(apis.json.value).toMatchObject([{ tag: { name: 'Red' }, api: { name: 'red-one' } }])
    expect(JSON.stringify(apis.json)).not.toContain('inner.example')
    const all = await send(
      "/apisByTags?includeNotTaggedApis=true&$filter=startswith(name,'red') or name eq 'secret'",
      own,
    )
    expect(all.json.count).toBe(1)
    const page = await send('/apisByTags?includeNotTaggedApis=true&$top=1&$skip=1', own)
    expect([page.json.count, page.json.value.length]).toEqual([3, 1])
    const operations = await send('/apis/echo-api/operationsByTags', own)
    expect(operations.json.value).toMatchObject([{ tag: { name: 'Red' }, operation: { name: 'Tagged' } }])
    expect((await send('/apis/secret/operationsByTags', own)).status).toBe(404)
    expect((await send("/apisByTags?$filter=startswith(api/serviceUrl,'h')", own)).status).toBe(400)
  })

  it('exports what the gateway serves, and never the definition that names the backend', async () => {
    const { send, call, fetchRaw, own } = await start()
    const value = JSON.stringify({
      openapi: '3.0.1',
      info: { title: 'Pets', version: '1' },
      servers: [{ url: 'https://inner.example/v1' }],
      paths: { '/pets': { get: { operationId: 'list', responses: { 200: { description: 'Pets' } } } } },
    })
    await call('PUT', '/apis/pets', { properties: { path: 'pets', format: 'openapi+json', value } })
    await call('PUT', '/products/starter/apis/pets')
    const { json } = await send('/apis/pets?export=true&format=openapi%2Bjson-link', own)
    const { pathname } = new URL(json.value.link)
    const text = await (await fetchRaw(pathname)).text()
    expect(JSON.parse(text).paths['/pets'].get.operationId).toBe('list')
    expect(text).not.toContain('inner.example')
    expect((await send('/apis/pets?export=true&format=source-link', own)).json.error.code).toBe('OperationNotAllowed')
  })

  it('has addresses, change log, schemas and products of what is seen', async () => {
    const { send, call, own } = await start()
    await call('PUT', '/products/hidden', { properties: { displayName: 'Hidden', state: 'published' } })
    await call('PUT', '/products/hidden/apis/echo-api')
    await call('PUT', '/apis/echo-api/releases/first', { properties: { notes: 'The first one.' } })
    await call('PUT', '/apis/echo-api/schemas/one', {
      properties: { contentType: 'application/vnd.oai.openapi.components+json', document: { components: {} } },
    })
    const hosts = await send('/apis/echo-api/hostnames', own)
    expect(hosts.json.value.map((host: { properties: object }) => host.properties)).toEqual([
      {
        value: 'localhost:8000',
        address: 'http://localhost:8000',
        baseUrl: 'http://localhost:8000/echo',
        version: null,
      },
      {
        value: 'localhost:8443',
        address: 'https://localhost:8443',
        baseUrl: 'https://localhost:8443/echo',
        version: null,
      },
    ])
    expect((await send('/apis/echo-api/releases', own)).json.value).toMatchObject([
      { name: 'first', properties: { notes: 'The first one.' } },
    ])
    expect(names(await send('/apis/echo-api/schemas', own))).toEqual(['one'])
    expect(names(await send('/apis/echo-api/products', own))).toEqual(['starter', 'unlimited'])
  })

  it('says how the version of an API is named in a call', async () => {
    const { send, call, own } = await start()
    const schemes = [
      ['Segment', {}, 'https://localhost:8443/orders-segment/v2', null],
      [
        'Query',
        { versionQueryName: 'v' },
        'https://localhost:8443/orders-query',
        { scheme: 'Query', name: 'v', value: 'v2' },
      ],
      [
        'Header',
        { versionHeaderName: 'X-V' },
        'https://localhost:8443/orders-header',
        { scheme: 'Header', name: 'X-V', value: 'v2' },
      ],
    ] as const
    for (const [versioningScheme, more, baseUrl, version] of schemes) {
      const id = versioningScheme.toLowerCase()
      await call('PUT', `/apiVersionSets/${id}`, { properties: { displayName: id, versioningScheme, ...more } })
      await call('PUT', `/apis/${id}`, {
        properties: {
          displayName: id,
          path: `orders-${id}`,
          protocols: ['https'],
          apiVersion: 'v2',
          apiVersionSetId: `/apiVersionSets/${id}`,
        },
      })
      await call('PUT', `/products/starter/apis/${id}`)
      const hosts = await send(`/apis/${id}/hostnames`, own)
      expect(hosts.json.value).toMatchObject([{ properties: { address: 'https://localhost:8443', baseUrl, version } }])
    }
  })

  it('filters and pages as the lists of the management API do', async () => {
    const { send, own } = await start()
    expect(names(await send("/apis?$filter=contains(displayName,'echo')", own))).toEqual(['echo-api'])
    const first = await send('/products?$top=1', own)
    expect([names(first), first.json.count]).toEqual([['starter'], 2])
    expect(first.json.nextLink).toContain('/developer/products?')
    expect(names(await send('/products?$top=1&$skip=1', own))).toEqual(['unlimited'])
    expect((await send('/apis?$filter=nonsense eq 1', own)).status).toBe(400)
    expect(names(await send('/products?$orderby=displayName desc', own))).toEqual(['unlimited', 'starter'])
    // An order would tell what is not shown, just as a filter would.
    expect((await send('/apis?$orderby=serviceUrl', own)).status).toBe(400)
  })
})
