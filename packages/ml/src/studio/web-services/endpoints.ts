import { AppError, endpointAnswer, endpointName } from '@sluice/contracts'
import * as z from 'zod'
import { baseUrlOf } from '../../management/base-url.ts'
import {
  createEndpointDocument,
  type EndpointPlace,
  loadEndpoint,
  loadWebService,
  maxEndpoints,
  putEndpoint,
  deleteEndpoint as removeEndpoint,
  renewEndpointKey,
  resolveConcurrency,
} from '../../web-services/endpoint-changes.ts'
import { endpointKeyPurpose } from '../../web-services/endpoint-keys.ts'
import { refreshIfChanged } from '../../web-services/refresh-definition.ts'
import type { ServedEndpoint } from '../../web-services/web-service-directory.ts'
import { defineStudioRoute } from '../studio-route.ts'
import type { StudioServices } from '../studio-services.ts'
import { findWebService } from './web-services.ts'

const endpointSettings = z.strictObject({
  description: z.string().max(4000).optional(),
  throttleLevel: z.enum(['Low', 'High']).optional(),
  maxConcurrentCalls: z.int().optional().describe('20 to 200, with the level High only.'),
  preventUpdate: z.boolean().optional(),
  isSampleDataEnabled: z.boolean().optional(),
  isLabelOptional: z.boolean().optional(),
  diagnosticsTraceLevel: z.enum(['None', 'Error', 'All']).optional(),
})

const base = '/workspaces/{workspaceId}/web-services/{webServiceId}/endpoints' as const
const one = `${base}/{name}` as const
const tag = 'Endpoints'

type Params = Readonly<Record<'workspaceId' | 'webServiceId' | 'name', string>>
type Call = { readonly workspaceId: string; readonly params: Params; readonly call: Parameters<typeof baseUrlOf>[0] }

export const placeOf = ({ workspaceId, params }: Call, services: StudioServices): EndpointPlace => ({
  workspaceId,
  webServiceId: findWebService(workspaceId, params.webServiceId, services).id,
  name: params.name,
})

function find({ workspaceId, webServiceId, name }: EndpointPlace, { directory }: StudioServices): ServedEndpoint {
  const endpoint = directory.endpoint(workspaceId, webServiceId, name)
  if (endpoint === undefined) throw new AppError('EndpointNotFound', { name })
  return endpoint
}

function show({ workspaceId, document }: ServedEndpoint, call: Call['call'], { directory }: StudioServices) {
  const webService = directory.webService(workspaceId, document.webServiceId)
  const root = baseUrlOf(call)
  return {
    id: document.id,
    name: document.name,
    description: document.description,
    createdAt: document.createdAt,
    version: document.version,
    isDefault: document.name === webService?.defaultEndpointName,
    isRefreshPossible: document.version < (webService?.updatedAt ?? ''),
    throttleLevel: document.throttleLevel,
    maxConcurrentCalls: document.maxConcurrentCalls,
    preventUpdate: document.preventUpdate,
    isSampleDataEnabled: document.isSampleDataEnabled,
    isLabelOptional: document.isLabelOptional,
    diagnosticsTraceLevel: document.diagnosticsTraceLevel,
    apiLocation: `${root}/workspaces/${workspaceId}/services/${document.id}`,
    helpLocation: `${root}/apihelp/workspaces/${workspaceId}/webservices/${document.webServiceId}/endpoints/${document.id}`,
    resources: (document.definition.resources ?? []).map(({ name, kind }) => ({ name, kind })),
  }
}

/** An endpoint as it is now. @throws AppError `EndpointNotFound` */
export const showEndpoint = (place: EndpointPlace, call: Call['call'], services: StudioServices) =>
  show(find(place, services), call, services)

export const listEndpoints = defineStudioRoute({
  method: 'GET',
  path: base,
  tag,
  summary: 'Lists the endpoints of a web service.',
  needs: 'read',
  answers: { 200: z.strictObject({ value: z.array(endpointAnswer) }) },
  handle({ workspaceId, params, call }, services) {
    const { id } = findWebService(workspaceId, params.webServiceId, services)
    const value = services.directory.endpoints(workspaceId, id).map((endpoint) => show(endpoint, call, services))
    return { status: 200, body: { value } }
  },
})

export const readEndpoint = defineStudioRoute({
  method: 'GET',
  path: one,
  tag,
  summary: 'Reads an endpoint, without its keys.',
  needs: 'read',
  answers: { 200: endpointAnswer },
  handle: (request, services) => ({
    status: 200,
    body: show(find(placeOf(request, services), services), request.call, services),
  }),
})

export const createEndpoint = defineStudioRoute({
  method: 'POST',
  path: base,
  tag,
  summary: 'Adds an endpoint with keys of its own; it serves what was published last.',
  needs: 'write',
  body: endpointSettings.extend({ name: endpointName }),
  answers: { 201: endpointAnswer },
  async handle({ workspaceId, actor, params, body, call }, services) {
    const { store, directory } = services
    const webServiceId = findWebService(workspaceId, params.webServiceId, services).id
    const { name, throttleLevel, maxConcurrentCalls, ...settings } = body
    const place = { workspaceId, webServiceId, name }
    const concurrency = resolveConcurrency({ level: throttleLevel, calls: maxConcurrentCalls })
    await store.transact({ actor }, async (transaction) => {
      const webService = await loadWebService(transaction, place)
      await directory.catchUp()
      if (directory.endpoint(workspaceId, webServiceId, name) !== undefined)
        throw new AppError('EndpointExists', { name })
      if (directory.endpointCount(workspaceId, webServiceId) >= maxEndpoints) {
        throw new AppError('TooManyEndpoints', { maximum: maxEndpoints })
      }
      const made = createEndpointDocument(webService, name, { ...withoutUndefined(settings), ...concurrency }, services)
      await putEndpoint(transaction, workspaceId, made.endpoint)
    })
    await directory.catchUp()
    return { status: 201, body: show(find(place, services), call, services) }
  },
})

/** Settings that were not given must not overwrite what is there. */
const withoutUndefined = <Settings extends object>(settings: Settings) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Settings]?: Exclude<Settings[Name], undefined>
  }

export const changeEndpoint = defineStudioRoute({
  method: 'PATCH',
  path: one,
  tag,
  summary: 'Changes the settings of an endpoint, the default one too.',
  needs: 'write',
  body: endpointSettings,
  answers: { 200: endpointAnswer },
  async handle(request, services) {
    const place = placeOf(request, services)
    const { throttleLevel, maxConcurrentCalls, ...settings } = request.body
    const isConcurrency = throttleLevel !== undefined || maxConcurrentCalls !== undefined
    await services.store.transact({ actor: request.actor }, async (transaction) => {
      const before = await loadEndpoint(transaction, place)
      const concurrency = isConcurrency
        ? resolveConcurrency({ level: throttleLevel, calls: maxConcurrentCalls }, before)
        : {}
      await putEndpoint(transaction, place.workspaceId, { ...before, ...withoutUndefined(settings), ...concurrency })
    })
    await services.directory.catchUp()
    return { status: 200, body: show(find(place, services), request.call, services) }
  },
})

export const deleteEndpoint = defineStudioRoute({
  method: 'DELETE',
  path: one,
  tag,
  summary: 'Deletes an endpoint; the default one only when it is the last.',
  needs: 'write',
  answers: { 204: undefined },
  async handle(request, services) {
    const place = placeOf(request, services)
    await services.store.transact({ actor: request.actor }, (transaction) => removeEndpoint(transaction, place))
    await services.directory.catchUp()
    return { status: 204 }
  },
})

export const showEndpointKeys = defineStudioRoute({
  method: 'POST',
  path: `${one}/list-keys`,
  tag,
  summary: 'Shows the two keys of an endpoint.',
  needs: 'write',
  answers: { 200: z.strictObject({ primary: z.string(), secondary: z.string() }) },
  handle(request, services) {
    const { document } = find(placeOf(request, services), services)
    const open = (key: 'primary' | 'secondary') =>
      services.secrets.open(document[`${key}KeySealed`], endpointKeyPurpose(document.id, key))
    const body = { primary: open('primary'), secondary: open('secondary') }
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body }
  },
})

export const renewEndpointKeyRoute = defineStudioRoute({
  method: 'POST',
  path: `${one}/renew-key`,
  tag,
  summary: 'Replaces one of the two keys; the old one is void at once.',
  needs: 'write',
  body: z.strictObject({ key: z.enum(['primary', 'secondary']) }),
  answers: { 204: undefined },
  async handle(request, services) {
    const place = placeOf(request, services)
    await services.store.transact({ actor: request.actor }, (transaction) =>
      renewEndpointKey(transaction, place, request.body.key, services),
    )
    await services.directory.catchUp()
    return { status: 204 }
  },
})

export const refreshEndpoint = defineStudioRoute({
  method: 'POST',
  path: `${one}/refresh`,
  tag,
  summary: 'Takes over what was published last.',
  needs: 'write',
  body: z.strictObject({
    overwritesResources: z.boolean().default(true).describe('False: models that were patched in are kept.'),
  }),
  answers: { 200: endpointAnswer },
  async handle(request, services) {
    const place = placeOf(request, services)
    await services.store.transact({ actor: request.actor }, (transaction) =>
      refreshIfChanged(transaction, place, request.body.overwritesResources, services),
    )
    await services.directory.catchUp()
    return { status: 200, body: show(find(place, services), request.call, services) }
  },
})
