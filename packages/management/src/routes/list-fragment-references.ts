import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { fragmentKey } from '@sluice/policy-language'
import { toBody } from '../arm/define-resource.ts'
import { defineRoute } from '../arm/define-route.ts'
import { findResource } from '../arm/find-declaration.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import { toPageOf } from '../arm/paging.ts'
import { showReference } from '../arm/resource-reference.ts'
import { findUsersOfFragments } from '../resources/policies/policy-definitions.ts'

export const listFragmentReferences = defineRoute({
  path: '/policyFragments/{id}/listReferences',
  method: 'POST',
  access: 'analyst',
  summary: 'Lists the policy documents and fragments that include a fragment.',
  async answer({ environment, service, url, identifiers: { id = '' } }) {
    const { store } = environment
    if ((await store.get(toKey(service.name, `/policyFragments/${id}`))) === undefined) {
      throw new AppError('ResourceNotFound', { kind: 'PolicyFragment' })
    }
    const users = await findUsersOfFragments(store, service, [fragmentKey(id)])
    const views = users.map((document) => {
      const { path } = toBody(document)
      return {
        id: showReference(path, service),
        type: findResource(path)?.declaration.type,
        name: nameOf(path),
      }
    })
    return toPageOf(views, url) as unknown as JsonObject
  },
})
