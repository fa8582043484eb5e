import { AppError, identifiers, policyRestrictionProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { fieldFault } from '../arm/faults.ts'
import { toRelativePath } from '../arm/identity.ts'
import { showReference } from '../arm/resource-reference.ts'

/**
 * Says that policy documents at or below a path must run those of the scope above. Documents that were saved before
 * stay as they are; `allPolicies` tells which do not comply.
 */
export const policyRestrictions = defineResource({
  type: 'Microsoft.ApiManagement/service/policyRestrictions',
  title: 'PolicyRestriction',
  path: '/policyRestrictions/{policyRestrictionId}',
  identifiers: { policyRestrictionId: identifiers.policyRestrictionId },
  contract: policyRestrictionProperties,
  deletesWithoutMatch: true,
  async prepare(restriction, { service }) {
    const scope = toRelativePath(restriction.scope, service)
    if (scope === undefined || !/^\/(apis|products|policies)(\/|$)/i.test(scope)) {
      const message =
        "'scope' must be the path of a policy document, or one above it: /apis/{apiId}/policies/policy, /products."
      throw new AppError('ValidationError', {}, { faults: [fieldFault('properties.scope', message)] })
    }
    return { properties: { ...restriction, scope } }
  },
  toView: ({ properties }, { service }) => ({ ...properties, scope: showReference(properties.scope, service) }),
})
