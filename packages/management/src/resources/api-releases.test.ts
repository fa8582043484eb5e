import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

async function startWithRevision() {
  const started = await startManagement()
  const { call } = started
  await call('PUT', '/apis/echo-api/operations/old', {
    properties: { displayName: 'Old', method: 'GET', urlTemplate: '/old' },
  })
  const made = await call('PUT', '/apis/echo-api;rev=2', {
    properties: { sourceApiId: '/apis/echo-api', apiRevisionDescription: 'Second' },
  })
  return { ...started, made }
}

describe('revisions', () => {
  it('begin as a copy of what they are made of, policies and all', async () => {
    const { call, made } = await startWithRevision()
    expect([made.status, made.json.name]).toEqual([201, 'echo-api;rev=2'])
    expect(made.json.properties).toMatchObject({
      displayName: 'Echo API',
      path: 'echo',
      apiRevision: '2',
      isCurrent: false,
      isOnline: true,
      apiRevisionDescription: 'Second',
    })
    const names = async (path: string) => (await call('GET', path)).json.value.map(({ name }: { name: string }) => name)
    expect(await names('/apis/echo-api;rev=2/operations')).toEqual(await names('/apis/echo-api/operations'))
    const policy = '/operations/retrieve-header-only/policies/policy'
    expect((await call('GET', `/apis/echo-api;rev=2${policy}`)).json.properties).toEqual(
      (await call('GET', `/apis/echo-api${policy}`)).json.properties,
    )
  })

  it('are listed with the current one first, which answers to its own revision, too', async () => {
    const { call } = await startWithRevision()
    const { json } = await call('GET', '/apis/echo-api/revisions')
    expect(json.count).toBe(2)
    expect(json.value.map((one: object) => ({ ...one, createdDateTime: '', updatedDateTime: '' }))).toEqual([
      {
        apiId: '/apis/echo-api;rev=1',
        apiRevision: '1',
        createdDateTime: '',
        updatedDateTime: '',
        description: null,
        privateUrl: '/echo;rev=1',
        isOnline: true,
        isCurrent: true,
      },
      {
        apiId: '/apis/echo-api;rev=2',
        apiRevision: '2',
        createdDateTime: '',
        updatedDateTime: '',
        description: 'Second',
        privateUrl: '/echo;rev=2',
        isOnline: true,
        isCurrent: false,
      },
    ])
    expect((await call('GET', '/apis/echo-api;rev=1/operations/old')).status).toBe(200)
    expect((await call('GET', '/apis/echo-api;rev=3')).status).toBe(404)
  })

  it('cannot change what belongs to the API as a whole, and follow it', async () => {
    const { call } = await startWithRevision()
    const { status, json } = await call('PATCH', '/apis/echo-api;rev=2', { properties: { path: 'other' } }, any)
    expect([status, json.error.details]).toEqual([
      400,
      [
        {
          code: 'ValidationError',
          target: 'properties.path',
          message: "Can't change property for non-current revision.",
        },
      ],
    ])
    const own = { serviceUrl: 'https://new.example', isOnline: false }
    expect((await call('PATCH', '/apis/echo-api;rev=2', { properties: own }, any)).status).toBe(200)
    expect((await call('PATCH', '/apis/echo-api', { properties: { displayName: 'Echo' } }, any)).status).toBe(200)
    expect((await call('GET', '/apis/echo-api;rev=2')).json.properties).toMatchObject({ ...own, displayName: 'Echo' })
  })

  it('need an API, and keep it from being deleted unless they may go too', async () => {
    const { call } = await startWithRevision()
    const properties = { displayName: 'N', path: 'n' }
    expect((await call('PUT', '/apis/none;rev=2', { properties })).json.error.code).toBe('ResourceNotFound')
    expect((await call('PUT', '/apis/new;rev=1', { properties })).json.name).toBe('new')
    expect((await call('DELETE', '/apis/echo-api', undefined, any)).json.error.code).toBe('OperationNotAllowed')
    expect((await call('DELETE', '/apis/echo-api?deleteRevisions=true', undefined, any)).status).toBe(200)
    expect((await call('GET', '/apis/echo-api;rev=2')).status).toBe(404)
  })
})

describe('releases', () => {
  it('make a revision the current one, in one change, and what belongs to the API stays', async () => {
    const { call, store } = await startWithRevision()
    await call('DELETE', '/apis/echo-api;rev=2/operations/old', undefined, any)
    const before = (await store.readAll()).changeNumber
    const put = await call('PUT', '/apis/echo-api/releases/r1', {
      properties: { apiId: '/apis/echo-api;rev=2', notes: 'Without the old operation' },
    })
    expect([put.status, put.json.properties.notes]).toEqual([201, 'Without the old operation'])
    expect(put.json.properties.apiId).toMatch(/\/apis\/echo-api;rev=2$/)
    expect((await store.readAll()).changeNumber).toBe(before + 1)
    expect((await call('GET', '/apis/echo-api')).json.properties).toMatchObject({ apiRevision: '2', isCurrent: true })
    expect((await call('GET', '/apis/echo-api/operations/old')).status).toBe(404)
    expect((await call('GET', '/apis/echo-api;rev=1/operations/old')).status).toBe(200)
    expect((await call('GET', '/apis/echo-api;rev=1')).json.properties.isCurrent).toBe(false)
    expect((await call('GET', '/apis/echo-api;rev=2')).json.name).toBe('echo-api')
    expect((await call('HEAD', '/products/starter/apis/echo-api')).status).toBe(204)
    const policy = '/apis/echo-api/operations/retrieve-header-only/policies/policy'
    expect((await call('GET', policy)).json.properties.value).toContain('X-My-Sample')
  })

  it('keep what was put below a revision although it belongs to the API', async () => {
    const { call } = await startWithRevision()
    await call('PUT', '/tags/beta', { properties: { displayName: 'Beta' } })
    expect((await call('PUT', '/apis/echo-api;rev=2/tags/beta')).status).toBe(201)
    await call('PUT', '/apis/echo-api/releases/r', { properties: { apiId: '/apis/echo-api;rev=2' } })
    expect((await call('GET', '/apis/echo-api/tags/beta')).status).toBe(200)
    const refused = await call('PUT', '/products/unlimited/apis/echo-api;rev=1')
    expect(refused.json.error.message).toBe(
      'A product has an API with all its revisions: use echo-api in place of echo-api;rev=1.',
    )
  })

  it('can go back, and go without undoing anything', async () => {
    const { call } = await startWithRevision()
    for (const [id, revision] of [
      ['r1', 2],
      ['r2', 1],
    ] as const) {
      await call('PUT', `/apis/echo-api/releases/${id}`, { properties: { apiId: `/apis/echo-api;rev=${revision}` } })
    }
    expect((await call('GET', '/apis/echo-api')).json.properties.apiRevision).toBe('1')
    expect((await call('DELETE', '/apis/echo-api/releases/r2', undefined, any)).status).toBe(200)
    expect((await call('DELETE', '/apis/echo-api/releases/r2', undefined, any)).status).toBe(204)
    expect((await call('GET', '/apis/echo-api/releases')).json.count).toBe(1)
  })

  it.each(['/apis/echo-api;rev=9', '/apis/azureml-demo-api', '/products/starter'])(
    'are refused for what is no revision of the API: %s',
    async (apiId) => {
      const { call } = await startWithRevision()
      const { status, json } = await call('PUT', '/apis/echo-api/releases/r', { properties: { apiId } })
      expect([status, json.error.details[0].target]).toEqual([400, 'properties.apiId'])
    },
  )
})
