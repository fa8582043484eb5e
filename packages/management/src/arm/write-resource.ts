import { AppError } from '@sluice/contracts'
import type { JsonObject, StoredDocument, Transaction } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { associations, resources } from '../resources/index.ts'
import { linkResources } from './association-document.ts'
import type { AssociationDeclaration, ResourceBody, ResourceDeclaration, WriteContext } from './define-resource.ts'
import { assertMatch } from './etag.ts'
import { parseContract } from './faults.ts'
import { readFieldNames } from './field-names.ts'
import { type ServiceIdentity, serviceKey, toKey } from './identity.ts'
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

const patterns = resources.map((resource) => ({ resource, pattern: parsePathPattern(resource.path) }))
const associationPatterns = associations.map((association) => ({
  association,
  pattern: parsePathPattern(association.path),
}))

/** The resource type at a path below the service. */
export function findResource(
  path: string,
): { resource: ResourceDeclaration; identifiers: Record<string, string> } | undefined {
  const segments = splitPath(path)
  for (const { resource, pattern } of patterns) {
    const identifiers = matchPath(pattern, segments)
    if (identifiers !== undefined) return { resource, identifiers }
  }
  return undefined
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
  if (target.ifMatch === null) assertMatch(null, undefined, { isRequired: true })
  if (open.document === undefined) return false
  assertMatch(target.ifMatch, open.document.entityTag, { isRequired: true })
  const context = createContext(open, target, nothingSent)
  await open.resource.beforeDelete?.(context)
  await removeTree(target.transaction, open.document.key)
  await open.resource.afterDelete?.(context)
  return true
}

export async function removeTree(transaction: Transaction, key: string): Promise<void> {
  for (const below of await transaction.listBelow(key)) await transaction.remove(below.key)
  await transaction.remove(key)
}

interface OpenResource {
  readonly resource: ResourceDeclaration
  readonly identifiers: Record<string, string>
  readonly key: string
  /** In the letter case of creation. */
  readonly path: string
  readonly document: StoredDocument | undefined
}

async function openResource({ transaction, service, path }: WriteTarget): Promise<OpenResource> {
  const found = findResource(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const { resource, identifiers } = found
  for (const [name, contract] of Object.entries(resource.identifiers)) parseContract(contract, identifiers[name], name)
  const key = toKey(service.name, path)
  // A child lives below its parent: two segments up, or the service itself.
  const parentPath = `/${splitPath(path).slice(0, -2).join('/')}`
  const parentKey = parentPath === '/' ? serviceKey(service.name) : toKey(service.name, parentPath)
  const parent = await transaction.get(parentKey)
  if (parent === undefined) throw notFound(findResource(parentPath)?.resource)
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
    { key, collection: key.slice(0, key.lastIndexOf('/')), body: body as unknown as JsonObject },
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
    async put(path, properties) {
      if (findAssociation(path) === undefined) await putResource({ ...target, path, ifMatch: null }, properties)
      else await putAssociation({ ...target, path })
    },
    remove: (key) => removeTree(target.transaction, key),
  }
}

export interface FoundAssociation {
  readonly association: AssociationDeclaration
  readonly identifiers: Readonly<Record<string, string>>
}

/** The association at a path below the service. */
export function findAssociation(path: string): FoundAssociation | undefined {
  const segments = splitPath(path)
  for (const { association, pattern } of associationPatterns) {
    const identifiers = matchPath(pattern, segments)
    if (identifiers !== undefined) return { association, identifiers }
  }
  return undefined
}

type AssociationTarget = Pick<WriteTarget, 'transaction' | 'service' | 'path'>

/** @returns whether it is new */
export async function putAssociation({ transaction, service, path }: AssociationTarget): Promise<boolean> {
  const found = findAssociation(path)
  if (found === undefined) throw new AppError('RouteNotFound', { path })
  const { association, identifiers } = found
  const ownerPath = `/${splitPath(path).slice(0, -2).join('/')}`
  const targetPath = fillPath(association.shows, identifiers)
  for (const needed of [ownerPath, targetPath]) {
    if ((await transaction.get(toKey(service.name, needed))) === undefined)
      throw notFound(findResource(needed)?.resource)
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
  await found.association.beforeDelete?.({ transaction, service, identifiers: found.identifiers })
  return transaction.remove(key)
}

const notFound = (resource: ResourceDeclaration | undefined) =>
  new AppError('ResourceNotFound', { kind: resource?.title ?? 'Service' })
