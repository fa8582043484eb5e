import { expect, it } from 'vitest'
import { readPolicyFiles } from './read-policy-files.ts'

it('finds documents and fragments by their places, and what they may refer to', async () => {
  const files = new Map([
    ['apis/echo-api/api.yaml', 'displayName: Echo\n'],
    ['apis/echo-api/definition.xml', '<definitions />'],
    ['apis/echo-api/operations/get.policy.xml', '<policies />'],
    ['apis/echo-api/policy.escaped.xml', '<policies></policies>'],
    ['backends/One.yaml', 'url: https://one.example.com\n'],
    ['backends/pool.yaml', 'type: Pool\n'],
    ['named-values/limit.yaml', 'displayName: Limit\nvalue: "5"\n'],
    ['named-values/key.yaml', 'displayName: key\nsecret: true\nvalue:\n  secret: named-values/key/value\n'],
    ['notes/policy.xml', '<mine />'],
    ['policy-fragments/Shared.xml', '<fragment />'],
    ['policy.xml', '<policies />'],
    ['products/starter/policy.xml', '<policies />'],
  ])
  const { texts, namedValues, openValues, fragments, backendUrls } = await readPolicyFiles(files)
  const policy = (file: string, path: string, scope: string, value = '<policies />', format = 'rawxml') => ({
    file,
    path,
    text: { value, format },
    kind: 'policy',
    scope,
  })
  expect(texts).toEqual([
    policy('apis/echo-api/operations/get.policy.xml', '/apis/echo-api/operations/get/policies/policy', 'operation'),
    policy('apis/echo-api/policy.escaped.xml', '/apis/echo-api/policies/policy', 'api', '<policies></policies>', 'xml'),
    {
      file: 'policy-fragments/Shared.xml',
      path: '/policyFragments/Shared',
      text: { value: '<fragment />', format: 'rawxml' },
      kind: 'fragment',
      id: 'Shared',
    },
    policy('policy.xml', '/policies/policy', 'global'),
    policy('products/starter/policy.xml', '/products/starter/policies/policy', 'product'),
  ])
  expect([...namedValues]).toEqual([['limit', '5']])
  expect([...openValues]).toEqual(['key'])
  expect([...fragments]).toEqual([['shared', { value: '<fragment />', format: 'rawxml' }]])
  expect([...backendUrls]).toEqual([
    ['one', 'https://one.example.com'],
    ['pool', undefined],
  ])
})

it('says which file of a named value cannot be read', async () => {
  await expect(readPolicyFiles(new Map([['named-values/limit.yaml', 'a: [']]))).rejects.toMatchObject({
    code: 'ConfigurationInvalid',
    faults: [{ target: expect.stringMatching(/^named-values\/limit\.yaml, line \d+, column \d+$/) }],
  })
})
