import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('allPolicies', () => {
  it('lists the documents of all scopes with their state, page by page', async () => {
    const { call } = await startManagement()
    await call('PUT', '/policyFragments/policy', { properties: { value: '<fragment />' } })
    await call('PUT', '/products/starter/policies/policy', {
      properties: { value: '<policies><inbound /></policies>' },
    })
    await call('PUT', '/policyRestrictions/r', { properties: { scope: '/products', requireBase: 'true' } })
    const { json } = await call('GET', '/allPolicies')
    const shown = json.value.map(({ name, properties }: { name: string; properties: Record<string, string> }) => [
      name,
      properties.referencePolicyId?.replace(/^.*\/service\/sluice/, ''),
      properties.complianceState,
    ])
    expect(shown).toContainEqual(['policies-policy', '/policies/policy', 'Compliant'])
    expect(shown).toContainEqual([
      'products-starter-policies-policy',
      '/products/starter/policies/policy',
      'NonCompliant',
    ])
    expect(json.count).toBe(5)
    const first = await call('GET', '/allPolicies?$top=2')
    expect([first.json.value.length, first.json.count]).toEqual([2, 5])
    expect(first.json.nextLink).toMatch(/%24skip=2/)
  })
})

describe('validatePolicies', () => {
  it('finds what is wrong with stored documents, and says so at once', async () => {
    const { call, store } = await startManagement()
    const good = await call('POST', '/validatePolicies')
    expect(good.json.properties).toMatchObject({
      status: 'Succeeded',
      resultInfo: '5 documents were checked, 0 faults were found.',
    })
    // As an older version could have left it.
    const stored = await store.get('/services/sluice/products/starter/policies/policy')
    await store.transact({ actor: 'test' }, async (transaction) => {
      if (stored === undefined) throw new Error('there is none')
      const properties = { value: '<policies><inbound><nonsense /></inbound></policies>', format: 'xml' }
      const service = '/services/sluice'
      await transaction.put(
        { ...stored, body: { ...stored.body, properties } },
        { references: { policyText: service, policyDocument: service } },
      )
    })
    const bad = await call('POST', '/validatePolicies')
    expect([bad.status, bad.json.properties.status]).toEqual([200, 'Failed'])
    expect(bad.json.properties.error.details).toEqual([
      {
        code: 'ValidationError',
        target: '/products/starter/policies/policy, line 1, column 21',
        message: "Error in element 'nonsense' on line 1, column 21: unknown policy.",
      },
    ])
  })
})

describe('policyDescriptions', () => {
  it('tells the policies of the gateway, and at which scopes they may stand', async () => {
    const { call } = await startManagement()
    const { json } = await call('GET', '/policyDescriptions?scope=Product')
    expect(json).toEqual({
      value: [
        {
          id: expect.stringMatching(/\/policyDescriptions\/set-header$/),
          type: 'Microsoft.ApiManagement/service/policyDescriptions',
          name: 'set-header',
          properties: {
            description: 'Sets a header. May stand in inbound, outbound. Attributes: name (required), action.',
            scope: 15,
          },
        },
      ],
      count: 1,
    })
    expect((await call('GET', '/policyDescriptions?scope=Galaxy')).status).toBe(400)
  })
})

describe('reconnect', () => {
  it('has gateways hear of the backend again', async () => {
    const { call, store } = await startManagement()
    await call('PUT', '/backends/orders', { properties: { url: 'https://orders.example', protocol: 'http' } })
    const { changeNumber } = await store.readAll()
    expect((await call('POST', '/backends/orders/reconnect', { properties: { after: 'PT3M' } })).status).toBe(202)
    const [change] = (await store.changesAfter(changeNumber, 1)) ?? []
    expect(change?.put.map(({ key }) => key)).toEqual(['/services/sluice/backends/orders'])
    expect((await call('POST', '/backends/orders/reconnect', { properties: { after: 'soon' } })).status).toBe(400)
    expect((await call('POST', '/backends/none/reconnect')).status).toBe(404)
  })
})
