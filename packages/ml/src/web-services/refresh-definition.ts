import { AppError, type WebServiceDefinition } from '@sluice/contracts'
import type { Clock, Transaction } from '@sluice/platform'
import { type EndpointPlace, isSameDefinition, loadEndpoint, loadWebService, putEndpoint } from './endpoint-changes.ts'
import { replaceableResources } from './replace-resource.ts'

/**
 * Lets an endpoint serve what was published last. @returns false when it does already
 * @throws AppError `EndpointNotFound`, `EndpointUpdatePrevented`
 */
export async function refreshIfChanged(
  transaction: Transaction,
  place: EndpointPlace,
  overwritesResources: boolean,
  { clock }: { readonly clock: Clock },
): Promise<boolean> {
  const webService = await loadWebService(transaction, place)
  const endpoint = await loadEndpoint(transaction, place)
  if (endpoint.preventUpdate) throw new AppError('EndpointUpdatePrevented', { name: place.name })
  const definition = refreshedDefinition(endpoint.definition, webService.definition, overwritesResources)
  if (isSameDefinition(definition, endpoint.definition)) return false
  const version = new Date(clock.now()).toISOString()
  await putEndpoint(transaction, place.workspaceId, { ...endpoint, definition, version })
  return true
}

/** The last definition published, with the models that were patched in unless they are to be overwritten, too. */
function refreshedDefinition(
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
