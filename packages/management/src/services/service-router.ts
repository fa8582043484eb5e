import { AppError } from '@sluice/contracts'
import type { Role } from '../access/roles.ts'
import { assertApiVersion } from '../arm/api-version.ts'
import { describeOperation } from '../arm/describe-operation.ts'
import { splitPath } from '../arm/path-pattern.ts'
import { createResourceRouter } from '../arm/resource-router.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { answerService, findService, listServices } from './answer-service.ts'
import type { OperationRunner } from './operation-runner.ts'
import { listProviderOperations } from './provider-operations.ts'
import { answerProvider } from './provider-router.ts'
import type { ServiceAddresses } from './service-addresses.ts'
import type { ServiceBody } from './service-document.ts'

export interface ArmRequest {
  readonly request: Request
  readonly url: URL
  readonly actor: string
  readonly role: Role | undefined
  /** Lower-case name of the one service that the caller may know of; undefined = all. */
  readonly confinedTo: string | undefined
  readonly requestId: string
}

const armPath =
  /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?\/providers\/microsoft\.apimanagement\/service(?:\/([^/]+)(\/.*)?)?\/?$/i
const providerPath = /^\/subscriptions\/([^/]+)\/providers\/microsoft\.apimanagement(\/.+)$/i
const operationsPath = /^\/providers\/microsoft\.apimanagement\/operations\/?$/i

/** The service that a path names, in lower case. */
export function serviceNameOf({ pathname }: URL): string | undefined {
  const name = armPath.exec(pathname)?.[3]
  return name === undefined ? undefined : decodeSegment(name).toLowerCase()
}

/** Answers for the provider `Microsoft.ApiManagement`: its services, what is below them, and what is asked of itself. */
export function createServiceRouter(
  environment: ManagementEnvironment,
  addresses: () => ServiceAddresses,
  operations: OperationRunner,
): (call: ArmRequest) => Promise<Response> {
  const answerResource = createResourceRouter(environment)
  return async (call) => {
    const { url, request } = call
    if (operationsPath.test(url.pathname) && request.method === 'GET') {
      assertApiVersion(url.searchParams)
      return Response.json(listProviderOperations())
    }
    const match = armPath.exec(url.pathname)
    if (match === null) return answerAtProvider(environment, call)
    assertApiVersion(url.searchParams)
    const around = { environment, operations, addresses: addresses() }
    const [subscriptionId = '', resourceGroup, name] = match.slice(1, 4).map((part) => part && decodeSegment(part))
    if (name === undefined) return listServices(around, call, { subscriptionId, resourceGroup })
    if (resourceGroup === undefined) throw new AppError('RouteNotFound', { path: url.pathname })
    const identity = { name, subscriptionId, resourceGroup }
    const path = decodePath(match[4] ?? '')
    if (path === '') return answerService(around, call, identity)
    await operations.settle(identity)
    const service = await findService(around, identity)
    assertIsReady(service)
    return answerResource({ ...call, service: service.identity, path })
  }
}

async function answerAtProvider(environment: ManagementEnvironment, call: ArmRequest): Promise<Response> {
  const [, subscription, path = ''] = providerPath.exec(call.url.pathname) ?? []
  if (subscription !== undefined) {
    // What concerns all services is not for whoever may see one of them.
    if (call.confinedTo !== undefined) throw new AppError('AuthorizationFailed', {})
    assertApiVersion(call.url.searchParams)
    const subscriptionId = decodeSegment(subscription)
    const answer = await answerProvider({ ...call, environment, subscriptionId }, decodePath(path))
    if (answer !== undefined) return answer
  }
  const support = describeOperation(call.request.method, call.url.pathname)
  if (typeof support === 'object') throw new AppError('NotSupportedHere', { reason: support.reason })
  throw new AppError('RouteNotFound', { path: call.url.pathname })
}

/** What this process makes ready is waited for; another one may be at work on it, too. */
function assertIsReady({ identity, provisioningState }: ServiceBody): void {
  if (provisioningState === undefined) return
  throw new AppError('ServiceIsActivating', { name: identity.name, state: provisioningState })
}

/** Segment by segment, so that an encoded slash never makes two of one; '' names the service itself. */
export const decodePath = (path: string): string =>
  splitPath(path)
    .map((segment) => `/${decodeSegment(segment)}`)
    .join('')

function decodeSegment(segment: string): string {
  let decoded: string
  try {
    decoded = decodeURIComponent(segment)
  } catch (error) {
    throw new AppError('RouteNotFound', { path: segment }, { cause: error })
  }
  if (/[/\p{Cc}]/u.test(decoded)) throw new AppError('RouteNotFound', { path: segment })
  return decoded
}
