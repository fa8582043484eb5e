import { AppError, identifiers } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { assertMatch, toEtag } from '../arm/etag.ts'
import { fieldFault, parseContract } from '../arm/faults.ts'
import { type ServiceIdentity, serviceKey, toServiceId } from '../arm/identity.ts'
import { toPageOf } from '../arm/paging.ts'
import { isJsonObject, mergePatch, readJsonObject } from '../arm/request-body.ts'
import { assertRole } from '../arm/resource-request.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { assertNotDeleted, readDeletedService, restoreService, softDelete } from './deleted-service.ts'
import { type OperationRunner, stepsOfCreation } from './operation-runner.ts'
import { putService } from './put-service.ts'
import {
  type NameAddress,
  namedAddresses,
  readAddressNames,
  type ServiceAddresses,
  toAddressNames,
} from './service-addresses.ts'
import { readService, type ServiceBody, servicesCollection } from './service-document.ts'
import {
  beginOperation,
  doneOperation,
  putOperation,
  type ServiceOperation,
  toOperationHeaders,
} from './service-operation.ts'
import type { ArmRequest } from './service-router.ts'
import { toServiceView } from './to-service-view.ts'

/** What answers about services have in common. */
export interface ServiceSurroundings {
  readonly environment: ManagementEnvironment
  readonly operations: OperationRunner
  readonly addresses: ServiceAddresses
}

const isSameService = (a: ServiceIdentity, b: ServiceIdentity) =>
  toServiceId(a).toLowerCase() === toServiceId(b).toLowerCase()

/** All services of a subscription, or of a resource group of it. */
export async function listServices(
  { environment, addresses }: ServiceSurroundings,
  { request, url, confinedTo }: ArmRequest,
  scope: { readonly subscriptionId: string; readonly resourceGroup: string | undefined },
): Promise<Response> {
  if (request.method !== 'GET') throw new AppError('MethodNotAllowed', { method: request.method, allowed: 'GET' })
  const isWanted = ({ identity }: ServiceBody) =>
    identity.subscriptionId.toLowerCase() === scope.subscriptionId.toLowerCase() &&
    (confinedTo === undefined || identity.name.toLowerCase() === confinedTo) &&
    (scope.resourceGroup === undefined || identity.resourceGroup.toLowerCase() === scope.resourceGroup.toLowerCase())
  const all = await environment.store.list(servicesCollection)
  const documents = all.filter(({ body }) => isWanted(body as unknown as ServiceBody))
  const toName = toAddressNames(all.map(({ body }) => body as unknown as ServiceBody))
  const views = documents.map(({ body, entityTag }) =>
    toView(body as unknown as ServiceBody, entityTag, addresses, toName),
  )
  return Response.json(toPageOf(views, url))
}

/** GET, HEAD, PUT, PATCH and DELETE of a service. */
export async function answerService(
  around: ServiceSurroundings,
  call: ArmRequest,
  identity: ServiceIdentity,
): Promise<Response> {
  const { method } = call.request
  if (method === 'GET' || method === 'HEAD') {
    await findService(around, identity)
    return showService(around, identity, 200)
  }
  assertRole(call, 'administrator')
  if (method === 'PUT') return putWhole(around, call, identity)
  if (method === 'PATCH') return patch(around, call, await findService(around, identity))
  if (method === 'DELETE') return remove(around, call, identity)
  throw new AppError('MethodNotAllowed', { method, allowed: 'GET, HEAD, PUT, PATCH, DELETE' })
}

/** @throws AppError `ResourceNotFound` when there is none, or it stands elsewhere */
export async function findService(
  { environment }: Pick<ServiceSurroundings, 'environment'>,
  identity: ServiceIdentity,
): Promise<ServiceBody> {
  const body = await readService(environment.store, identity.name)
  if (body !== undefined && isSameService(body.identity, identity)) return body
  throw new AppError('ResourceNotFound', { kind: 'Service' })
}

async function putWhole(around: ServiceSurroundings, call: ArmRequest, identity: ServiceIdentity): Promise<Response> {
  const { environment, operations } = around
  const { request, actor, requestId, url } = call
  parseContract(identifiers.serviceName, identity.name, 'name')
  const sent = await readJsonObject(request)
  const isRestoring = isJsonObject(sent.properties) && sent.properties.restore === true
  await operations.settle(identity)
  const id = environment.random.guid()
  const begun = await environment.store.transact({ actor, requestId }, async (transaction) => {
    const existing = await transaction.get(serviceKey(identity.name))
    assertServiceMatch(request, existing?.entityTag)
    const creation = (location: string) => {
      const of = { kind: 'create', service: identity, location, actor } as const
      return beginOperation(of, stepsOfCreation, environment.clock.now())
    }
    if (existing !== undefined) {
      const { provisioningState, location } = await putService(environment, transaction, identity, sent)
      // What could not be made ready is made ready by another attempt.
      if (provisioningState !== 'Failed') return undefined
      const operation = creation(location)
      await putOperation(transaction, id, operation)
      return operation
    }
    const deleted = await readDeletedService(transaction, identity.name)
    if (isRestoring) {
      if (deleted === undefined || !isSameService(deleted.service.identity, identity)) {
        throw restoreError(`There is no deleted service '${identity.name}' to bring back.`)
      }
      const { location } = await restoreService(transaction, deleted)
      const of = { kind: 'restore', service: deleted.service.identity, location, actor } as const
      const operation = doneOperation(of, 'Bring the service back', environment.clock.now())
      await putOperation(transaction, id, operation)
      return operation
    }
    await assertNotDeleted(transaction, identity.name)
    const { location } = await putService(environment, transaction, identity, sent, 'Created')
    const operation = creation(location)
    await putOperation(transaction, id, operation)
    return operation
  })
  if (begun === undefined) return showService(around, identity, 200)
  const answer = await showService(around, identity, 201, toOperationHeaders(id, begun, url))
  // Goes on after the answer; what fails is written into the operation.
  void operations.run(id, identity)
  return answer
}

const restoreError = (message: string) => {
  const faults = [fieldFault('properties.restore', message)]
  return new AppError('ValidationError', {}, { faults })
}

async function patch(around: ServiceSurroundings, call: ArmRequest, { identity }: ServiceBody): Promise<Response> {
  const { environment, operations } = around
  const { request, actor, requestId } = call
  const change = await readJsonObject(request)
  await operations.settle(identity)
  await environment.store.transact({ actor, requestId }, async (transaction) => {
    const document = await transaction.get(serviceKey(identity.name))
    assertServiceMatch(request, document?.entityTag)
    const { location = '', sku = null, tags = {}, properties = {} } = document?.body ?? {}
    await putService(environment, transaction, identity, mergePatch({ location, sku, tags, properties }, change))
  })
  return showService(around, identity, 200)
}

async function remove(around: ServiceSurroundings, call: ArmRequest, identity: ServiceIdentity): Promise<Response> {
  const { environment, operations } = around
  const { request, actor, requestId, url } = call
  await operations.settle(identity)
  const id = environment.random.guid()
  const operation = await environment.store.transact({ actor, requestId }, async (transaction) => {
    const document = await transaction.get(serviceKey(identity.name))
    const service = document?.body as unknown as ServiceBody | undefined
    if (service === undefined || !isSameService(service.identity, identity)) return undefined
    assertServiceMatch(request, document?.entityTag)
    const now = environment.clock.now()
    await softDelete(transaction, service, now)
    const of = { kind: 'delete', service: service.identity, location: service.location, actor } as const
    const done: ServiceOperation = doneOperation(of, 'Take the service away from everyone', now)
    await putOperation(transaction, id, done)
    return done
  })
  if (operation === undefined) return new Response(null, { status: 204 })
  return new Response(null, { status: 202, headers: toOperationHeaders(id, operation, url) })
}

async function showService(
  { environment: { store }, addresses }: ServiceSurroundings,
  { name }: ServiceIdentity,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const document = await store.get(serviceKey(name))
  if (document === undefined) throw new AppError('ResourceNotFound', { kind: 'Service' })
  const toName = await readAddressNames(store)
  const view = toView(document.body as unknown as ServiceBody, document.entityTag, addresses, toName)
  return Response.json(view, { status, headers: { ...headers, ETag: toEtag(document.entityTag) } })
}

const toView = (body: ServiceBody, entityTag: string, addresses: ServiceAddresses, toName: NameAddress): JsonObject =>
  toServiceView(body, entityTag, namedAddresses(addresses, body.identity.name, toName))

/** Clients change a service without naming the version they saw. */
const assertServiceMatch = (request: Request, entityTag: string | undefined): void =>
  assertMatch(request.headers.get('if-match'), entityTag, { isRequired: false })
