import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient, type ManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

let sluice: RunningSluice
let management: ManagementClient
beforeAll(async () => {
  sluice = await startSluice()
  management = createManagementClient(sluice)
})
afterAll(() => sluice.remove())

const call = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${sluice.addresses.gatewayHttp}${path}`, { headers })

describe('a change through the management API', () => {
  it('is seen at the gateway: an API, its operation, its policy, and its end', async () => {
    expect((await call('/greetings/hello')).status).toBe(404)
    await management.put('/apis/greetings', {
      displayName: 'Greetings',
      path: 'greetings',
      protocols: ['http'],
      serviceUrl: 'https://echo.playground.azure-api.net/api',
      subscriptionRequired: false,
    })
    await management.put('/apis/greetings/operations/hello', {
      displayName: 'Hello',
      method: 'GET',
      urlTemplate: '/hello',
    })
    await waitUntil(async () => (await call('/greetings/hello')).status !== 404)
    await management.put('/apis/greetings/policies/policy', {
      format: 'xml',
      value:
        '<policies><inbound><base /></inbound><backend><base /></backend><outbound><base /><set-header name="X-Greeting" exists-action="override"><value>good day</value></set-header></outbound><on-error><base /></on-error></policies>',
    })
    await waitUntil(async () => (await call('/greetings/hello')).headers.get('x-greeting') === 'good day')
    const removed = await management.send('DELETE', '/apis/greetings', undefined, { 'If-Match': '*' })
    expect(removed.status).toBe(200)
    await waitUntil(async () => (await call('/greetings/hello')).status === 404)
  })

  it('opens a door with a new key and closes it when the subscription is suspended', async () => {
    await management.put('/subscriptions/e2e', {
      displayName: 'End to end',
      scope: '/products/unlimited',
      state: 'active',
    })
    const listed = await management.send('POST', '/subscriptions/e2e/listSecrets')
    const { primaryKey } = (await listed.json()) as { primaryKey: string }
    const headers = { 'Ocp-Apim-Subscription-Key': primaryKey }
    await waitUntil(async () => (await call('/echo/resource?param1=x', headers)).status === 200)
    const suspended = await management.send(
      'PATCH',
      '/subscriptions/e2e',
      { properties: { state: 'suspended' } },
      { 'If-Match': '*' },
    )
    expect(suspended.status).toBe(200)
    await waitUntil(async () => (await call('/echo/resource?param1=x', headers)).status === 401)
  })

  it('that is not good is refused with its place, and what runs stays', async () => {
    const refused = await management.send('PUT', '/apis/echo-api/policies/policy', {
      properties: { format: 'xml', value: '<policies>\n<inbound><rate-limit /></inbound></policies>' },
    })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(await refused.json())).toMatch(/line 2/i)
    expect((await call('/echo/resource?param1=x')).status).toBe(401)
  })
})
