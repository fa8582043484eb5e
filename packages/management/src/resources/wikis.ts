import { identifiers, wikiProperties } from '@sluice/contracts'
import { defineResource, type ResourceDeclaration } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { nameOf, type ServiceIdentity, serviceKey, toKey } from '../arm/identity.ts'

/** Under `wiki`, all wikis of a service. */
export const toWikiIndex = (service: ServiceIdentity): string => serviceKey(service.name)

const wikiOf = (owner: 'apis' | 'products', parent: string, parentIdentifiers: ResourceDeclaration['identifiers']) =>
  defineResource({
    type: `Microsoft.ApiManagement/service/${owner}/wikis`,
    title: 'Wiki',
    path: `${parent}/wikis/default`,
    identifiers: parentIdentifiers,
    contract: wikiProperties,
    async prepare(wiki, { transaction, service }) {
      const documents = []
      const faults = []
      for (const [index, { documentationId }] of wiki.documents.entries()) {
        // A client may name the page by its path, too.
        const id = nameOf(documentationId)
        documents.push({ documentationId: id })
        if ((await transaction.get(toKey(service.name, `/documentations/${id}`))) !== undefined) continue
        const target = `properties.documents.${index}.documentationId`
        faults.push(fieldFault(target, `The documentation '${id}' does not exist.`))
      }
      assertNoFaults(faults)
      return { properties: { documents }, indexes: { references: { wiki: toWikiIndex(service) } } }
    },
  })

/** @see reference: API Management, 1.11 */
export const apiWikis = wikiOf('apis', '/apis/{apiId}', { apiId: identifiers.apiId })
export const productWikis = wikiOf('products', '/products/{productId}', { productId: identifiers.productId })
