import type { PolicyScope } from '@sluice/policy-language'
import type { ConfigurationAround } from '../policy-check/find-configuration.ts'
import type { PlacedText } from './open-policy-run.ts'

/**
 * Documents of the scopes that are wider than that of the file itself, as the configuration has them: what `<base />`
 * stands for. Products are left out, for an API may be in many.
 */
export function documentsAround(around: ConfigurationAround | undefined): ReadonlyMap<PolicyScope, PlacedText> {
  const documents = new Map<PolicyScope, PlacedText>()
  if (around?.own?.kind !== 'policy') return documents
  const { own, policies, root } = around
  const api = /^\/apis\/[^/]+(?=\/operations\/)/i.exec(own.path)?.[0]
  const wanted = new Map<string, PolicyScope>()
  if (own.scope !== 'global') wanted.set('/policies/policy', 'global')
  if (api !== undefined) wanted.set(`${api}/policies/policy`.toLowerCase(), 'api')
  for (const { path, file, text } of policies.texts) {
    const scope = wanted.get(path.toLowerCase())
    if (scope !== undefined) documents.set(scope, { file: `${root}/${file}`, firstLine: 1, text })
  }
  return documents
}
