import { AppError, identifiers as serviceIdentifiers } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import * as z from 'zod'
import type { Role } from '../access/roles.ts'
import { parseContract } from '../arm/faults.ts'
import { serviceKey } from '../arm/identity.ts'
import { toPageOf } from '../arm/paging.ts'
import { matchPath, parsePathPattern, splitPath } from '../arm/path-pattern.ts'
import { readJsonObject } from '../arm/request-body.ts'
import { assertRole } from '../arm/resource-request.ts'
import type { ManagementEnvironment } from '../environment.ts'
import {
  type DeletedService,
  deletedServicesCollection,
  purgeService,
  purgeUsageOf,
  readDeletedService,
  toDeletedServiceView,
} from './deleted-service.ts'
import { listServiceBodies, readService } from './service-document.ts'
import {
  doneOperation,
  normalizeLocation,
  putOperation,
  readOperation,
  toOperationHeaders,
  toOperationStatus,
} from './service-operation.ts'
import type { ArmRequest } from './service-router.ts'
import { toProviderSkus } from './service-skus.ts'

interface ProviderCall extends ArmRequest {
  readonly environment: ManagementEnvironment
  readonly subscriptionId: string
  readonly identifiers: Readonly<Record<string, string>>
}

interface ProviderRoute {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/subscriptions/{subscriptionId}/providers/Microsoft.ApiManagement`. */
  readonly path: string
  readonly access: Role
  answer(call: ProviderCall): Promise<JsonObject | Response>
}

/** What is asked of the provider itself rather than of a service. @see reference: API Management, 4.3 (service) */
export const providerRoutes: readonly ProviderRoute[] = [
  { method: 'GET', path: '/skus', access: 'analyst', answer: async (call) => toProviderSkus(await locationsOf(call)) },
  { method: 'POST', path: '/checkNameAvailability', access: 'analyst', answer: checkNameAvailability },
  {
    method: 'POST',
    path: '/getDomainOwnershipIdentifier',
    access: 'publisher',
    answer: async ({ environment, subscriptionId }) => ({
      domainOwnershipIdentifier: environment.secrets.lookupHash(`domain-ownership|${subscriptionId.toLowerCase()}`),
    }),
  },
  { method: 'GET', path: '/deletedservices', access: 'analyst', answer: listDeleted },
  {
    method: 'GET',
    path: '/locations/{location}/deletedservices/{serviceName}',
    access: 'analyst',
    answer: async (call) => toDeletedServiceView(await findDeleted(call)),
  },
  {
    method: 'DELETE',
    path: '/locations/{location}/deletedservices/{serviceName}',
    access: 'administrator',
    answer: purge,
  },
  {
    method: 'GET',
    path: '/locations/{location}/operationStatuses/{operationId}',
    access: 'analyst',
    answer: showStatus,
  },
  {
    method: 'GET',
    path: '/locations/{location}/operationResults/{operationId}',
    access: 'analyst',
    answer: showResult,
  },
]

const patterns = providerRoutes.map((route) => ({ route, pattern: parsePathPattern(route.path) }))

/** @returns undefined when nothing of the provider has this path */
export async function answerProvider(
  call: Omit<ProviderCall, 'identifiers'>,
  path: string,
): Promise<Response | undefined> {
  const segments = splitPath(path)
  const found = patterns.flatMap(({ route, pattern }) => {
    const identifiers = matchPath(pattern, segments)
    return identifiers === undefined ? [] : [{ route, identifiers }]
  })
  if (found.length === 0) return undefined
  const { method } = call.request
  const match = found.find(({ route }) => route.method === method)
  if (match === undefined) {
    throw new AppError('MethodNotAllowed', { method, allowed: found.map(({ route }) => route.method).join(', ') })
  }
  assertRole(call, match.route.access)
  const result = await match.route.answer({ ...call, identifiers: match.identifiers })
  return result instanceof Response ? result : Response.json(result)
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

async function locationsOf({ environment, subscriptionId }: ProviderCall): Promise<readonly string[]> {
  const services = await listServiceBodies(environment.store)
  const own = services.filter(({ identity }) => isSame(identity.subscriptionId, subscriptionId))
  return [...new Set(own.map(({ location }) => location))]
}

async function checkNameAvailability({ environment, request }: ProviderCall): Promise<JsonObject> {
  const { name } = parseContract(z.object({ name: z.string() }), await readJsonObject(request), '')
  const faults = serviceIdentifiers.serviceName.safeParse(name).error?.issues ?? []
  if (faults[0] !== undefined) {
    return { nameAvailable: false, reason: 'Invalid', message: `'${name}' ${faults[0].message}.` }
  }
  const { store } = environment
  const isTaken =
    (await readService(store, name)) !== undefined || (await readDeletedService(store, name)) !== undefined
  return isTaken
    ? { nameAvailable: false, reason: 'AlreadyExists', message: `The service name '${name}' is already in use.` }
    : { nameAvailable: true, reason: 'Valid', message: '' }
}

async function listDeleted({ environment, subscriptionId, url }: ProviderCall): Promise<JsonObject> {
  const documents = await environment.store.list(deletedServicesCollection)
  const deleted = documents.map(({ body }) => body as unknown as DeletedService)
  const own = deleted.filter(({ service }) => isSame(service.identity.subscriptionId, subscriptionId))
  return { ...toPageOf(own.map(toDeletedServiceView), url) }
}

async function findDeleted({ environment, subscriptionId, identifiers }: ProviderCall): Promise<DeletedService> {
  const { serviceName = '', location = '' } = identifiers
  const deleted = await readDeletedService(environment.store, serviceName)
  const isHere =
    deleted !== undefined &&
    isSame(deleted.service.identity.subscriptionId, subscriptionId) &&
    normalizeLocation(deleted.service.location) === normalizeLocation(location)
  if (!isHere) throw new AppError('ResourceNotFound', { kind: 'DeletedService' })
  return deleted
}

async function purge(call: ProviderCall): Promise<Response> {
  const { environment, url, actor, requestId } = call
  const { service } = await findDeleted(call)
  const id = environment.random.guid()
  const operation = doneOperation(
    { kind: 'purge', service: service.identity, location: service.location, actor },
    'Remove the service and all that it holds',
    environment.clock.now(),
  )
  await environment.store.transact({ actor, requestId }, async (transaction) => {
    await purgeService(transaction, service.identity.name)
    await putOperation(transaction, id, operation)
  })
  await purgeUsageOf(environment, service.identity.name)
  return new Response(null, { status: 202, headers: toOperationHeaders(id, operation, url) })
}

async function findOperation({ environment, subscriptionId, identifiers }: ProviderCall) {
  const { operationId = '', location = '' } = identifiers
  const operation = await readOperation(environment.store, operationId)
  const isHere =
    operation !== undefined &&
    isSame(operation.service.subscriptionId, subscriptionId) &&
    normalizeLocation(operation.location) === normalizeLocation(location)
  if (!isHere) throw new AppError('ResourceNotFound', { kind: 'Operation' })
  return { id: operationId, operation }
}

async function showStatus(call: ProviderCall): Promise<Response> {
  const { id, operation } = await findOperation(call)
  const headers = operation.status === 'InProgress' ? { 'Retry-After': '1' } : {}
  return Response.json(toOperationStatus(id, operation), { headers })
}

/** 202 while it goes on, then what there is to show: where the service is to be found, or nothing. */
async function showResult(call: ProviderCall): Promise<Response> {
  const { id, operation } = await findOperation(call)
  if (operation.status === 'InProgress') {
    return new Response(null, { status: 202, headers: toOperationHeaders(id, operation, call.url) })
  }
  const document = await call.environment.store.get(serviceKey(operation.service.name))
  if (document === undefined) return new Response(null, { status: 204 })
  return Response.json(toOperationStatus(id, operation))
}
