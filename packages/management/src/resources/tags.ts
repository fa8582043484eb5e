import { identifiers, tagProperties } from '@sluice/contracts'
import type { DocumentCondition, StoredDocument, StoreReader } from '@sluice/platform'
import { toAssociationIndex } from '../arm/association-document.ts'
import { defineResource, type ListContext, type ListSource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { nameOf, type ServiceIdentity, serviceKey, toKey } from '../arm/identity.ts'
import { removeAssociationsTo } from './references.ts'
import { apiTags, operationTags, productTags } from './tag-associations.ts'

/** @see reference: API Management, 1.11 */
export const tags = defineResource({
  type: 'Microsoft.ApiManagement/service/tags',
  title: 'Tag',
  path: '/tags/{tagId}',
  identifiers: { tagId: identifiers.tagId },
  contract: tagProperties,
  filterable: ['name', 'displayName'],
  async prepare(tag, { transaction, service, key }) {
    const name = toNameIndex(service, tag.displayName)
    const [holder] = await transaction.findByIndex('tagName', name)
    if (holder !== undefined && holder.key !== key) {
      assertNoFaults([fieldFault('properties.displayName', `The tag '${nameOf(holder.key)}' already has this name.`)])
    }
    return { properties: tag, indexes: { unique: { tagName: name }, references: { tag: key } } }
  },
  beforeDelete: removeAssociationsTo,
  listSource: async (list) => tagsOfScope(list.query.get('scope'), list),
})

const toNameIndex = (service: ServiceIdentity, displayName: string) =>
  `${serviceKey(service.name)}|${displayName.toLowerCase()}`

/** Tags that anything within the scope has: `apis`, `products`, `apis/{apiId}`, `products/{productId}`. */
async function tagsOfScope(scope: string | null, { service, reader }: ListContext): Promise<ListSource | undefined> {
  if (scope === null || scope === '') return undefined
  const forms = [apiTags, operationTags, productTags].map(({ path }) => toAssociationIndex(service, path))
  const { documents } = await reader.find({
    from: { index: 'association', value: forms },
    where: isBelow(scope.replace(/^\/+|\/+$/g, '')),
  })
  const keys = documents.map(({ key }) => toKey(service.name, `/tags/${nameOf(key)}`))
  return { from: { index: 'tag', value: [...new Set(keys)] } }
}

const isBelow = (path: string): DocumentCondition => ({
  kind: 'text',
  field: { kind: 'body', path: ['path'] },
  test: 'startsWith',
  value: `/${path}/`,
})

/** The tag that a query parameter names, by its identifier or its display name. */
export async function findTag(
  reader: StoreReader,
  service: ServiceIdentity,
  name: string,
): Promise<StoredDocument | undefined> {
  const byId = await reader.get(toKey(service.name, `/tags/${name}`))
  return byId ?? (await reader.findByIndex('tagName', toNameIndex(service, name)))[0]
}

/**
 * Resources of a list that have the tag which its parameter `tags` names. `true` and `false`, as some clients send to
 * have tags shown or not, ask for no tag.
 */
export async function taggedResources({ query, key, service, reader }: ListContext): Promise<ListSource | undefined> {
  const name = query.get('tags')
  if (name === null || /^(true|false)?$/.test(name)) return undefined
  const tag = await findTag(reader, service, name)
  if (tag === undefined) return { from: { collection: [] } }
  const collection = key.slice(serviceKey(service.name).length + 1)
  const isOperation: DocumentCondition = {
    kind: 'text',
    field: { kind: 'body', path: ['path'] },
    test: 'contains',
    value: '/operations/',
  }
  const terms = [isBelow(collection), ...(collection === 'apis' ? [{ kind: 'not' as const, term: isOperation }] : [])]
  return { from: { linkingTo: tag.key, under: 'tags' }, where: { kind: 'and', terms } }
}
