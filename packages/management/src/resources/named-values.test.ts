import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const document = (inside: string) => `<policies><inbound>${inside}</inbound></policies>`

async function startWithUser() {
  const management = await startManagement()
  const { call } = management
  await call('PUT', '/namedValues/host', { properties: { displayName: 'Host', value: 'orders.example' } })
  await call('PUT', '/policyFragments/headers', {
    properties: { value: '<fragment><set-header name="x" value="{{HOST}}" /></fragment>', format: 'rawxml' },
  })
  await call('PUT', '/policies/policy', {
    properties: { value: document('<include-fragment fragment-id="headers" />') },
  })
  await call('PUT', '/apis/echo-api/policies/policy', {
    properties: { value: document('<!-- {{Host}} --><set-header value="{{host}}-{{Host}}" />') },
  })
  return management
}

describe('named values', () => {
  it('are shown, and secret ones to listValue only, at rest sealed', async () => {
    const { call, store } = await startManagement()
    const open = { displayName: 'open', value: 'seen' }
    expect((await call('PUT', '/namedValues/o', { properties: open })).json.properties).toEqual({
      ...open,
      secret: false,
      tags: [],
    })
    const put = await call('PUT', '/namedValues/s', {
      properties: { displayName: 'shut', value: 'hush', secret: true, tags: ['a', 'b'] },
    })
    expect(put.json.properties).toEqual({ displayName: 'shut', secret: true, tags: ['a', 'b'] })
    expect((await call('POST', '/namedValues/s/listValue')).json).toEqual({ value: 'hush' })
    expect((await call('POST', '/namedValues/o/listValue')).json).toEqual({ value: 'seen' })
    expect(JSON.stringify(await store.readAll())).not.toContain('hush')
    const tagged = await call('GET', "/namedValues?$filter=contains(tags,'b')")
    expect(tagged.json.value.map(({ name }: { name: string }) => name)).toEqual(['s'])
  })

  it('keep a secret that a change does not name, and may become open', async () => {
    const { call } = await startManagement()
    await call('PUT', '/namedValues/s', { properties: { displayName: 'shut', value: 'hush', secret: true } })
    await call('PATCH', '/namedValues/s', { properties: { tags: ['t'] } }, any)
    await call('PUT', '/namedValues/s', { properties: { displayName: 'shut', secret: true } })
    expect((await call('POST', '/namedValues/s/listValue')).json).toEqual({ value: 'hush' })
    const opened = await call('PATCH', '/namedValues/s', { properties: { secret: false } }, any)
    expect(opened.json.properties.value).toBe('hush')
  })

  it.each([
    [{ displayName: 'TAKEN', value: 'x' }, 'properties.displayName'],
    [{ displayName: 'with space', value: 'x' }, 'properties.displayName'],
    [{ displayName: 'n' }, 'properties.value'],
    [{ displayName: 'n', value: '  ' }, 'properties.value'],
    [{ displayName: 'n', value: 'x', keyVault: { secretIdentifier: 'https://vault' } }, 'properties.keyVault'],
  ])('that cannot be are refused: %j', async (properties, target) => {
    const { call } = await startManagement()
    await call('PUT', '/namedValues/taken', { properties: { displayName: 'taken', value: 'x' } })
    const { status, json } = await call('PUT', '/namedValues/n', { properties })
    expect([status, json.error.details.map((fault: { target: string }) => fault.target)]).toEqual([400, [target]])
  })

  it('stay while a policy or fragment uses them, which the refusal names', async () => {
    const { call } = await startWithUser()
    const { status, json } = await call('DELETE', '/namedValues/host', undefined, any)
    expect([status, json.error.message]).toEqual([
      400,
      "The named value 'Host' is in use by /policyFragments/headers, /apis/echo-api/policies/policy.",
    ])
    await call('DELETE', '/apis/echo-api/policies/policy', undefined, any)
    await call('PUT', '/policyFragments/headers', { properties: { value: '<fragment />' } })
    expect((await call('DELETE', '/namedValues/host', undefined, any)).status).toBe(200)
  })

  it('take policies and fragments along to another name, byte for byte', async () => {
    const { call, store } = await startWithUser()
    const before = await store.readAll()
    const renamed = await call('PATCH', '/namedValues/host', { properties: { displayName: 'server' } }, any)
    expect(renamed.status).toBe(200)
    expect((await call('GET', '/apis/echo-api/policies/policy')).json.properties.value).toBe(
      document('<!-- {{Host}} --><set-header value="{{server}}-{{server}}" />'),
    )
    expect((await call('GET', '/policyFragments/headers?format=rawxml')).json.properties.value).toBe(
      '<fragment><set-header name="x" value="{{server}}" /></fragment>',
    )
    expect((await store.readAll()).changeNumber).toBe(before.changeNumber + 1)
    // What was rewritten is found by its new name.
    expect((await call('DELETE', '/namedValues/host', undefined, any)).json.error.message).toMatch(/in use by/)
  })

  it('refuse a value with which a policy would no longer be good, and leave everything as it was', async () => {
    const { call } = await startWithUser()
    const { status, json } = await call('PATCH', '/namedValues/host', { properties: { value: 'nonsense' } }, any)
    expect(status).toBe(400)
    expect(json.error.details.map(({ target }: { target: string }) => target)).toEqual([
      '/policyFragments/headers, line 1, column 12',
      '/policies/policy, line 1, column 21',
    ])
    expect((await call('POST', '/namedValues/host/listValue')).json).toEqual({ value: 'orders.example' })
  })

  it('are not refreshed from a vault that does not exist', async () => {
    const { call } = await startWithUser()
    expect((await call('POST', '/namedValues/host/refreshSecret')).json.error.code).toBe('OperationNotAllowed')
  })
})
