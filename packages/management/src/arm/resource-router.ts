import { AppError } from '@sluice/contracts'
import type { JsonObject, StoredDocument, StoreReader, Transaction } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import type { ResourceBody, ResourceDeclaration } from './define-resource.ts'
import { assertMatch, toEtag } from './etag.ts'
import { compileFilter, type FilterValue } from './filter.ts'
import { type ServiceIdentity, serviceKey, toKey, toServiceId } from './identity.ts'
import { readPage, toListBody } from './paging.ts'
import { splitPath } from './path-pattern.ts'
import { isJsonObject, readJsonObject } from './request-body.ts'
import {
  deleteAssociation,
  deleteResource,
  findAssociation,
  findResource,
  patchResource,
  putAssociation,
  putResource,
  type WriteTarget,
} from './write-resource.ts'

/** One request below a service, after authentication. */
export interface ResourceRequest {
  readonly request: Request
  readonly url: URL
  readonly service: ServiceIdentity
  /** Below the service: `/apis/echo-api`. */
  readonly path: string
  readonly actor: string
  readonly requestId: string
}

/** Answers for every declared resource type: lists, items, associations, actions and queries, all in one way. */
export function createResourceRouter(environment: ManagementEnvironment): (call: ResourceRequest) => Promise<Response> {
  return async (call) => {
    const { path } = call
    const association = findAssociation(path)
    if (association !== undefined) return answerAssociation(environment, call)
    const item = findResource(path)
    if (item !== undefined) return answerItem(environment, call, item.resource)
    // A segment more than an item is a list below it, or something that is done with it or asked of it.
    const list = findResource(`${path}/x`)
    if (list !== undefined) return answerList(environment, call, list.resource)
    const links = findAssociation(`${path}/x`)
    if (links !== undefined) return answerLinks(environment, call, links.association.shows, links.association.title)
    const segments = splitPath(path)
    const owner = findResource(`/${segments.slice(0, -1).join('/')}`)
    const last = segments.at(-1)?.toLowerCase() ?? ''
    if (owner !== undefined) {
      const action = Object.entries(owner.resource.actions ?? {}).find(([name]) => name.toLowerCase() === last)?.[1]
      if (action !== undefined) return runAction(environment, call, action.run)
      const query = Object.entries(owner.resource.queries ?? {}).find(([name]) => name.toLowerCase() === last)?.[1]
      if (query !== undefined) return answerQuery(environment, call, query)
    }
    throw new AppError('RouteNotFound', { path })
  }
}

type Environment = ManagementEnvironment

const toTarget = (environment: Environment, call: ResourceRequest, transaction: Transaction): WriteTarget => ({
  environment,
  transaction,
  service: call.service,
  path: call.path,
  query: call.url.searchParams,
  ifMatch: call.request.headers.get('if-match'),
})

const authorOf = ({ actor, requestId }: ResourceRequest) => ({ actor, requestId })

async function answerItem(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
): Promise<Response> {
  const { request, service, path } = call
  const verbs = resource.verbs ?? ['put', 'patch', 'delete']
  const method = request.method.toLowerCase()
  if (method === 'get' || method === 'head') {
    const document = await environment.store.get(toKey(service.name, path))
    if (document === undefined) throw new AppError('ResourceNotFound', { kind: resource.title })
    return answerDocument(environment, call, resource, document, 200)
  }
  if (!(verbs as readonly string[]).includes(method)) {
    throw new AppError('MethodNotAllowed', {
      method: request.method,
      allowed: ['get', 'head', ...verbs].join(', ').toUpperCase(),
    })
  }
  if (method === 'delete') {
    const wasThere = await environment.store.transact(authorOf(call), (transaction) =>
      deleteResource(toTarget(environment, call, transaction)),
    )
    return new Response(null, { status: wasThere ? 200 : 204 })
  }
  const properties = propertiesOf(await readJsonObject(request))
  if (method === 'patch') {
    const document = await environment.store.transact(authorOf(call), (transaction) =>
      patchResource(toTarget(environment, call, transaction), properties),
    )
    return answerDocument(environment, call, resource, document, 200)
  }
  const { document, isNew } = await environment.store.transact(authorOf(call), (transaction) =>
    putResource(toTarget(environment, call, transaction), properties),
  )
  return answerDocument(environment, call, resource, document, isNew ? 201 : 200)
}

function propertiesOf(body: JsonObject): JsonObject {
  if (isJsonObject(body.properties)) return body.properties
  throw new AppError(
    'ValidationError',
    {},
    {
      faults: [{ code: 'ValidationError', target: 'properties', message: "'properties' is required." }],
    },
  )
}

function answerDocument(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
  document: StoredDocument,
  status: number,
): Response {
  return Response.json(toEnvelope(environment, call, resource, document), {
    status,
    headers: { ETag: toEtag(document.entityTag) },
  })
}

/** @see reference: API Management, 4.5 */
function toEnvelope(
  environment: Environment,
  { service, url }: ResourceRequest,
  resource: ResourceDeclaration,
  document: StoredDocument,
) {
  const body = document.body as unknown as ResourceBody
  return {
    id: `${toServiceId(service)}${body.path}`,
    type: resource.type,
    name: body.path.slice(body.path.lastIndexOf('/') + 1),
    properties: resource.toView?.(body, { environment, service, query: url.searchParams }) ?? body.properties,
  }
}

async function answerList(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
): Promise<Response> {
  assertMethod(call, ['GET'])
  await assertParent(environment.store, call)
  const documents = await environment.store.list(toKey(call.service.name, call.path))
  return answerDocuments(environment, call, resource, documents)
}

function answerDocuments(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
  documents: readonly StoredDocument[],
): Response {
  const { url, service } = call
  const page = readPage(url.searchParams)
  const text = url.searchParams.get('$filter')
  const filter =
    text === null || text.trim() === ''
      ? undefined
      : compileFilter(text, resource.filterable ?? ['name'], (value) => withoutServiceId(value, service))
  const wanted =
    filter === undefined
      ? documents
      : documents.filter((document) => filter((field) => readField(resource, document, field)))
  const list = toListBody(wanted, page, url, (document) => toEnvelope(environment, call, resource, document))
  return Response.json(list)
}

/** References are kept relative and shown in full; a filter may name them either way. */
function withoutServiceId(value: string, service: ServiceIdentity): string {
  const id = toServiceId(service)
  return value.toLowerCase().startsWith(`${id.toLowerCase()}/`) ? value.slice(id.length) : value
}

function readField(resource: ResourceDeclaration, { body }: StoredDocument, field: string): FilterValue {
  const { path, properties } = body as unknown as ResourceBody
  if (field === 'name') return path.slice(path.lastIndexOf('/') + 1)
  const value = resource.filterValue === undefined ? properties[field] : resource.filterValue(properties, field)
  return typeof value === 'object' ? undefined : value
}

async function answerAssociation(environment: Environment, call: ResourceRequest): Promise<Response> {
  const { request, path, service } = call
  assertMethod(call, ['HEAD', 'GET', 'PUT', 'DELETE'])
  if (request.method === 'HEAD' || request.method === 'GET') {
    const isThere = (await environment.store.get(toKey(service.name, path))) !== undefined
    return new Response(null, { status: isThere ? 204 : 404 })
  }
  if (request.method === 'DELETE') {
    const wasThere = await environment.store.transact(authorOf(call), (transaction) =>
      deleteAssociation({ transaction, service, path }),
    )
    return new Response(null, { status: wasThere ? 200 : 204 })
  }
  const isNew = await environment.store.transact(authorOf(call), (transaction) =>
    putAssociation({ transaction, service, path }),
  )
  const association = findAssociation(path)
  const shown = await shownBy(
    environment.store,
    service,
    association?.association.shows ?? '',
    association?.identifiers ?? {},
  )
  if (shown === undefined)
    throw new AppError('ResourceNotFound', { kind: association?.association.title ?? 'Resource' })
  return answerDocument(environment, call, shown.resource, shown.document, isNew ? 201 : 200)
}

async function shownBy(
  store: StoreReader,
  service: ServiceIdentity,
  shows: string,
  identifiers: Readonly<Record<string, string>>,
) {
  const path = shows.replace(/\{(\w+)\}/g, (_, name: string) => identifiers[name] ?? '')
  const found = findResource(path)
  const document = await store.get(toKey(service.name, path))
  return found === undefined || document === undefined ? undefined : { resource: found.resource, document }
}

async function answerLinks(
  environment: Environment,
  call: ResourceRequest,
  shows: string,
  title: string,
): Promise<Response> {
  assertMethod(call, ['GET'])
  await assertParent(environment.store, call)
  const { store } = environment
  const links = await store.list(toKey(call.service.name, call.path))
  const collection = shows.slice(0, shows.lastIndexOf('/'))
  const keys = links.map(
    (link) => `${toKey(call.service.name, collection)}${link.key.slice(link.key.lastIndexOf('/'))}`,
  )
  return answerKeys(environment, call, shows, title, keys)
}

async function answerQuery(
  environment: Environment,
  call: ResourceRequest,
  query: NonNullable<ResourceDeclaration['queries']>[string],
): Promise<Response> {
  assertMethod(call, ['GET'])
  await assertParent(environment.store, call)
  const key = toKey(call.service.name, `/${splitPath(call.path).slice(0, -1).join('/')}`)
  // A query only reads; the store's own reads serve it.
  const keys = await query.keys({
    transaction: environment.store as unknown as Transaction,
    key,
    service: call.service,
  })
  return answerKeys(environment, call, query.shows, 'Resource', keys)
}

async function answerKeys(
  environment: Environment,
  call: ResourceRequest,
  shows: string,
  title: string,
  keys: readonly string[],
): Promise<Response> {
  const found = findResource(shows)
  if (found === undefined) throw new AppError('ResourceNotFound', { kind: title })
  const wanted = new Set(keys)
  // One read of the collection instead of one for each key.
  const all = await environment.store.list(toKey(call.service.name, shows.slice(0, shows.lastIndexOf('/'))))
  return answerDocuments(
    environment,
    call,
    found.resource,
    all.filter((document) => wanted.has(document.key)),
  )
}

async function runAction(
  environment: Environment,
  call: ResourceRequest,
  run: NonNullable<ResourceDeclaration['actions']>[string]['run'],
): Promise<Response> {
  assertMethod(call, ['POST'])
  const path = `/${splitPath(call.path).slice(0, -1).join('/')}`
  const found = findResource(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const key = toKey(call.service.name, path)
  const result = await environment.store.transact(authorOf(call), async (transaction) => {
    const document = await transaction.get(key)
    if (document === undefined) throw new AppError('ResourceNotFound', { kind: found.resource.title })
    const target = { ...toTarget(environment, call, transaction), path, ifMatch: null }
    return run({
      ...target,
      key,
      identifiers: found.identifiers,
      existing: document.body as unknown as ResourceBody,
      sent: {},
      raw: {},
      async put(other, properties) {
        await putResource({ ...target, path: other }, properties)
      },
      async remove(other) {
        await transaction.remove(other)
      },
    })
  })
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
}

/** The resource that a list belongs to must exist; the service itself always does here. */
async function assertParent(store: StoreReader, { service, path }: ResourceRequest): Promise<void> {
  const parentPath = `/${splitPath(path).slice(0, -1).join('/')}`
  const key = parentPath === '/' ? serviceKey(service.name) : toKey(service.name, parentPath)
  if ((await store.get(key)) !== undefined) return
  throw new AppError('ResourceNotFound', { kind: findResource(parentPath)?.resource.title ?? 'Service' })
}

function assertMethod({ request }: ResourceRequest, allowed: readonly string[]): void {
  if (allowed.includes(request.method)) return
  throw new AppError('MethodNotAllowed', { method: request.method, allowed: allowed.join(', ') })
}

/** For the service's own document, which has no parent. */
export const assertServiceMatch = (request: Request, entityTag: string | undefined): void =>
  assertMatch(request.headers.get('if-match'), entityTag, { isRequired: false })
