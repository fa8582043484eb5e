import { defineRoute } from '../arm/define-route.ts'
import { authorOf, toTarget } from '../arm/resource-request.ts'
import { runResourceAction } from '../arm/write-resource.ts'
import { tenant } from '../resources/tenant.ts'

const regenerate = (name: 'regeneratePrimaryKey' | 'regenerateSecondaryKey') =>
  defineRoute({
    path: `/tenant/{accessName}/git/${name}`,
    method: 'POST',
    access: 'administrator',
    summary: 'Makes a new key for access to the repository of the service.',
    async answer(call) {
      const { environment, identifiers } = call
      const action = tenant.actions?.[name]
      if (action === undefined) throw new Error(`The resource 'tenant' has no action '${name}'.`)
      return environment.store.transact(authorOf(call), (transaction) =>
        runResourceAction(
          { ...toTarget(environment, call, transaction), path: `/tenant/${identifiers.accessName}`, ifMatch: null },
          action,
          undefined,
        ),
      )
    },
  })

/** The other writing of two actions of tenant access. */
export const tenantGitKeys = [regenerate('regeneratePrimaryKey'), regenerate('regenerateSecondaryKey')]
