import { identifiers, policyProperties } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { defineResource, type ResourceDeclaration } from '../../arm/define-resource.ts'
import { assertNoFaults } from '../../arm/faults.ts'
import type { PolicyScope } from '../../environment.ts'
import { definitionsAt, loadDefinitions } from './policy-definitions.ts'
import { readPolicyFormat, showPolicyText } from './policy-format.ts'
import { fetchLinkedPolicy } from './policy-links.ts'
import { policyTextIndexes } from './policy-texts.ts'
import { checkBase, loadRestrictedPaths } from './required-base.ts'

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
    async beforeWrite(sent, request) {
      // What cannot be answered must not be written.
      readPolicyFormat(request.query)
      return fetchLinkedPolicy(sent, request)
    },
    async complete(properties, { prefetched }) {
      return prefetched === undefined ? properties : { ...properties, ...(prefetched as JsonObject) }
    },
    async prepare(policy, { environment, transaction: reader, service, path }) {
      const stored = await loadDefinitions({ environment, service, reader }, [policy.value])
      const definitions = await definitionsAt({ reader, service }, path, stored)
      const restricted = await loadRestrictedPaths(reader, service)
      assertNoFaults([
        ...environment.checkPolicy(policy.value, policy.format, scope, definitions),
        ...checkBase(path, policy, restricted),
      ])
      return { properties: policy, indexes: policyTextIndexes(service, { isFragment: false }) }
    },
    toView: ({ properties }, view) => ({ ...showPolicyText(properties, view) }),
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
