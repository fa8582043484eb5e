import { AppError } from '@sluice/contracts'
import type { StoredDocument, StoreReader } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import type { AssociationDeclaration, ResourceBody, ResourceDeclaration, ResourceQuery } from './define-resource.ts'
import { toEnvelope } from './envelope.ts'
import { compileFilter, type FilterValue } from './filter.ts'
import { collectionOf, nameOf, type ServiceIdentity, toKey, toServiceId } from './identity.ts'
import { readPage, toListBody } from './paging.ts'
import { assertMethod, parentOf, type ResourceRequest } from './resource-request.ts'
import { findResource } from './write-resource.ts'

type Environment = ManagementEnvironment

/** All resources of one type below one parent. */
export async function answerList(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
): Promise<Response> {
  assertMethod(call, ['GET'])
  await assertParent(environment.store, call)
  const documents = await environment.store.list(toKey(call.service.name, call.path))
  return answerDocuments(environment, call, resource, documents)
}

/** The resources that another one has. */
export async function answerLinks(
  environment: Environment,
  call: ResourceRequest,
  association: AssociationDeclaration,
): Promise<Response> {
  assertMethod(call, ['GET'])
  const { store } = environment
  await assertParent(store, call)
  const collection = toKey(call.service.name, collectionOf(association.shows))
  const links = await store.list(toKey(call.service.name, call.path))
  const keys = new Set(links.map(({ key }) => `${collection}/${nameOf(key)}`))
  // One read of the collection instead of one for each link.
  const documents = keys.size === 0 ? [] : (await store.list(collection)).filter(({ key }) => keys.has(key))
  return answerDocuments(environment, call, declaredAt(association.shows), documents)
}

/** The resources that a declared query finds. */
export async function answerQuery(
  environment: Environment,
  call: ResourceRequest,
  query: ResourceQuery,
): Promise<Response> {
  assertMethod(call, ['GET'])
  await assertParent(environment.store, call)
  const key = toKey(call.service.name, parentOf(call.path))
  const documents = await query.documents(environment.store, key)
  return answerDocuments(environment, call, declaredAt(query.shows), documents)
}

function declaredAt(path: string): ResourceDeclaration {
  const found = findResource(path)
  if (found === undefined) throw new Error(`No resource type is declared at ${path}.`)
  return found.declaration
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
  if (field === 'name') return nameOf(path)
  const value = resource.filterValue === undefined ? properties[field] : resource.filterValue(properties, field)
  return typeof value === 'object' ? undefined : value
}

/** The resource that a list belongs to must exist; the service itself always does here. */
async function assertParent(store: StoreReader, { service, path }: ResourceRequest): Promise<void> {
  const parentPath = parentOf(path)
  if ((await store.get(toKey(service.name, parentPath))) !== undefined) return
  throw new AppError('ResourceNotFound', { kind: findResource(parentPath)?.declaration.title ?? 'Service' })
}
