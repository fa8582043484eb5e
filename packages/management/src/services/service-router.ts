import { AppError, identifiers } from '@sluice/contracts'
import type { Role } from '../access/roles.ts'
import { assertApiVersion } from '../arm/api-version.ts'
import { assertMatch, toEtag } from '../arm/etag.ts'
import { parseContract } from '../arm/faults.ts'
import { type ServiceIdentity, serviceKey, toServiceId } from '../arm/identity.ts'
import { toPageOf } from '../arm/paging.ts'
import { splitPath } from '../arm/path-pattern.ts'
import { mergePatch, readJsonObject } from '../arm/request-body.ts'
import { assertRole } from '../arm/resource-request.ts'
import { createResourceRouter } from '../arm/resource-router.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { createService, putService } from './create-service.ts'
import { readService, type ServiceBody, servicesCollection } from './service-document.ts'
import { type ServiceAddresses, toServiceView } from './to-service-view.ts'

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

/** The service that a path names, in lower case. */
export function serviceNameOf({ pathname }: URL): string | undefined {
  const name = armPath.exec(pathname)?.[3]
  return name === undefined ? undefined : decodeSegment(name).toLowerCase()
}

/** Answers below `/subscriptions/…/providers/Microsoft.ApiManagement/service`. */
export function createServiceRouter(
  environment: ManagementEnvironment,
  addresses: () => ServiceAddresses,
): (call: ArmRequest) => Promise<Response> {
  const answerResource = createResourceRouter(environment)
  return async (call) => {
    const { url, request } = call
    const match = armPath.exec(url.pathname)
    if (match === null) throw new AppError('RouteNotFound', { path: url.pathname })
    assertApiVersion(url.searchParams)
    const [subscriptionId = '', resourceGroup, name] = match.slice(1, 4).map((part) => part && decodeSegment(part))
    if (name === undefined) return listServices(environment, call, { subscriptionId, resourceGroup }, addresses())
    if (resourceGroup === undefined) throw new AppError('RouteNotFound', { path: url.pathname })
    const identity = { name, subscriptionId, resourceGroup }
    const path = decodePath(match[4] ?? '')
    if (path === '' && request.method === 'PUT') return putWholeService(environment, call, identity, addresses())
    const body = await readService(environment.store, name)
    if (body === undefined || toServiceId(body.identity).toLowerCase() !== toServiceId(identity).toLowerCase()) {
      throw new AppError('ResourceNotFound', { kind: 'Service' })
    }
    if (path !== '') return answerResource({ ...call, service: body.identity, path })
    return answerService(environment, call, body.identity, addresses())
  }
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

async function listServices(
  { store }: ManagementEnvironment,
  { request, url, confinedTo }: ArmRequest,
  scope: { readonly subscriptionId: string; readonly resourceGroup: string | undefined },
  addresses: ServiceAddresses,
): Promise<Response> {
  if (request.method !== 'GET') throw new AppError('MethodNotAllowed', { method: request.method, allowed: 'GET' })
  const isWanted = ({ identity }: ServiceBody) =>
    identity.subscriptionId.toLowerCase() === scope.subscriptionId.toLowerCase() &&
    (confinedTo === undefined || identity.name.toLowerCase() === confinedTo) &&
    (scope.resourceGroup === undefined || identity.resourceGroup.toLowerCase() === scope.resourceGroup.toLowerCase())
  const documents = (await store.list(servicesCollection)).filter(({ body }) =>
    isWanted(body as unknown as ServiceBody),
  )
  const views = documents.map(({ body, entityTag }) =>
    toServiceView(body as unknown as ServiceBody, entityTag, addresses),
  )
  return Response.json(toPageOf(views, url))
}

async function putWholeService(
  environment: ManagementEnvironment,
  { request, actor, role, requestId }: ArmRequest,
  identity: ServiceIdentity,
  addresses: ServiceAddresses,
): Promise<Response> {
  assertRole({ role }, 'administrator')
  parseContract(identifiers.serviceName, identity.name, 'name')
  const sent = await readJsonObject(request)
  const key = serviceKey(identity.name)
  const isNew = await environment.store.transact({ actor, requestId }, async (transaction) => {
    const existing = await transaction.get(key)
    assertServiceMatch(request, existing?.entityTag)
    if (existing === undefined) await createService(environment, transaction, { identity, body: sent })
    else await putService(environment, transaction, identity, sent)
    return existing === undefined
  })
  return showService(environment, key, isNew ? 201 : 200, addresses)
}

async function answerService(
  environment: ManagementEnvironment,
  { request, actor, role, requestId }: ArmRequest,
  identity: ServiceIdentity,
  addresses: ServiceAddresses,
): Promise<Response> {
  const key = serviceKey(identity.name)
  if (request.method === 'PATCH') {
    assertRole({ role }, 'administrator')
    const patch = await readJsonObject(request)
    await environment.store.transact({ actor, requestId }, async (transaction) => {
      const document = await transaction.get(key)
      assertServiceMatch(request, document?.entityTag)
      const { location = '', sku = null, tags = {}, properties = {} } = document?.body ?? {}
      await putService(environment, transaction, identity, mergePatch({ location, sku, tags, properties }, patch))
    })
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new AppError('MethodNotAllowed', { method: request.method, allowed: 'GET, HEAD, PUT, PATCH' })
  }
  return showService(environment, key, 200, addresses)
}

async function showService(
  { store }: ManagementEnvironment,
  key: string,
  status: number,
  addresses: ServiceAddresses,
): Promise<Response> {
  const document = await store.get(key)
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: 'Service' })
  const view = toServiceView(document.body as unknown as ServiceBody, document.entityTag, addresses)
  return Response.json(view, { status, headers: { ETag: toEtag(document.entityTag) } })
}

/** Clients change a service without naming the version they saw. */
const assertServiceMatch = (request: Request, entityTag: string | undefined): void =>
  assertMatch(request.headers.get('if-match'), entityTag, { isRequired: false })
