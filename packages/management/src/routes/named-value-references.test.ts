import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

it('tells which policies and resources use a named value', async () => {
  const { call } = await startManagement()
  await call('PUT', '/namedValues/host', { properties: { displayName: 'backend-host', value: 'backend.example.com' } })
  const read = async () => {
    const { json } = await call('GET', '/namedValues/host/references')
    return json.value.map(({ name, type }: { name: string; type: string }) => [name, type])
  }
  expect(await read()).toEqual([])
  await call('PUT', '/policies/policy', {
    properties: {
      value:
        '<policies><inbound><set-header name="H"><value>{{backend-host}}</value></set-header></inbound></policies>',
    },
  })
  await call('PUT', '/backends/orders', {
    properties: { url: 'https://{{backend-host}}/orders', protocol: 'http' },
  })
  expect(await read()).toEqual([
    ['policy', 'Microsoft.ApiManagement/service/policies'],
    ['orders', 'Microsoft.ApiManagement/service/backends'],
  ])
  expect((await call('GET', '/namedValues/none/references')).status).toBe(404)
})
