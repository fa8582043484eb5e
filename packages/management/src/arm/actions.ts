import type { ResourceAction, ResourceDeclaration } from './define-resource.ts'
import { openSecrets } from './secret-fields.ts'

/** Those that are declared, and the one that shows secrets. */
export function actionsOf(resource: ResourceDeclaration): Readonly<Record<string, ResourceAction>> {
  const { secrets, actions = {} } = resource
  if (secrets?.action === undefined) return actions
  const show: ResourceAction = {
    run: async ({ existing, key, environment }) => openSecrets(existing, key, resource, environment.secrets),
  }
  return { [secrets.action]: show, ...actions }
}
