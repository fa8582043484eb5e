import { AppError, type WorkspaceDocument } from '@sluice/contracts'
import type { BearerTokens, Secrets, ServerCall } from '@sluice/platform'
import { readWebServiceId, readWorkspaceId } from '../endpoints/score-address.ts'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import { authorizeManagementCall } from './authorize-management-call.ts'
import { baseUrlOf } from './base-url.ts'
import { toEndpointObject, toWebServiceObject } from './web-service-objects.ts'

export interface ManagementServices {
  readonly directory: WebServiceDirectory
  readonly secrets: Secrets
  readonly tokens: BearerTokens
}

/** What a management path names, in the words of the path. */
export interface ManagementTarget {
  readonly workspace: string
  readonly webService?: string
  /** `endpoints`: the list, or one by its name. */
  readonly endpoints?: true | { readonly name: string }
  readonly query: string
}

/**
 * Lists and reads web services and endpoints.
 * @returns what the answer's body holds
 * @throws AppError of the classes BadArgument, Unauthorized, NotFound
 * @see reference: AzureML, 3.2 and 3.3
 */
export async function readWebServices(
  call: ServerCall,
  target: ManagementTarget,
  services: ManagementServices,
): Promise<unknown> {
  const { directory } = services
  const workspaceId = readWorkspaceId(target.workspace)
  const webServiceId = target.webService === undefined ? undefined : readWebServiceId(target.webService)
  const endpoint = findEndpoint(target, workspaceId, webServiceId, directory)
  const workspace = directory.workspace(workspaceId)
  await authorizeManagementCall(call, services, workspace, endpoint)
  if (workspace === undefined) throw new AppError('WorkspaceNotFound', {})
  const toObject = (id: string) => {
    const document = directory.webServices(workspaceId).find((candidate) => candidate.id === id)
    if (document === undefined) throw new AppError('WebServiceNotFound', {})
    return toWebServiceObject(document, workspaceId, directory.endpoints(workspaceId, id).length)
  }
  if (webServiceId === undefined) return directory.webServices(workspaceId).map(({ id }) => toObject(id))
  const webService = toObject(webServiceId)
  if (target.endpoints === undefined) return webService
  const show = endpointWriter(call, target, services)
  if (target.endpoints === true) return directory.endpoints(workspaceId, webServiceId).map(show)
  if (endpoint === undefined) throw new AppError('EndpointNotFound', { name: target.endpoints.name })
  return show(endpoint)
}

function findEndpoint(
  { endpoints }: ManagementTarget,
  workspaceId: WorkspaceDocument['id'],
  webServiceId: string | undefined,
  directory: WebServiceDirectory,
): ServedEndpoint | undefined {
  if (webServiceId === undefined || endpoints === undefined || endpoints === true) return undefined
  return directory.endpoints(workspaceId, webServiceId).find(({ document }) => document.name === endpoints.name)
}

function endpointWriter(call: ServerCall, target: ManagementTarget, { secrets }: ManagementServices) {
  // Old clients that ask for keys say so, those that do not ask still expect them: only a plain no leaves them out.
  const showsKeys = new URLSearchParams(target.query).get('decryptSecrets')?.toLowerCase() !== 'false'
  const options = { baseUrl: baseUrlOf(call), secrets, showsKeys }
  return (endpoint: ServedEndpoint) => toEndpointObject(endpoint, options)
}
