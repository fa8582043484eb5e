import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const including = (id: string) => `<include-fragment fragment-id="${id}" />`

async function startWithFragments() {
  const management = await startManagement()
  const { call } = management
  await call('PUT', '/policyFragments/inner', { properties: { value: '<fragment />', description: 'Inside' } })
  await call('PUT', '/policyFragments/outer', { properties: { value: `<fragment>${including('INNER')}</fragment>` } })
  await call('PUT', '/products/starter/policies/policy', {
    properties: { value: `<policies><inbound>${including('outer')}</inbound></policies>` },
  })
  return management
}

const faultsOf = ({ json }: { json: { error: { details: { target: string; message: string }[] } } }) =>
  json.error.details.map(({ target, message }) => [target, message])

describe('policy fragments', () => {
  it('are answered in the format that is asked for, in lists, too', async () => {
    const { call } = await startWithFragments()
    const value = '<fragment />'
    expect((await call('GET', '/policyFragments/inner')).json.properties).toEqual({
      value,
      description: 'Inside',
      format: 'xml',
    })
    const { json } = await call('GET', '/policyFragments?format=rawxml')
    expect(json.value[0].properties).toMatchObject({ format: 'rawxml', value: `${value}<!-- xml to rawxml -->` })
  })

  it('tell who includes them, page by page', async () => {
    const { call } = await startWithFragments()
    await call('PUT', '/policies/policy', {
      properties: { value: `<policies><inbound>${including('inner')}</inbound></policies>` },
    })
    const { json } = await call('POST', '/policyFragments/inner/listReferences?$top=1')
    expect(json).toEqual({
      value: [
        {
          id: expect.stringMatching(/\/service\/sluice\/policies\/policy$/),
          type: 'Microsoft.ApiManagement/service/policies',
          name: 'policy',
        },
      ],
      count: 2,
      nextLink: expect.stringMatching(/listReferences\?.*%24skip=1/),
    })
    expect((await call('POST', '/policyFragments/none/listReferences')).status).toBe(404)
  })

  it('stay while they are included, which the refusal says', async () => {
    const { call } = await startWithFragments()
    const { status, json } = await call('DELETE', '/policyFragments/inner', undefined, any)
    expect([status, json.error.message]).toEqual([
      400,
      "The policy fragment 'inner' is in use by /policyFragments/outer.",
    ])
  })

  it.each([
    ['<fragment>\n<nonsense/></fragment>', 'line 2, column 2'],
    ['<policies />', 'line 1, column 2'],
    [`<fragment>${including('none')}</fragment>`, 'line 1, column 12'],
    ['<fragment><set-header value="{{none}}" /></fragment>', 'line 1, column 30'],
  ])('that cannot be used are refused with the place: %j', async (value, target) => {
    const { call } = await startManagement()
    expect(faultsOf(await call('PUT', '/policyFragments/f', { properties: { value } }))).toEqual([
      [target, expect.any(String)],
    ])
  })

  it('refuse a text with which a document that includes them would no longer be good, however far', async () => {
    const { call } = await startWithFragments()
    const broken = await call('PUT', '/policyFragments/inner', {
      properties: { value: `<fragment>${including('outer')}</fragment>` },
    })
    expect(broken.status).toBe(400)
    const read = await call('GET', '/policyFragments/inner')
    expect(read.json.properties.value).toBe('<fragment />')
  })
})
