import { identifiers, policyFragmentProperties } from '@sluice/contracts'
import { fragmentKey } from '@sluice/policy-language'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults } from '../arm/faults.ts'
import { assertStillGood, findUsersOfFragments, loadDefinitions } from './policies/policy-definitions.ts'
import { readPolicyFormat, showPolicyText } from './policies/policy-format.ts'
import { assertUnused, policyTextIndexes } from './policies/policy-texts.ts'

/** @see reference: API Management, 1.9 */
export const policyFragments = defineResource({
  type: 'Microsoft.ApiManagement/service/policyFragments',
  title: 'PolicyFragment',
  path: '/policyFragments/{id}',
  identifiers: { id: identifiers.policyFragmentId },
  contract: policyFragmentProperties,
  verbs: ['put', 'delete'],
  filterable: ['name', 'description', 'value'],
  async beforeWrite(_, { query }) {
    // What cannot be answered must not be written.
    readPolicyFormat(query)
  },
  async prepare(fragment, { environment, transaction: reader, service, identifiers: { id = '' } }) {
    const definitions = await loadDefinitions({ environment, service, reader }, [fragment.value])
    assertNoFaults(environment.checkFragment(id, fragment, definitions))
    return { properties: fragment, indexes: policyTextIndexes(service, { isFragment: true }) }
  },
  async afterUpdate({ environment, transaction: reader, service, identifiers: { id = '' } }) {
    const users = await findUsersOfFragments(reader, service, [fragmentKey(id)])
    await assertStillGood({ environment, service, reader }, users)
  },
  async beforeDelete({ transaction, service, identifiers: { id = '' } }) {
    assertUnused(`policy fragment '${id}'`, await findUsersOfFragments(transaction, service, [fragmentKey(id)]))
  },
  toView: ({ properties }, view) => ({ ...properties, ...showPolicyText(properties, view) }),
})
