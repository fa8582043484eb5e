import { AppError } from '@sluice/contracts'
import type { JsonObject, StoredDocument, StoreReader, Transaction } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { resources } from '../resources/index.ts'
import {
  type ResourceAction,
  type ResourceBody,
  type ResourceDeclaration,
  toBody,
  type WriteContext,
} from './define-resource.ts'
import { assertMatch } from './etag.ts'
import { parseContract } from './faults.ts'
import { readFieldNames } from './field-names.ts'
import { type Found, findAssociation, findResource, resourcesWithOtherNames } from './find-declaration.ts'
import { collectionOf, nameOf, type ServiceIdentity, toKey } from './identity.ts'
import { matchPath, splitPath } from './path-pattern.ts'
import { isJsonObject, mergePatch } from './request-body.ts'
import { openSecret, sealSecrets } from './secret-fields.ts'
import { ownerOf, putAssociation } from './write-association.ts'

/** Where a write goes and what it may use. */
export interface WriteTarget {
  readonly environment: ManagementEnvironment
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  readonly path: string
  readonly query: URLSearchParams
  readonly ifMatch: string | null
  readonly prefetched?: unknown
  /** For files of a configuration: see `WriteContext`. */
  readonly restored?: Readonly<Record<string, string>> | undefined
}

/** The path under which what it names is kept: some resources have other names, such as a revision of an API. */
export async function resolvePath(reader: StoreReader, service: ServiceIdentity, path: string): Promise<string> {
  const segments = splitPath(path)
  for (const { declaration, pattern } of resourcesWithOtherNames) {
    const { length } = pattern.segments
    if (matchPath(pattern, segments.slice(0, length)) === undefined) continue
    const collection = toKey(service.name, `/${segments.slice(0, length - 1).join('/')}`)
    const name = await declaration.resolveName?.(segments[length - 1] ?? '', reader, collection)
    return `/${segments.with(length - 1, name ?? '').join('/')}`
  }
  return path
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
  const sent = readFieldNames(patch, open.resource)
  const properties = mergePatch(withSealedObjects(open, target, sent), sent)
  return store(open, target, { properties, sent, raw: patch })
}

/** A patch of a part of a secret object leaves its other parts as they are. */
function withSealedObjects(
  { document, resource, key }: OpenResource,
  target: WriteTarget,
  sent: JsonObject,
): JsonObject {
  const body = toBody(document as StoredDocument)
  const { secrets } = target.environment
  const patched = (resource.secrets?.fields ?? []).filter((field) => isJsonObject(sent[field]))
  const opened = patched.flatMap((field) => {
    const value = openSecret(body, key, field, secrets)
    return value === undefined ? [] : [[field, value]]
  })
  return { ...body.properties, ...Object.fromEntries(opened) }
}

/** @returns whether it was there */
export async function deleteResource(target: WriteTarget): Promise<boolean> {
  const open = await openResource(target)
  // Asked for also where nothing is left to delete, so that a client learns of it at the first call.
  const isRequired = open.resource.isFact !== true && open.resource.deletesWithoutMatch !== true
  if (target.ifMatch === null && isRequired) throw new AppError('IfMatchRequired', {})
  if (open.document === undefined) return false
  assertMatch(target.ifMatch, open.document.entityTag, { isRequired })
  const context = createContext(open, target, nothingSent)
  await open.resource.beforeDelete?.(context)
  await removeTree(target.transaction, open.document.key)
  const standard = open.resource.defaults?.[nameOf(open.path)]
  if (standard !== undefined) await context.put(open.path, standard)
  return true
}

/** Does with a resource what one of its actions says. @param body what was sent, read by the action's contract */
export async function runResourceAction(
  target: WriteTarget,
  action: ResourceAction,
  body: unknown,
): Promise<JsonObject | undefined> {
  const open = await lookUpResource(target)
  if (open.document === undefined) throw notFound(open.resource)
  return action.run({ ...createContext(open, target, nothingSent), existing: toBody(open.document), body })
}

/** Puts a resource or an association, whichever is declared at the path. */
export async function putAt(target: WriteTarget, properties: JsonObject): Promise<void> {
  if (findAssociation(target.path) === undefined) await putResource(target, properties)
  else await putAssociation(target)
}

/** Puts what every service has and this one lacks; changes nothing that is there. */
export async function putDefaults(
  environment: ManagementEnvironment,
  transaction: Transaction,
  service: ServiceIdentity,
): Promise<void> {
  for (const { path: declared, defaults = {} } of resources) {
    for (const [name, properties] of Object.entries(defaults)) {
      const path = `/${[...splitPath(declared).slice(0, -1), name].join('/')}`
      if ((await transaction.get(toKey(service.name, path))) !== undefined) continue
      await putResource(
        { environment, transaction, service, path, query: new URLSearchParams(), ifMatch: null },
        properties,
      )
    }
  }
}

async function removeTree(transaction: Transaction, key: string): Promise<void> {
  await transaction.removeBelow(key)
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
  const [collection, own = ''] = splitPath(resource.path).slice(-2)
  return `${parent.body.path ?? ''}/${collection}/${own.startsWith('{') ? splitPath(path).at(-1) : own}`
}

async function store(
  open: OpenResource,
  target: WriteTarget,
  input: SentProperties & { readonly properties: JsonObject },
): Promise<StoredDocument> {
  const { resource, key } = open
  const context = createContext(open, target, input)
  const completed = (await resource.complete?.(input.properties, context)) ?? input.properties
  const parsed = parseContract(resource.contract, completed, 'properties')
  const prepared = (await resource.prepare?.(parsed, context)) ?? { properties: parsed }
  const { properties, hidden } = sealSecrets(prepared.properties as JsonObject, resource, {
    key,
    existing: context.existing,
    secrets: target.environment.secrets,
  })
  const allHidden = { ...hidden, ...prepared.hidden }
  const body: ResourceBody = {
    path: open.path,
    properties,
    ...(Object.keys(allHidden).length === 0 ? {} : { hidden: allHidden }),
  }
  const stored = await target.transaction.put(
    { key, collection: collectionOf(key), body: body as unknown as JsonObject },
    prepared.indexes,
  )
  if (context.existing === undefined) await resource.afterCreate?.(context)
  else await resource.afterUpdate?.({ ...context, existing: context.existing })
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
    existing: open.document && toBody(open.document),
    sent,
    raw,
    query: target.query,
    prefetched: target.prefetched,
    restored: target.restored,
    put: (path, properties) =>
      putAt({ ...target, path, ifMatch: null, prefetched: undefined, restored: target.restored && {} }, properties),
    remove: (key) => removeTree(target.transaction, key),
  }
}

const notFound = (resource: ResourceDeclaration | undefined) =>
  new AppError('ResourceNotFound', { kind: resource?.title ?? 'Service' })
