import { documentationProperties, identifiers, type WikiProperties } from '@sluice/contracts'
import { defineResource, toBody } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import { toWikiIndex } from './wikis.ts'

/** Pages that the wikis of APIs and products show. @see reference: API Management, 1.11 */
export const documentations = defineResource({
  type: 'Microsoft.ApiManagement/service/documentations',
  title: 'Documentation',
  path: '/documentations/{documentationId}',
  identifiers: { documentationId: identifiers.documentationId },
  contract: documentationProperties,
  filterable: ['name', 'title', 'content'],
  async beforeDelete({ transaction, service, key, put }) {
    for (const wiki of await transaction.findByIndex('wiki', toWikiIndex(service))) {
      const { path, properties } = toBody<WikiProperties>(wiki)
      const documents = properties.documents.filter(
        ({ documentationId }) => documentationId.toLowerCase() !== nameOf(key),
      )
      if (documents.length < properties.documents.length) await put(path, { documents })
    }
  },
})
