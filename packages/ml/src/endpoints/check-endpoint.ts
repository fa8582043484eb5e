import { AppError } from '@sluice/contracts'
import type { Secrets, ServerCall } from '@sluice/platform'
import type { ServedEndpoint, WebServiceDirectory } from '../web-services/web-service-directory.ts'
import { readBearerToken } from './bearer-token.ts'
import { readScoreAddress } from './score-address.ts'

export interface EndpointCheckServices {
  readonly directory: Pick<WebServiceDirectory, 'endpointById' | 'workspace' | 'webService'>
  readonly secrets: Pick<Secrets, 'lookupHash'>
}

/** Parts of a path, nothing checked. */
interface Address {
  readonly workspace: string
  readonly service: string
}

/** So many keys that were right are remembered with their hashes, which cost more than all else of a small call. */
const rememberedKeys = 1000

/**
 * The first checks of a call with an endpoint's key, in this order: ids, key, existence.
 * @returns a function that gives the endpoint. It throws AppError `MissingWorkspaceId`, `MissingWebServiceId`,
 * `WorkspaceIdInvalid`, `WebServiceIdInvalid`, `ScoreRequestUnauthorized`, `WorkspaceNotFound`,
 * `WebServiceIdNotFoundInWorkspace`
 */
export function createEndpointCheck({ directory, secrets }: EndpointCheckServices) {
  const authorize = createKeyCheck(secrets)
  return (call: Pick<ServerCall, 'header'>, { workspace, service }: Address): ServedEndpoint => {
    const { workspaceId, endpointId } = readScoreAddress(workspace, service)
    const endpoint = authorize(directory.endpointById(endpointId), call.header('authorization'))
    assertInWorkspace(endpoint, workspaceId, directory)
    return endpoint
  }
}

function createKeyCheck(secrets: Pick<Secrets, 'lookupHash'>) {
  const hashes = new Map<string, string>()
  return (endpoint: ServedEndpoint | undefined, authorization: string | undefined): ServedEndpoint => {
    const key = readBearerToken(authorization)
    if (key !== undefined && endpoint !== undefined) {
      const hash = hashes.get(key) ?? secrets.lookupHash(key)
      const { primaryKeyHash, secondaryKeyHash } = endpoint.document
      if (hash === primaryKeyHash || hash === secondaryKeyHash) {
        if (hashes.size < rememberedKeys) hashes.set(key, hash)
        return endpoint
      }
    }
    // An unknown endpoint is answered like a wrong key: ids cannot be found out by trying.
    throw new AppError('ScoreRequestUnauthorized', {})
  }
}

function assertInWorkspace(
  endpoint: ServedEndpoint,
  workspaceId: string,
  directory: EndpointCheckServices['directory'],
): void {
  if (endpoint.workspaceId === workspaceId) return
  throw directory.workspace(workspaceId) === undefined
    ? new AppError('WorkspaceNotFound', {})
    : new AppError('WebServiceIdNotFoundInWorkspace', {})
}
