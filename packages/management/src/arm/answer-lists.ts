import { AppError } from '@sluice/contracts'
import type { DocumentCondition, DocumentOrder, DocumentQuery, FoundDocuments, StoreReader } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import {
  type AssociationDeclaration,
  defaultAccess,
  type ListSource,
  type ResourceDeclaration,
  type ResourceQuery,
} from './define-resource.ts'
import { toEnvelopes } from './envelope.ts'
import { filterableFields, parseFilter } from './filter.ts'
import { declaredAt, findResource } from './find-declaration.ts'
import { type ServiceIdentity, toKey, toServiceId } from './identity.ts'
import { parseOrder } from './order.ts'
import { readPage, toListBody } from './paging.ts'
import { assertMethod, assertRole, parentOf, type ResourceRequest } from './resource-request.ts'

type Environment = ManagementEnvironment

/** All resources of one type below one parent. */
export async function answerList(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
): Promise<Response> {
  assertMethod(call, ['GET'])
  await assertParent(environment.store, call)
  const key = toKey(call.service.name, call.path)
  const { service, url } = call
  const list = { service, query: url.searchParams, key, reader: environment.store }
  const made = await resource.listDocuments?.(list)
  if (made !== undefined)
    return answerFound(environment, call, resource, {}, (query) => environment.pageOfDocuments(made, query))
  const asked = await resource.listSource?.(list)
  return answerSource(environment, call, resource, asked ?? { from: { collection: key } })
}

/** The resources that another one has. */
export async function answerMembers(
  environment: Environment,
  call: ResourceRequest,
  association: AssociationDeclaration,
): Promise<Response> {
  assertMethod(call, ['GET'])
  assertRole(call, (association.access ?? defaultAccess).read)
  await assertParent(environment.store, call)
  const source = { from: { linkedFrom: toKey(call.service.name, call.path) } }
  return answerSource(environment, call, declaredAt(association.shows), source)
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
  return answerSource(environment, call, declaredAt(query.shows), { from: query.source(key) })
}

/** One page of what a source has and the filter of the request lets through, in the order it asks for. */
export async function answerSource(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
  { from, ...more }: ListSource,
): Promise<Response> {
  return answerFound(environment, call, resource, more, (query) => environment.store.find({ from, ...query }))
}

async function answerFound(
  environment: Environment,
  call: ResourceRequest,
  resource: ResourceDeclaration,
  { where }: Pick<ListSource, 'where'>,
  find: (query: Omit<DocumentQuery, 'from'>) => FoundDocuments | Promise<FoundDocuments>,
): Promise<Response> {
  assertRole(call, (resource.access ?? defaultAccess).read)
  const { url } = call
  const page = readPage(url.searchParams)
  const terms = [where, filterOf(call, resource)].filter((term) => term !== undefined)
  const orderBy = orderOf(call, resource)
  const { documents, count } = await find({
    offset: page.skip,
    limit: page.top,
    ...(orderBy === undefined ? {} : { orderBy }),
    ...(terms.length === 0 ? {} : { where: { kind: 'and', terms } }),
  })
  return Response.json(toListBody(await toEnvelopes(environment, call, documents), count, page, url))
}

/** What the `$filter` of a request lets through. */
export function filterOf(
  { url, service }: ResourceRequest,
  resource: ResourceDeclaration,
): DocumentCondition | undefined {
  const text = url.searchParams.get('$filter')
  if (text === null || text.trim() === '') return undefined
  return parseFilter(text, {
    fields: filterableFields(resource),
    ...(resource.filterFields === undefined ? {} : { places: resource.filterFields }),
    toStored: (value) => withoutServiceId(value, service),
  })
}

function orderOf({ url }: ResourceRequest, resource: ResourceDeclaration): readonly DocumentOrder[] | undefined {
  const text = url.searchParams.get('$orderby')
  return text === null || text.trim() === '' ? undefined : parseOrder(text, resource)
}

/** References are kept relative and shown in full; a filter may name them either way. */
function withoutServiceId(value: string, service: ServiceIdentity): string {
  const id = toServiceId(service)
  return value.toLowerCase().startsWith(`${id.toLowerCase()}/`) ? value.slice(id.length) : value
}

/** The resource that a list belongs to must exist; the service itself always does here. */
export async function assertParent(store: StoreReader, { service, path }: ResourceRequest): Promise<void> {
  const parentPath = parentOf(path)
  const parent = findResource(parentPath)?.declaration
  // A fixed segment between a resource and its list, as in /tenant, is no resource.
  if (parentPath !== '/' && parent === undefined) return
  if ((await store.get(toKey(service.name, parentPath))) !== undefined) return
  throw new AppError('ResourceNotFound', { kind: parent?.title ?? 'Service' })
}
