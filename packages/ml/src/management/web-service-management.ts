import { AppError } from '@sluice/contracts'
import type { BearerTokens, ServerCall, Store } from '@sluice/platform'
import type { Answer } from '../endpoints/answer-call.ts'
import { readWebServiceId, readWorkspaceId } from '../endpoints/score-address.ts'
import { deleteEndpoint, deleteWebService, type EndpointPlace } from '../web-services/endpoint-changes.ts'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import { authorizeManagementCall } from './authorize-management-call.ts'
import { baseUrlOf } from './base-url.ts'
import {
  createEndpoint,
  type EndpointServices,
  patchEndpoint,
  refreshEndpoint,
  regenerateKey,
} from './endpoint-management.ts'
import { toEndpointObject, toWebServiceObject } from './web-service-objects.ts'

export interface ManagementServices extends EndpointServices {
  readonly store: Store
  readonly directory: WebServiceDirectory
  readonly tokens: BearerTokens
}

/** What a management path names, in the words of the path. */
export interface ManagementTarget {
  readonly workspace: string
  readonly webService?: string
  /** `endpoints`: the list, or one by its name. */
  readonly endpoints?: true | { readonly name: string }
  readonly action?: 'refresh' | 'regenerateKey'
  readonly query: string
}

/** What can be done at each kind of path. */
export function allowedMethods({ webService, endpoints, action }: ManagementTarget): readonly string[] {
  if (action !== undefined) return ['POST']
  if (webService === undefined || endpoints === true) return ['GET']
  return endpoints === undefined ? ['GET', 'PUT', 'DELETE'] : ['GET', 'PUT', 'PATCH', 'DELETE']
}

/**
 * Lists, reads and changes web services and endpoints.
 * @throws AppError of the classes BadArgument, InvalidOperation, Unauthorized, NotFound
 * @see reference: AzureML, 3.2 and 3.3
 */
export async function manageWebServices(
  call: ServerCall,
  target: ManagementTarget,
  services: ManagementServices,
): Promise<Answer> {
  const { directory, store } = services
  const workspaceId = readWorkspaceId(target.workspace)
  const webServiceId = target.webService === undefined ? undefined : readWebServiceId(target.webService)
  const name = typeof target.endpoints === 'object' ? target.endpoints.name : undefined
  const endpoint =
    name === undefined || webServiceId === undefined ? undefined : directory.endpoint(workspaceId, webServiceId, name)
  const workspace = directory.workspace(workspaceId)
  // An endpoint's own key is good for reading and patching this endpoint only.
  const mayUseKey = ['GET', 'HEAD', 'PATCH'].includes(call.method)
  const actor = await authorizeManagementCall(call, services, workspace, {
    endpoint: mayUseKey ? endpoint : undefined,
  })
  if (workspace === undefined) throw new AppError('WorkspaceNotFound', {})

  const toObject = (id: string) => {
    const document = directory.webService(workspaceId, id)
    if (document === undefined) throw new AppError('WebServiceNotFound', {})
    return toWebServiceObject(document, workspaceId, directory.endpointCount(workspaceId, id))
  }
  if (webServiceId === undefined) {
    return ok(directory.webServices(workspaceId).map(({ id }) => toObject(id)))
  }
  const webService = { workspaceId, webServiceId }
  if (target.endpoints === undefined && call.method === 'PUT') throw new AppError('CodeWebServiceUnsupported', {})
  const found = toObject(webServiceId)
  if (target.endpoints === undefined) {
    if (call.method !== 'DELETE') return ok(found)
    await store.transact({ actor }, (transaction) => deleteWebService(transaction, webService))
    await directory.catchUp()
    return { status: 204 }
  }
  const show = endpointWriter(call, target, services)
  if (name === undefined) return ok(directory.endpoints(workspaceId, webServiceId).map(show))

  const place: EndpointPlace = { ...webService, name }
  const change = { call, actor, place, show }
  if (target.action === 'refresh') return refreshEndpoint(change, services)
  if (target.action === 'regenerateKey') return regenerateKey(change, services)
  switch (call.method) {
    case 'PUT':
      return createEndpoint(change, services)
    case 'PATCH':
      return patchEndpoint(change, services)
    case 'DELETE':
      await store.transact({ actor }, (transaction) => deleteEndpoint(transaction, place))
      await directory.catchUp()
      return { status: 204 }
    default:
      if (endpoint === undefined) throw new AppError('EndpointNotFound', { name })
      return ok(show(endpoint))
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body })

function endpointWriter(call: ServerCall, target: ManagementTarget, { secrets }: ManagementServices) {
  // Old clients that ask for keys say so, those that do not ask still expect them: only a plain no leaves them out.
  const showsKeys = new URLSearchParams(target.query).get('decryptSecrets')?.toLowerCase() !== 'false'
  const options = { baseUrl: baseUrlOf(call), secrets, showsKeys }
  return (endpoint: ServedEndpoint) => toEndpointObject(endpoint, options)
}
