import { AppError } from '@sluice/contracts'
import type { JsonObject, StoredDocument, Transaction } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { associations, resources } from '../resources/index.ts'
import { linkResources } from './association-document.ts'
import type {
  AssociationDeclaration,
  ResourceAction,
  ResourceBody,
  ResourceDeclaration,
  WriteContext,
} from './define-resource.ts'
import { assertMatch } from './etag.ts'
import { parseContract } from './faults.ts'
import { readFieldNames } from './field-names.ts'
import { collectionOf, type ServiceIdentity, toKey } from './identity.ts'
import { fillPath, matchPath, parsePathPattern, splitPath } from './path-pattern.ts'
import { mergePatch } from './request-body.ts'

/** Where a write goes and what it may use. */
export interface WriteTarget {
  readonly environment: ManagementEnvironment
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  readonly path: string
  readonly query: URLSearchParams
  readonly ifMatch: string | null
}

/** What is declared at a path, with the identifiers that the path has for it. */
export interface Found<Declaration> {
  readonly declaration: Declaration
  readonly identifiers: Readonly<Record<string, string>>
}

/** The resource type at a path below the service. */
export const findResource = createSearch<ResourceDeclaration>(resources)

/** The association at a path below the service. */
export const findAssociation = createSearch<AssociationDeclaration>(associations)

function createSearch<Declaration extends { readonly path: string }>(declarations: readonly Declaration[]) {
  const patterns = declarations.map((declaration) => ({ declaration, pattern: parsePathPattern(declaration.path) }))
  return (path: string): Found<Declaration> | undefined => {
    const segments = splitPath(path)
    for (const { declaration, pattern } of patterns) {
      const identifiers = matchPath(pattern, segments)
      if (identifiers !== undefined) return { declaration, identifiers }
    }
    return undefined
  }
}

/** Creates or replaces a resource. */
export async function putResource(
  target: WriteTarget,
  properties: JsonObject,
): Promise<{ readonly document: StoredDocument; readonly isNew: boolean }> {
  const open = await openResource(target)
  assertMatch(target.ifMatch, open.document?.entityTag, { isRequired: false })
  const sent = readFieldNames(properties, open.resource)
  return {
    document: await store(open, target, { properties: sent, sent, raw: properties }),
    isNew: open.document === undefined,
  }
}

/** Changes some fields of a resource; the result must satisfy the whole contract. */
export async function patchResource(target: WriteTarget, patch: JsonObject): Promise<StoredDocument> {
  const open = await openResource(target)
  if (open.document === undefined) throw notFound(open.resource)
  assertMatch(target.ifMatch, open.document.entityTag, { isRequired: true })
  const { properties } = open.document.body as unknown as ResourceBody
  const sent = readFieldNames(patch, open.resource)
  return store(open, target, { properties: mergePatch(properties, sent), sent, raw: patch })
}

/** @returns whether it was there */
export async function deleteResource(target: WriteTarget): Promise<boolean> {
  const open = await openResource(target)
  // Asked for also where nothing is left to delete, so that a client learns of it at the first call.
  if (target.ifMatch === null) throw new AppError('IfMatchRequired', {})
  if (open.document === undefined) return false
  assertMatch(target.ifMatch, open.document.entityTag, { isRequired: true })
  const context = createContext(open, target, nothingSent)
  await open.resource.beforeDelete?.(context)
  await removeTree(target.transaction, open.document.key)
  await open.resource.afterDelete?.(context)
  return true
}

/** Does with a resource what one of its actions says. */
export async function runResourceAction(target: WriteTarget, action: ResourceAction): Promise<JsonObject | undefined> {
  const open = await lookUpResource(target)
  if (open.document === undefined) throw notFound(open.resource)
  return action.run({
    ...createContext(open, target, nothingSent),
    existing: open.document.body as unknown as ResourceBody,
  })
}

/** Puts a resource or an association, whichever is declared at the path. */
export async function putAt(target: WriteTarget, properties: JsonObject): Promise<void> {
  if (findAssociation(target.path) === undefined) await putResource(target, properties)
  else await putAssociation(target)
}

async function removeTree(transaction: Transaction, key: string): Promise<void> {
  for (const below of await transaction.listBelow(key)) await transaction.remove(below.key)
  await transaction.remove(key)
}

interface OpenResource {
  readonly resource: ResourceDeclaration
  readonly identifiers: Readonly<Record<string, string>>
  readonly key: string
  /** In the letter case of creation. */
  readonly path: string
  readonly document: StoredDocument | undefined
}

/** For a write: an identifier that no resource may have is a fault of its own. */
async function openResource(target: WriteTarget): Promise<OpenResource> {
  const { declaration, identifiers } = declaredAt(target.path)
  for (const [name, contract] of Object.entries(declaration.identifiers)) {
    parseContract(contract, identifiers[name], name)
  }
  return lookUpResource(target)
}

function declaredAt(path: string): Found<ResourceDeclaration> {
  const found = findResource(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  return found
}

async function lookUpResource({ transaction, service, path }: WriteTarget): Promise<OpenResource> {
  const { declaration: resource, identifiers } = declaredAt(path)
  const key = toKey(service.name, path)
  const parentPath = ownerOf(path)
  const parent = await transaction.get(toKey(service.name, parentPath))
  if (parent === undefined) throw notFound(findResource(parentPath)?.declaration)
  const document = await transaction.get(key)
  return {
    resource,
    identifiers,
    key,
    document,
    path: (document?.body.path ?? newPath(resource, parent, path)) as string,
  }
}

/** Fixed segments as they are declared; what is above keeps the letter case it was created with. */
function newPath(resource: ResourceDeclaration, parent: StoredDocument, path: string): string {
  const [collection] = splitPath(resource.path).slice(-2)
  return `${parent.body.path ?? ''}/${collection}/${splitPath(path).at(-1)}`
}

async function store(
  open: OpenResource,
  target: WriteTarget,
  input: SentProperties & { readonly properties: JsonObject },
): Promise<StoredDocument> {
  const { resource, key, document } = open
  const context = createContext(open, target, input)
  const parsed = parseContract(resource.contract, input.properties, 'properties')
  const prepared = (await resource.prepare?.(parsed, context)) ?? { properties: parsed }
  const body: ResourceBody = {
    path: open.path,
    properties: prepared.properties as JsonObject,
    ...(prepared.hidden === undefined ? {} : { hidden: prepared.hidden }),
  }
  const stored = await target.transaction.put(
    { key, collection: collectionOf(key), body: body as unknown as JsonObject },
    prepared.indexes,
  )
  if (document === undefined) await resource.afterCreate?.(context)
  return stored
}

type SentProperties = Pick<WriteContext, 'sent' | 'raw'>

const nothingSent: SentProperties = { sent: {}, raw: {} }

function createContext(open: OpenResource, target: WriteTarget, { sent, raw }: SentProperties): WriteContext {
  return {
    environment: target.environment,
    transaction: target.transaction,
    service: target.service,
    key: open.key,
    path: open.path,
    identifiers: open.identifiers,
    existing: open.document?.body as unknown as ResourceBody | undefined,
    sent,
    raw,
    query: target.query,
    put: (path, properties) => putAt({ ...target, path, ifMatch: null }, properties),
    remove: (key) => removeTree(target.transaction, key),
  }
}

type AssociationTarget = Pick<WriteTarget, 'transaction' | 'service' | 'path'>

/** @returns whether it is new */
export async function putAssociation({ transaction, service, path }: AssociationTarget): Promise<boolean> {
  const found = findAssociation(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const { declaration: association, identifiers } = found
  const targetPath = fillPath(association.shows, identifiers)
  for (const needed of [ownerOf(path), targetPath]) {
    if ((await transaction.get(toKey(service.name, needed))) === undefined)
      throw notFound(findResource(needed)?.declaration)
  }
  const key = toKey(service.name, path)
  if ((await transaction.get(key)) !== undefined) return false
  await association.beforePut?.({ transaction, service, identifiers })
  await linkResources(transaction, service, path, targetPath)
  return true
}

/** @returns whether it was there */
export async function deleteAssociation({ transaction, service, path }: AssociationTarget): Promise<boolean> {
  const found = findAssociation(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const key = toKey(service.name, path)
  if ((await transaction.get(key)) === undefined) return false
  await found.declaration.beforeDelete?.({ transaction, service, identifiers: found.identifiers })
  return transaction.remove(key)
}

/** A child lives below its parent: two segments up, or the service itself. */
const ownerOf = (path: string): string => `/${splitPath(path).slice(0, -2).join('/')}`

const notFound = (resource: ResourceDeclaration | undefined) =>
  new AppError('ResourceNotFound', { kind: resource?.title ?? 'Service' })
