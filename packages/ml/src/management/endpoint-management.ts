import { AppError, type WebServiceEndpointDocument } from '@sluice/contracts'
import type { Secrets, ServerCall, Store } from '@sluice/platform'
import type { Answer } from '../endpoints/answer-call.ts'
import {
  assertEndpointName,
  createEndpointDocument,
  type EndpointChangeServices,
  type EndpointPlace,
  loadEndpoint,
  loadWebService,
  maxEndpoints,
  putEndpoint,
  renewEndpointKey,
  resolveConcurrency,
} from '../web-services/endpoint-changes.ts'
import { refreshIfChanged } from '../web-services/refresh-definition.ts'
import {
  findReplaceable,
  type ReplaceServices,
  storeReplacement,
  withReplacements,
} from '../web-services/replace-resource.ts'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import {
  createEndpointBody,
  patchEndpointBody,
  readManagementBody,
  refreshBody,
  regenerateKeyBody,
  toSettings,
} from './endpoint-bodies.ts'
import { fetchResource, type OwnFiles } from './fetch-resource.ts'

export interface EndpointServices extends EndpointChangeServices, ReplaceServices {
  readonly store: Store
  readonly directory: WebServiceDirectory
  readonly secrets: Secrets
  readonly ownFiles?: OwnFiles
}

export interface EndpointCall {
  readonly call: ServerCall
  readonly actor: string
  readonly place: EndpointPlace
  readonly show: (endpoint: ServedEndpoint) => object
}

/** Makes an endpoint of what was published last; on one that is there, sets what the body says. Keys are kept. */
export async function createEndpoint(change: EndpointCall, services: EndpointServices): Promise<Answer> {
  const { call, actor, place } = change
  const { directory, store } = services
  assertEndpointName(place.name)
  const body = await readManagementBody(call, createEndpointBody, { isOptional: true })
  const settings = {
    ...toSettings(body),
    ...resolveConcurrency({ level: body.ThrottleLevel ?? undefined, calls: body.MaxConcurrentCalls }),
  }
  const isNew = await store.transact({ actor }, async (transaction) => {
    const webService = await loadWebService(transaction, place)
    if (place.name === webService.defaultEndpointName) throw new AppError('DefaultEndpointFixed', { action: 'created' })
    const served = directory.endpoint(place.workspaceId, place.webServiceId, place.name)
    if (served !== undefined) {
      const before = await loadEndpoint(transaction, place)
      await putEndpoint(transaction, place.workspaceId, { ...before, ...settings })
      return false
    }
    if (directory.endpointCount(place.workspaceId, place.webServiceId) >= maxEndpoints) {
      throw new AppError('TooManyEndpoints', { maximum: maxEndpoints })
    }
    const { endpoint } = createEndpointDocument(webService, place.name, settings, services)
    await putEndpoint(transaction, place.workspaceId, endpoint)
    return true
  })
  return showChanged(change, services, isNew ? 201 : 200)
}

/** Sets what the body says, and puts files in the place of models. @throws AppError `IncompatibleModel`, … */
export async function patchEndpoint(change: EndpointCall, services: EndpointServices): Promise<Answer> {
  const { call, actor, place } = change
  const { store, directory, clock } = services
  const body = await readManagementBody(call, patchEndpointBody)
  const before = await findChangeable(place, services, 'patched')
  const isModelChange = (body.Resources ?? []).length > 0
  if (isModelChange && before.preventUpdate) throw new AppError('EndpointUpdatePrevented', { name: place.name })
  const level = body.ThrottleLevel ?? undefined
  if (level !== undefined || body.MaxConcurrentCalls != null)
    resolveConcurrency({ level, calls: body.MaxConcurrentCalls }, before)
  // All names are looked at before anything is fetched.
  const wanted = (body.Resources ?? []).map(({ Name, Location }) => ({
    resource: findReplaceable(before.definition, Name),
    location: Location,
  }))
  const replacements = []
  for (const { resource, location } of wanted) {
    replacements.push(await storeReplacement(resource, await fetchResource(location, services), services))
  }
  const holdings = directory.holdings(place.workspaceId)
  const definition = isModelChange
    ? await withReplacements(before.definition, replacements, holdings, services)
    : undefined
  await store.transact({ actor }, async (transaction) => {
    const now = await loadEndpoint(transaction, place)
    // Compiled against what it was: a deployment that came between would be undone.
    if (definition !== undefined && now.version !== before.version) throw new AppError('EndpointChanged', {})
    await putEndpoint(transaction, place.workspaceId, {
      ...now,
      ...toSettings(body),
      ...(level === undefined && body.MaxConcurrentCalls == null
        ? {}
        : resolveConcurrency({ level, calls: body.MaxConcurrentCalls }, now)),
      ...(definition === undefined ? {} : { definition, version: new Date(clock.now()).toISOString() }),
    })
  })
  return showChanged(change, services)
}

/** Takes over what was published last; 304 when it is served already. */
export async function refreshEndpoint(change: EndpointCall, services: EndpointServices): Promise<Answer> {
  const { call, actor, place } = change
  const body = await readManagementBody(call, refreshBody, { isOptional: true })
  await findChangeable(place, services, 'refreshed')
  const isChanged = await services.store.transact({ actor }, (transaction) =>
    refreshIfChanged(transaction, place, body.OverwriteResources === true, services),
  )
  return isChanged ? showChanged(change, services) : { status: 304 }
}

/** Differs from the reference: it names no path for this, which was done in the portals only. */
export async function regenerateKey(change: EndpointCall, services: EndpointServices): Promise<Answer> {
  const { call, actor, place } = change
  const { KeyType } = await readManagementBody(call, regenerateKeyBody)
  const which = KeyType === 'Primary' ? 'primary' : 'secondary'
  await services.store.transact({ actor }, (transaction) => renewEndpointKey(transaction, place, which, services))
  return showChanged(change, services)
}

/** The endpoint, when it is one that these calls may change. @throws AppError */
export async function findChangeable(
  place: EndpointPlace,
  { directory }: Pick<EndpointServices, 'directory'>,
  action: 'patched' | 'refreshed',
): Promise<WebServiceEndpointDocument> {
  await directory.catchUp()
  const webService = directory.webService(place.workspaceId, place.webServiceId)
  if (webService === undefined) throw new AppError('WebServiceNotFound', {})
  const endpoint = directory.endpoint(place.workspaceId, place.webServiceId, place.name)
  if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: place.name })
  if (place.name === webService.defaultEndpointName) throw new AppError('DefaultEndpointFixed', { action })
  return endpoint.document
}

async function showChanged(
  { place, show }: EndpointCall,
  { directory }: EndpointServices,
  status: 200 | 201 = 200,
): Promise<Answer> {
  await directory.catchUp()
  const endpoint = directory.endpoint(place.workspaceId, place.webServiceId, place.name)
  if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: place.name })
  return { status, body: show(endpoint) }
}
