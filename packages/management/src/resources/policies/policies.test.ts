import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'
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

  it('are not written when the format of the answer is none', async () => {
    const { call, store } = await startManagement()
    const { changeNumber } = await store.readAll()
    for (const [path, value] of [
      ['/apis/echo-api/policies/policy', '<policies />'],
      ['/policyFragments/f', '<fragment />'],
    ] as const) {
      expect((await call('PUT', `${path}?format=wadl`, { properties: { value } })).status).toBe(400)
    }
    expect((await store.readAll()).changeNumber).toBe(changeNumber)
  })

  it('are missed under the name that clients know', async () => {
    const { call } = await startManagement()
    expect((await call('GET', '/apis/echo-api/policies/policy')).json.error).toEqual({
      code: 'ResourceNotFound',
      message: 'PoliciesConfiguration not found.',
      details: null,
    })
  })

  it('are taken from an address, too, and kept as what it answers', async () => {
    const value = '<policies><inbound /></policies>'
    const { call } = await startManagement({
      answerOutgoing: ({ url }) => new Response(value, { status: url.endsWith('/policy.xml') ? 200 : 404 }),
    })
    const put = (address: string) =>
      call('PUT', '/policies/policy', { properties: { format: 'rawxml-link', value: address } })
    expect((await put('https://files.example/policy.xml')).status).toBe(200)
    expect((await call('GET', '/policies/policy?format=rawxml')).json.properties).toEqual({ format: 'rawxml', value })
    const messages = async (address: string) =>
      (await put(address)).json.error.details.map(({ message }: { message: string }) => message)
    expect(await messages('https://files.example/other.xml')).toEqual([
      'The address answers with the status 404 instead of 200.',
    ])
    expect(await messages('policy.xml')).toEqual([
      "'value' must be the address of a document where the format is rawxml-link.",
    ])
  })

  it('may use the named values and fragments that there are, and no others', async () => {
    const { call } = await startManagement()
    const put = () =>
      call('PUT', '/policies/policy', {
        properties: {
          value:
            '<policies><inbound><include-fragment fragment-id="f" /><set-header value="{{n}}" /></inbound></policies>',
        },
      })
    expect((await put()).json.error.details.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringContaining("The policy fragment 'f' does not exist."),
      expect.stringContaining("The named value 'n' does not exist."),
    ])
    await call('PUT', '/namedValues/one', { properties: { displayName: 'N', value: 'v', secret: true } })
    await call('PUT', '/policyFragments/F', { properties: { value: '<fragment />' } })
    expect((await put()).status).toBe(200)
  })
})
