import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { describeOperation } from './describe-operation.ts'

const group = '/subscriptions/{s}/resourceGroups/{g}/providers/Microsoft.ApiManagement'
const service = `${group}/service/{serviceName}`

describe('what becomes of an operation', () => {
  it.each([
    ['GET', '/apis', 'served'],
    ['PATCH', '/apis/{apiId}', 'served'],
    ['PATCH', '/policies/{policyId}', undefined],
    ['GET', '/products/{productId}/apis', 'served'],
    ['HEAD', '/products/{productId}/apis/{apiId}', 'served'],
    ['POST', '/subscriptions/{sid}/listSecrets', 'served'],
    ['GET', '/subscriptions/{sid}/listSecrets', undefined],
    ['POST', '/validatePolicies', 'served'],
    ['GET', '/validatePolicies', undefined],
    ['GET', '/nothing', undefined],
  ])('%s %s: %s', (method, path, support) => {
    expect(describeOperation(method, `${service}${path}`)).toBe(support)
  })

  it('is refused with the reason that is told beforehand, below services and around them', async () => {
    const { call, fetchRaw, issue } = await startManagement()
    const token = await issue()
    const told = (path: string) => describeOperation('GET', path) as { readonly reason: string }
    const below = await call('GET', '/gateways/managed/apis')
    expect([below.status, below.json.error]).toEqual([
      501,
      { code: 'NotSupportedHere', message: told(`${service}/gateways/{gatewayId}/apis`).reason, details: null },
    ])
    const around = await fetchRaw(`${group.replace('{s}', 's').replace('{g}', 'g')}/gateways/x`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    expect(around.status).toBe(501)
    expect(((await around.json()) as { error: { message: string } }).error.message).toBe(
      told(`${group}/gateways/{gatewayName}`).reason,
    )
  })
})
