import type { JsonObject } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { defineRoute } from '../arm/define-route.ts'
import { readPage, toListBody } from '../arm/paging.ts'
import { showReference } from '../arm/resource-reference.ts'
import { allPolicyDocuments, textOf } from '../resources/policies/policy-texts.ts'
import { checkBase, loadRestrictedPaths } from '../resources/policies/required-base.ts'

export const allPolicies = defineRoute({
  path: '/allPolicies',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists the policy documents of all scopes, and whether each complies with the policy restrictions.',
  async answer({ environment: { store }, service, url }) {
    const page = readPage(url.searchParams)
    const from = allPolicyDocuments(service)
    const { documents, count } = await store.find({ from, offset: page.skip, limit: page.top })
    const restricted = await loadRestrictedPaths(store, service)
    const views = documents.map((document) => {
      const { path } = toBody(document)
      // A name of its own, which is another for each document: its path with other separators.
      const name = path.slice(1).replaceAll('/', '-')
      return {
        id: showReference(`/allPolicies/${name}`, service),
        type: 'Microsoft.ApiManagement/service/allPolicies',
        name,
        properties: {
          referencePolicyId: showReference(path, service),
          complianceState: checkBase(path, textOf(document), restricted).length === 0 ? 'Compliant' : 'NonCompliant',
        },
      }
    })
    return toListBody(views, count, page, url) as unknown as JsonObject
  },
})
