import { apiProperties, identifiers } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { nameOf, serviceKey } from '../arm/identity.ts'
import { ownersUnder, removeAssociationsTo, subscriptionsOfScope } from './references.ts'

const noImport = 'create the operations one by one'
const noVersionSets = 'an apiVersion alone is the segment after the URL suffix'

/** Fields that would change what an API is; passing over them would make another API than the one asked for. */
const unserved: Readonly<Record<string, string>> = {
  format: noImport,
  value: noImport,
  wsdlSelector: noImport,
  sourceApiId: 'create the API and its operations',
  apiVersionSetId: noVersionSets,
  apiVersionSet: noVersionSets,
}

/** @see reference: API Management, 1.3 */
export const apis = defineResource({
  type: 'Microsoft.ApiManagement/service/apis',
  title: 'Api',
  path: '/apis/{apiId}',
  identifiers: { apiId: identifiers.apiId },
  contract: apiProperties,
  formerNames: { apiType: 'type' },
  ignored: ['apiVersionSet'],
  filterable: ['name', 'displayName', 'description', 'serviceUrl', 'path', 'isCurrent'],
  async prepare(api, { transaction, service, key, raw, identifiers: { apiId = '' } }) {
    const path = api.path.replace(/^\/+|\/+$/g, '')
    const faults = Object.entries(unserved)
      .filter(([name]) => raw[name] !== undefined && raw[name] !== null)
      .map(([name, reason]) => fieldFault(`properties.${name}`, `'${name}' is not served: ${reason}.`))
    if (/;rev=/i.test(apiId)) faults.push(fieldFault('apiId', `'${apiId}' is not served: an API has one revision.`))
    if (api.serviceUrl && !isServiceUrl(api.serviceUrl)) {
      faults.push(fieldFault('properties.serviceUrl', "'serviceUrl' must be an absolute http or https address."))
    }
    // A WebSocket API may share its suffix with an HTTP API: the protocol tells calls apart.
    const family = api.type === 'websocket' ? 'websocket' : 'http'
    const place = [serviceKey(service.name), family, path.toLowerCase(), api.apiVersion ?? '', api.apiRevision].join(
      '|',
    )
    const [holder] = await transaction.findByIndex('path', place)
    if (holder !== undefined && holder.key !== key) {
      faults.push(
        fieldFault(
          'properties.path',
          `Cannot create API: the path '${path}' is used by the API '${nameOf(holder.key)}'.`,
        ),
      )
    }
    assertNoFaults(faults)
    return { properties: { ...api, path }, indexes: { unique: { path: place } } }
  },
  toView: ({ properties }) => ({ ...properties, isOnline: properties.isOnline ?? true }),
  async beforeDelete(context) {
    await removeAssociationsTo(context)
    for (const subscription of await subscriptionsOfScope(context.transaction, context.key))
      await context.remove(subscription.key)
  },
  queries: { products: { shows: '/products/{productId}', source: ownersUnder('apis') } },
})

function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return /^(https?|wss?):$/.test(protocol) && hostname !== ''
}
