import { AppError } from '@sluice/contracts'
import type { DocumentCondition, DocumentQuery, StoredDocument, StoreReader } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { assertParent } from './answer-lists.ts'
import type { LinkDeclaration } from './define-link.ts'
import { defaultAccess, toBody } from './define-resource.ts'
import { toEtag } from './etag.ts'
import { assertNoFaults, fieldFault } from './faults.ts'
import type { Found } from './find-declaration.ts'
import { toKey, toRelativePath, toServiceId } from './identity.ts'
import { readPage, toListBody } from './paging.ts'
import { fillPath, matchPath, parsePathPattern, splitPath } from './path-pattern.ts'
import { isJsonObject, readJsonObject } from './request-body.ts'
import { assertMethod, assertRole, authorOf, parentOf, type ResourceRequest } from './resource-request.ts'
import { deleteAssociation, putAssociation } from './write-association.ts'

type Link = Found<LinkDeclaration>

/** All links of one kind that a resource has. */
export async function answerLinkList(
  { store }: ManagementEnvironment,
  call: ResourceRequest,
  link: Link,
): Promise<Response> {
  assertMethod(call, ['GET'])
  assertRole(call, (link.declaration.access ?? defaultAccess).read)
  await assertParent(store, call)
  const page = readPage(call.url.searchParams)
  const { documents, count } = await store.find({ ...queryOf(call, link), offset: page.skip, limit: page.top })
  const views = documents.map((document) => toView(call, link, document))
  return Response.json(toListBody(views, count, page, call.url))
}

/** GET, HEAD, PUT and DELETE of one link. */
export async function answerLink(
  { store }: ManagementEnvironment,
  call: ResourceRequest,
  link: Link,
): Promise<Response> {
  assertMethod(call, ['GET', 'HEAD', 'PUT', 'DELETE'])
  const { request, service } = call
  const access = link.declaration.access ?? defaultAccess
  if (request.method === 'GET' || request.method === 'HEAD') {
    assertRole(call, access.read)
    const document = await findLinked(store, call, link)
    if (document === undefined) throw new AppError('ResourceNotFound', { kind: link.declaration.title })
    return answerView(call, link, document, 200)
  }
  assertRole(call, access.write)
  if (request.method === 'DELETE') {
    const wasThere = await store.transact(authorOf(call), async (transaction) => {
      const document = await findLinked(transaction, call, link)
      return document !== undefined && deleteAssociation({ transaction, service, path: toBody(document).path })
    })
    return new Response(null, { status: wasThere ? 200 : 204 })
  }
  const { properties } = await readJsonObject(request)
  const path = associationPath(call, link, isJsonObject(properties) ? properties[link.declaration.field] : undefined)
  const { document, isNew } = await store.transact(authorOf(call), async (transaction) => {
    const held = await findLinked(transaction, call, link)
    const { linkId = '' } = link.identifiers
    if (held !== undefined && held.key !== toKey(service.name, path)) {
      throw fieldError(link, `The link '${linkId}' exists and refers to something else. Delete it first.`)
    }
    const isNew = await putAssociation({ transaction, service, path }, { linkId })
    const written = await transaction.get(toKey(service.name, path))
    if (written === undefined || (held === undefined && !isNew)) {
      throw fieldError(link, 'The two are linked already, under another name.')
    }
    return { document: written, isNew }
  })
  return answerView(call, link, document, isNew ? 201 : 200)
}

const answerView = (call: ResourceRequest, link: Link, document: StoredDocument, status: number) =>
  Response.json(toView(call, link, document), { status, headers: { ETag: toEtag(document.entityTag) } })

const fieldError = ({ declaration }: Link, message: string) =>
  new AppError('ValidationError', {}, { faults: [fieldFault(`properties.${declaration.field}`, message)] })

/** Associations of the declared form that the resource above the link is an end of. */
function queryOf(call: ResourceRequest, { declaration }: Link): DocumentQuery {
  const parentPath = parentPathOf(call, declaration)
  const declaredParent = parentOf(parentOf(declaration.path))
  const key = toKey(call.service.name, parentPath)
  const isOwner = parentOf(parentOf(declaration.association)) === declaredParent
  if (isOwner) return { from: { collection: `${key}/${splitPath(declaration.association).at(-2)?.toLowerCase()}` } }
  const ofThisForm: DocumentCondition = {
    kind: 'compare',
    field: { kind: 'body', path: ['association'] },
    operator: 'eq',
    value: declaration.association,
  }
  return { from: { index: 'target', value: key }, where: ofThisForm }
}

const parentPathOf = (call: ResourceRequest, { path }: LinkDeclaration): string =>
  `/${splitPath(call.path)
    .slice(0, splitPath(path).length - 2)
    .join('/')}`

async function findLinked(reader: StoreReader, call: ResourceRequest, link: Link): Promise<StoredDocument | undefined> {
  const query = queryOf(call, link)
  const named: DocumentCondition = {
    kind: 'compare',
    field: { kind: 'body', path: ['properties', 'linkId'] },
    operator: 'eq',
    value: link.identifiers.linkId ?? '',
  }
  const where: DocumentCondition = query.where === undefined ? named : { kind: 'and', terms: [query.where, named] }
  const [document] = (await reader.find({ ...query, where, limit: 1 })).documents
  if (document !== undefined) return document
  // One that was made as an association goes by the name of the other side.
  const { documents } = await reader.find(query)
  return documents.find((one) => toLinkId(link, one).toLowerCase() === link.identifiers.linkId?.toLowerCase())
}

function associationPath(call: ResourceRequest, { declaration, identifiers }: Link, reference: unknown): string {
  const { field, refersTo } = declaration
  const path = typeof reference === 'string' ? toRelativePath(reference, call.service) : undefined
  const named = path === undefined ? undefined : matchPath(parsePathPattern(refersTo), splitPath(path))
  assertNoFaults(named === undefined ? [fieldFault(`properties.${field}`, `'${field}' must be ${refersTo}.`)] : [])
  return fillPath(declaration.association, { ...identifiers, ...named })
}

/** Identifiers of the association that the link's own path does not have, joined. */
function toLinkId({ declaration, identifiers }: Link, document: StoredDocument): string {
  const { path, properties } = toBody(document)
  if (typeof properties.linkId === 'string') return properties.linkId
  const all = matchPath(parsePathPattern(declaration.association), splitPath(path)) ?? {}
  return Object.entries(all)
    .filter(([name]) => !(name in identifiers))
    .map(([, value]) => value)
    .join('.')
}

function toView(call: ResourceRequest, link: Link, document: StoredDocument) {
  const { declaration } = link
  const { path } = toBody(document)
  const all = matchPath(parsePathPattern(declaration.association), splitPath(path)) ?? {}
  const name = toLinkId(link, document)
  const serviceId = toServiceId(call.service)
  return {
    id: `${serviceId}${fillPath(declaration.path, { ...all, linkId: name })}`,
    type: declaration.type,
    name,
    properties: { [declaration.field]: `${serviceId}${fillPath(declaration.refersTo, all)}` },
  }
}
