import { effectivePolicy } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

async function start() {
  const { call, base, store } = await startManagement()
  const put = async (path: string, value: string) => {
    const { status, json } = await call('PUT', path, { properties: { value } })
    expect([path, status < 300 ? 'good' : json]).toEqual([path, 'good'])
  }
  await call('PUT', '/apis/echo-api/operations/get', {
    properties: { displayName: 'Get it', method: 'GET', urlTemplate: '/get' },
  })
  const read = async (path: string) => effectivePolicy.parse((await call('GET', path)).json)
  const service = `${base}/sluice`
  return { call, put, read, service, store }
}

const inbound = (statements: string) => `<policies>\n  <inbound>${statements}</inbound>\n</policies>`

describe('effectivePolicy', () => {
  it('shows the statements of all scopes in their order, each with its origin', async () => {
    const { call, put, read, service } = await start()
    await call('PUT', '/namedValues/n', { properties: { displayName: 'n', value: 'hunter2', secret: true } })
    await put('/policyFragments/inner', '<fragment>\n\n  <set-header name="inner" />\n</fragment>')
    await put(
      '/policyFragments/outer',
      '<fragment>\n<choose>\n  <include-fragment fragment-id="inner" />\n</choose></fragment>',
    )
    await put('/policies/policy', inbound('<set-header name="{{n}}" />'))
    await put('/products/starter/policies/policy', inbound('<base />\n<include-fragment fragment-id="outer" />'))
    await put('/apis/echo-api/policies/policy', inbound('\n    <limit>\n      <per />\n    </limit>\n<base />'))
    const shown = await read('/apis/Echo-API/operations/get/effectivePolicy?product=starter')
    expect(shown.scopes).toEqual([
      { scope: 'global', resourceId: service, displayName: 'sluice', isWritten: true, isFaulty: false },
      {
        scope: 'product',
        resourceId: `${service}/products/starter`,
        displayName: 'Starter',
        isWritten: true,
        isFaulty: false,
      },
      {
        scope: 'api',
        resourceId: `${service}/apis/echo-api`,
        displayName: 'Echo API',
        isWritten: true,
        isFaulty: false,
      },
      {
        scope: 'operation',
        resourceId: `${service}/apis/echo-api/operations/get`,
        displayName: 'Get it',
        isWritten: false,
        isFaulty: false,
      },
    ])
    expect(shown.sections.inbound).toEqual({
      statements: [
        {
          name: 'limit',
          path: 'limit[1]',
          xml: '<limit>\n  <per />\n</limit>',
          origin: {
            scope: 'api',
            resourceId: `${service}/apis/echo-api`,
            displayName: 'Echo API',
            isBuiltIn: false,
            line: 3,
            column: 6,
          },
          fragments: [],
        },
        {
          name: 'set-header',
          path: 'set-header[1]',
          xml: '<set-header name="{{n}}" />',
          origin: {
            scope: 'global',
            resourceId: service,
            displayName: 'sluice',
            isBuiltIn: false,
            line: 2,
            column: 13,
          },
          fragments: [],
        },
        {
          name: 'choose',
          path: 'choose[1]',
          xml: '<choose>\n  <set-header name="inner" />\n</choose>',
          origin: {
            scope: 'product',
            resourceId: `${service}/products/starter`,
            displayName: 'Starter',
            isBuiltIn: false,
            line: 3,
            column: 2,
            fragment: { resourceId: `${service}/policyFragments/outer`, line: 2, column: 2 },
          },
          fragments: ['outer', 'inner'],
        },
      ],
      cutOff: null,
    })
  })

  it('tells what runs without a word in any document', async () => {
    const { put, read, service } = await start()
    await put('/policies/policy', inbound(''))
    expect((await read('/effectivePolicy')).sections.backend.statements).toEqual([
      {
        name: 'forward-request',
        path: 'forward-request[1]',
        xml: '<forward-request />',
        origin: {
          scope: 'global',
          resourceId: service,
          displayName: 'sluice',
          isBuiltIn: true,
          line: null,
          column: null,
        },
        fragments: [],
      },
    ])
  })

  it('says which scopes a document without <base/> cuts off', async () => {
    const { put, read } = await start()
    await put('/apis/echo-api/policies/policy', '<policies>\n<backend />\n</policies>')
    const { sections } = await read('/apis/echo-api/effectivePolicy?product=starter')
    expect(sections.backend).toEqual({
      statements: [],
      cutOff: { by: 'api', line: 2, scopes: ['global', 'product'] },
    })
    expect((await read('/products/starter/effectivePolicy')).sections.backend.cutOff).toBeNull()
  })

  it('shows a document that this version cannot use as the gateway takes it: not at all', async () => {
    const { put, read, store } = await start()
    await put('/apis/echo-api/policies/policy', inbound('<set-header />'))
    const key = '/services/sluice/apis/echo-api/policies/policy'
    const stored = await store.get(key)
    await store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({
        key,
        collection: stored?.collection ?? '',
        body: { ...stored?.body, properties: { value: inbound('<nonsense />'), format: 'xml' } },
      }),
    )
    const { scopes, sections } = await read('/apis/echo-api/effectivePolicy')
    expect(scopes.at(-1)).toMatchObject({ scope: 'api', isWritten: true, isFaulty: true })
    expect(sections.inbound.statements).toEqual([])
  })

  it('refuses what does not exist, a product without the API, and other formats', async () => {
    const { call } = await start()
    await call('PUT', '/products/empty', { properties: { displayName: 'Empty' } })
    const statusOf = async (path: string) => (await call('GET', path)).status
    expect(await statusOf('/apis/none/effectivePolicy')).toBe(404)
    expect(await statusOf('/products/none/effectivePolicy')).toBe(404)
    expect(await statusOf('/apis/echo-api/operations/none/effectivePolicy')).toBe(404)
    expect(await statusOf('/apis/echo-api/effectivePolicy?product=empty')).toBe(400)
    expect(await statusOf('/apis/echo-api/effectivePolicy?product=/products/starter')).toBe(200)
    expect(await statusOf('/effectivePolicy?format=yaml')).toBe(400)
  })
})
