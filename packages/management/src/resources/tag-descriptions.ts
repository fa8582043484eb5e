import { AppError, identifiers, type TagProperties, tagDescriptionProperties } from '@sluice/contracts'
import { defineResource, toBody } from '../arm/define-resource.ts'
import { nameOf, toKey, toServiceId } from '../arm/identity.ts'

/**
 * What a tag means for one API; the tag of the same identifier is meant, and it goes with it.
 * @see reference: API Management, 1.11
 */
export const tagDescriptions = defineResource({
  type: 'Microsoft.ApiManagement/service/apis/tagDescriptions',
  title: 'TagDescription',
  path: '/apis/{apiId}/tagDescriptions/{tagDescriptionId}',
  identifiers: { apiId: identifiers.apiId, tagDescriptionId: identifiers.tagDescriptionId },
  contract: tagDescriptionProperties,
  verbs: ['put', 'delete'],
  async prepare(description, { transaction, service, identifiers: { tagDescriptionId } }) {
    const target = toKey(service.name, `/tags/${tagDescriptionId}`)
    if ((await transaction.get(target)) === undefined) throw new AppError('ResourceNotFound', { kind: 'Tag' })
    return { properties: description, indexes: { references: { target } } }
  },
  async loadRelated(bodies, reader, { service }) {
    const value = bodies.map(({ path }) => toKey(service.name, `/tags/${nameOf(path)}`))
    const { documents } = await reader.find({ from: { index: 'tag', value } })
    return new Map(documents.map((document) => [document.key, toBody<TagProperties>(document)]))
  },
  toView({ path, properties }, { service, related }) {
    const tags = related as Map<string, { readonly path: string; readonly properties: TagProperties }>
    const tag = tags.get(toKey(service.name, `/tags/${nameOf(path)}`))
    return {
      ...properties,
      tagId: tag && `${toServiceId(service)}${tag.path}`,
      displayName: tag?.properties.displayName,
    }
  },
})
