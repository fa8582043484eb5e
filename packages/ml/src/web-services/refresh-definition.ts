import type { WebServiceDefinition } from '@sluice/contracts'
import { replaceableResources } from './replace-resource.ts'

/**
 * What an endpoint serves after a refresh: the last one published, with the models that were patched into the endpoint
 * unless they are to be overwritten, too.
 */
export function refreshedDefinition(
  served: WebServiceDefinition,
  published: WebServiceDefinition,
  overwritesResources: boolean,
): WebServiceDefinition {
  if (overwritesResources || published.resources === undefined) return published
  const kept = replaceableResources(served)
  return {
    ...published,
    resources: published.resources.map(
      (resource) => kept.find(({ name, kind }) => name === resource.name && kind === resource.kind) ?? resource,
    ),
  }
}
