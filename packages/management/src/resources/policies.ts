import { AppError, identifiers, policyProperties } from '@sluice/contracts'
import { defineResource, type ResourceDeclaration } from '../arm/define-resource.ts'
import { assertNoFaults } from '../arm/faults.ts'
import type { PolicyScope } from '../environment.ts'
import { policyDocumentIndexes } from './policy-texts.ts'

/** The document that a service begins with, and that comes back when the global one is deleted. */
export const defaultGlobalPolicy = `<!--
    Statements in the <inbound> section run before the request goes to the backend, those in <outbound> before the
    response goes to the caller. Documents of products, APIs and operations include these ones with <base />.
-->
<policies>
  <inbound></inbound>
  <backend>
    <forward-request />
  </backend>
  <outbound></outbound>
</policies>
`

/** @see reference: API Management, 1.9 */
const policyAt = (
  parentPath: string,
  scope: PolicyScope,
  parentIdentifiers: ResourceDeclaration['identifiers'],
  defaults?: ResourceDeclaration['defaults'],
) =>
  defineResource({
    type: `Microsoft.ApiManagement/service${parentPath.replace(/\/\{\w+\}/g, '')}/policies`,
    title: 'PoliciesConfiguration',
    path: `${parentPath}/policies/{policyId}`,
    identifiers: { ...parentIdentifiers, policyId: identifiers.policyId },
    contract: policyProperties,
    verbs: ['put', 'delete'],
    async prepare(policy, { environment, service }) {
      assertNoFaults(environment.checkPolicy(policy.value, policy.format, scope))
      return { properties: policy, indexes: policyDocumentIndexes(service) }
    },
    toView({ properties: { value, format } }, { environment, query }) {
      const wanted = query.get('format') ?? 'xml'
      if (wanted !== 'xml' && wanted !== 'rawxml') {
        throw new AppError('InvalidQueryParameter', {
          name: 'format',
          reason: `'${wanted}' is neither xml nor rawxml.`,
        })
      }
      return { format: wanted, value: format === wanted ? value : environment.convertPolicy(value, format, wanted) }
    },
    ...(defaults === undefined ? {} : { defaults }),
  })

/** The global document always exists: deleting it brings back the one that a service begins with. */
export const servicePolicies = policyAt('', 'global', {}, { policy: { value: defaultGlobalPolicy, format: 'xml' } })
export const apiPolicies = policyAt('/apis/{apiId}', 'api', { apiId: identifiers.apiId })
export const operationPolicies = policyAt('/apis/{apiId}/operations/{operationId}', 'operation', {
  apiId: identifiers.apiId,
  operationId: identifiers.operationId,
})
export const productPolicies = policyAt('/products/{productId}', 'product', { productId: identifiers.productId })
