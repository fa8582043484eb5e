import { policyCheckResult } from '@sluice/contracts'
import { maxPolicyBytes } from '@sluice/policy-language'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

async function start() {
  const { call, store, base } = await startManagement()
  await call('PUT', '/policyFragments/f', { properties: { value: '<fragment />' } })
  const check = async (properties: object) => {
    const { changeNumber } = await store.readAll()
    const answer = await call('POST', '/checkPolicy', { properties })
    expect((await store.readAll()).changeNumber).toBe(changeNumber)
    return answer
  }
  const faultsOf = async (properties: object) => policyCheckResult.parse((await check(properties)).json).faults
  return { call, check, faultsOf, base }
}

const inbound = (statements: string) => `<policies>\n  <inbound>${statements}</inbound>\n</policies>`

describe('checkPolicy', () => {
  it('says what a save would, with the place in numbers, and saves nothing', async () => {
    const { faultsOf, call } = await start()
    const value = inbound('<nonsense-not /><nonsense />')
    expect(await faultsOf({ scope: 'api', value })).toEqual([
      {
        code: 'ValidationError',
        message: "Error in element 'nonsense' on line 2, column 29: unknown policy.",
        line: 2,
        column: 29,
        endLine: 2,
        endColumn: 37,
      },
    ])
    const saved = await call('PUT', '/apis/echo-api/policies/policy', { properties: { value } })
    expect(saved.json.error.details.map(({ message }: { message: string }) => message)).toEqual(
      (await faultsOf({ scope: 'api', value })).map(({ message }) => message),
    )
    expect(await faultsOf({ scope: 'operation', format: 'rawxml', value: inbound('') })).toEqual([])
    expect(await faultsOf({ scope: 'api', value: '' })).toMatchObject([{ line: 1, column: 1 }])
  })

  it('knows the named values and fragments that there are', async () => {
    const { call, faultsOf } = await start()
    expect(await faultsOf({ scope: 'api', value: inbound('<include-fragment fragment-id="none" />') })).toMatchObject([
      { line: 2, column: 13, endColumn: 29 },
    ])
    const value = inbound('<set-header name="{{n}}" />')
    expect(await faultsOf({ scope: 'api', value })).toMatchObject([{ line: 2, column: 30 }])
    await call('PUT', '/namedValues/n', { properties: { displayName: 'n', value: '1', secret: true } })
    expect(await faultsOf({ scope: 'api', value })).toEqual([])
  })

  it('holds a document to the restrictions of where it would stand', async () => {
    const { call, faultsOf, base } = await start()
    await call('PUT', '/policyRestrictions/r', { properties: { scope: '/apis/echo-api', requireBase: 'true' } })
    const asked = { scope: 'operation', value: inbound('') }
    expect(await faultsOf(asked)).toEqual([])
    for (const resource of ['/apis/echo-api/operations/get', `${base}/sluice/apis/Echo-API/operations/get`]) {
      expect(await faultsOf({ ...asked, resource })).toMatchObject([{ line: 2, column: 4, endColumn: 11 }])
    }
  })

  it('checks a fragment together with the documents that include it', async () => {
    const { call, faultsOf, base } = await start()
    await call('PUT', '/policies/policy', {
      properties: { value: inbound('\n<include-fragment fragment-id="f" />') },
    })
    const fragment = { scope: 'fragment', resource: '/policyFragments/f' }
    expect(await faultsOf({ ...fragment, value: '<fragment><set-header /></fragment>' })).toEqual([])
    expect(await faultsOf({ ...fragment, value: '<fragment><nonsense /></fragment>' })).toMatchObject([
      { line: 1, column: 12, endColumn: 20 },
    ])
    const itself = '<fragment><include-fragment fragment-id="F" /></fragment>'
    expect(await faultsOf({ ...fragment, value: itself })).toHaveLength(1)
    await call('PUT', '/policyFragments/outer', {
      properties: { value: '<fragment><include-fragment fragment-id="f" /></fragment>' },
    })
    const round = '<fragment><include-fragment fragment-id="outer" /></fragment>'
    expect(await faultsOf({ scope: 'fragment', value: round })).toEqual([])
    expect(await faultsOf({ ...fragment, value: round })).toMatchObject([{ line: 1, column: 12 }])
    // Good by itself, but not where it is included.
    expect(await faultsOf({ ...fragment, value: '<fragment><base /></fragment>' })).toEqual([
      {
        code: 'ValidationError',
        message: expect.stringContaining('<base /> may not stand in a policy fragment'),
        line: 3,
        column: 2,
        resourceId: `${base}/sluice/policies/policy`,
      },
      expect.objectContaining({ resourceId: `${base}/sluice/policyFragments/outer` }),
    ])
  })

  it('refuses a request that it cannot read', async () => {
    const { check } = await start()
    const targets = async (properties: object) => {
      const { status, json } = await check(properties)
      return [status, ...json.error.details.map(({ target }: { target: string }) => target)]
    }
    expect(await targets({})).toEqual([400, 'properties.value', 'properties.scope'])
    expect(await targets({ value: '', scope: 'workspace' })).toEqual([400, 'properties.scope'])
    expect(await targets({ value: '', scope: 'api', resource: '/products/starter' })).toEqual([
      400,
      'properties.resource',
    ])
  })

  it('takes at most what a save takes', async () => {
    const { faultsOf } = await start()
    const value = inbound(`<!--${'x'.repeat(maxPolicyBytes)}--><set-header name="{{none}}" />`)
    expect(await faultsOf({ scope: 'global', value })).toMatchObject([{ line: 1, column: 1 }])
  })
})
