import type { DocumentCondition, JsonObject, StoredDocument, StoreReader } from '@sluice/platform'
import { toAssociationIndex } from '../arm/association-document.ts'
import { type AssociationDeclaration, toBody } from '../arm/define-resource.ts'
import type { RouteContext } from '../arm/define-route.ts'
import { toEnvelopes } from '../arm/envelope.ts'
import { parseFilter } from '../arm/filter.ts'
import { collectionOf, nameOf, type ServiceIdentity, serviceKey, toKey, toServiceId } from '../arm/identity.ts'
import { readPage, toListBody } from '../arm/paging.ts'
import { apiTags, operationTags, productTags } from '../resources/tag-associations.ts'

type Kind = 'api' | 'operation' | 'product'

const associationOf: Record<Kind, AssociationDeclaration> = {
  api: apiTags,
  operation: operationTags,
  product: productTags,
}

export interface TagListOptions {
  /** What may have the tags. */
  readonly kinds: readonly Kind[]
  /** Fields of `$filter` beside `tag/id`, `tag/name` and those of the resource after its kind. */
  readonly filterable: readonly string[]
  /** Only what is below this path. */
  readonly below?: string
  /** Query parameter that asks also for what has no tag. */
  readonly includeUntagged?: string
  /** Only those that this holds for. */
  readonly where?: DocumentCondition
  /** Only those with such a name, in lower case. */
  isShown?(name: string): boolean
}

/** A resource that has a tag, or none. */
interface TagRow {
  readonly tag?: JsonObject
  readonly resource: JsonObject
  readonly kind: Kind
}

/**
 * One page of resources with their tags, a resource once for each tag it has: by tag, then in order of creation.
 * The number of queries does not depend on the number of rows; what a filter may name of both sides is joined here.
 */
export async function answerByTag(context: RouteContext, options: TagListOptions): Promise<JsonObject> {
  const { environment, url } = context
  const page = readPage(url.searchParams)
  const rows = await readRows(context, options)
  const found = environment.pageOfDocuments(
    rows.map((row, ordinal) => toDocument(row, ordinal)),
    { ...whereOf(context, options), offset: page.skip, limit: page.top },
  )
  const value = found.documents.map(({ body: { fields: _, ...shown } }) => shown)
  return { ...toListBody(value, found.count, page, url) }
}

async function readRows(context: RouteContext, options: TagListOptions): Promise<TagRow[]> {
  const { environment, service } = context
  const { store } = environment
  const isUntaggedWanted =
    options.includeUntagged !== undefined && context.url.searchParams.get(options.includeUntagged) === 'true'
  const links = await store.find({
    from: {
      index: 'association',
      value: options.kinds.map((kind) => toAssociationIndex(service, associationOf[kind].path)),
    },
    ...below(options),
  })
  const owners = await Promise.all(
    options.kinds.map((kind) => readOwners(store, service, { kind, isUntaggedWanted, options })),
  )
  const tags = await store.list(toKey(service.name, '/tags'))
  const apis = options.kinds.includes('operation') ? await readApis(context) : new Map()
  const documents = owners.flat().filter(({ key }) => options.isShown?.(nameOf(key)) ?? true)
  const envelopes = await toEnvelopes(environment, context, documents)
  const byTag = groupByTag(links.documents)
  const rows: TagRow[] = []
  const seen = new Set<string>()
  const resources = new Map(
    documents.map((document, index) => {
      const kind = kindOf(document.key)
      return [document.key, { kind, resource: toShown(kind, envelopes[index] as Shown, apis) }]
    }),
  )
  for (const document of sortByName(tags)) {
    const tag = { id: `${toServiceId(service)}${toBody(document).path}`, name: nameOfTag(document) }
    const tagged = byTag.get(nameOf(document.key)) ?? new Set()
    for (const [key, row] of resources) {
      if (!tagged.has(key)) continue
      seen.add(key)
      rows.push({ tag, ...row })
    }
  }
  const untagged = isUntaggedWanted ? [...resources].filter(([key]) => !seen.has(key)) : []
  return [...rows, ...untagged.map(([, row]) => row)]
}

const below = ({ below }: TagListOptions): { readonly where?: DocumentCondition } =>
  below === undefined
    ? {}
    : {
        where: {
          kind: 'text' as const,
          field: { kind: 'body' as const, path: ['path'] },
          test: 'startsWith' as const,
          value: `${below}/`,
        },
      }

function ownersWhere(options: TagListOptions): { readonly where?: DocumentCondition } {
  const terms = [below(options).where, options.where].filter((term) => term !== undefined)
  return terms.length === 0 ? {} : { where: { kind: 'and', terms } }
}

async function readOwners(
  store: StoreReader,
  service: ServiceIdentity,
  of: { readonly kind: Kind; readonly isUntaggedWanted: boolean; readonly options: TagListOptions },
): Promise<readonly StoredDocument[]> {
  if (of.isUntaggedWanted) {
    const collection = of.kind === 'operation' ? `${of.options.below}/operations` : `/${of.kind}s`
    const { documents } = await store.find({
      from: { collection: toKey(service.name, collection) },
      ...(of.options.where === undefined ? {} : { where: of.options.where }),
    })
    return documents
  }
  const index = toAssociationIndex(service, associationOf[of.kind].path)
  const found = await store.find({
    from: { linkingTo: index, under: 'tags', index: 'association' },
    ...ownersWhere(of.options),
  })
  return found.documents
}

async function readApis(context: RouteContext): Promise<Map<string, Shown>> {
  const { environment, service } = context
  const documents = await environment.store.list(toKey(service.name, '/apis'))
  const envelopes = await toEnvelopes(environment, context, documents)
  return new Map(documents.map(({ key }, index) => [key, envelopes[index] as Shown]))
}

interface Shown {
  readonly id: string
  readonly name: string
  readonly properties: JsonObject
}

const nameOfTag = (tag: StoredDocument) => toBody<{ displayName: string }>(tag).properties.displayName

const sortByName = (tags: readonly StoredDocument[]) =>
  [...tags].sort((a, b) => (nameOfTag(a).toLowerCase() < nameOfTag(b).toLowerCase() ? -1 : 1))

/** Name of the tag in its key → keys of what has it. */
function groupByTag(links: readonly StoredDocument[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  for (const { key } of links) {
    const owner = collectionOf(collectionOf(key))
    owners.set(nameOf(key), (owners.get(nameOf(key)) ?? new Set()).add(owner))
  }
  return owners
}

function kindOf(key: string): Kind {
  if (key.includes('/operations/')) return 'operation'
  return key.startsWith(`${serviceKey(key.split('/')[2] ?? '')}/apis/`) ? 'api' : 'product'
}

/** A resource in the form of these lists: its display name is called its name. */
function toShown(kind: Kind, { id, properties }: Shown, apis: ReadonlyMap<string, Shown>): JsonObject {
  const { displayName = null, ...rest } = properties
  if (kind !== 'operation') return { id, name: displayName, ...rest }
  const key = id.slice(id.toLowerCase().indexOf('/service/') + '/service/'.length).toLowerCase()
  const api = apis.get(`/services/${collectionOf(collectionOf(key))}`)?.properties ?? {}
  const { description = null, method = null, urlTemplate = null } = properties
  const { apiRevision = null, apiVersion = null } = api
  return {
    id,
    name: displayName,
    apiName: api.displayName ?? null,
    apiRevision,
    apiVersion,
    description,
    method,
    urlTemplate,
  }
}

/** What a filter compares stands under `fields`: the identifier of a resource is its name there, as in other lists. */
function toDocument({ tag, kind, resource }: TagRow, index: number): StoredDocument {
  const fields = {
    ...resource,
    name: nameOf(String(resource.id)),
    displayName: resource.name ?? null,
    apiName: kind === 'api' ? (resource.name ?? null) : (resource.apiName ?? null),
    aid: kind === 'api' ? nameOf(String(resource.id)) : null,
  }
  const body = { ...(tag === undefined ? {} : { tag }), [kind]: resource, fields }
  return { key: `/${index}`, collection: '/', body, entityTag: '', ordinal: index, changeNumber: 0 }
}

function whereOf({ url, service }: RouteContext, { kinds, filterable }: TagListOptions) {
  const text = url.searchParams.get('$filter')
  if (text === null || text.trim() === '') return {}
  const ofKind = kinds.flatMap((kind) => filterable.map((field) => [`${kind}/${field}`, kind, field] as const))
  const places = Object.fromEntries([
    ...filterable.map((field) => [field, { path: ['fields', field] }] as const),
    ...ofKind.map(([name, kind, field]) => [name, { path: [kind, field === 'displayName' ? 'name' : field] }] as const),
    ['tag/name', { path: ['tag', 'name'] }] as const,
    ['tag/id', { path: ['tag', 'id'], toStored: (id: string) => toTagId(id, service) }] as const,
  ])
  return { where: parseFilter(text, { fields: Object.keys(places), places }) }
}

/** `/tags/red`, `red` and the full identifier mean the same tag. */
const toTagId = (text: string, service: ServiceIdentity): string => `${toServiceId(service)}/tags/${nameOf(text)}`
