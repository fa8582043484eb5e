import { apiProperties, identifiers } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { serviceKey } from '../arm/identity.ts'
import { removeAssociationsTo, subscriptionsOfScope } from './references.ts'

/** @see reference: API Management, 1.3 */
export const apis = defineResource({
  type: 'Microsoft.ApiManagement/service/apis',
  title: 'Api',
  path: '/apis/{apiId}',
  identifiers: { apiId: identifiers.apiId },
  contract: apiProperties,
  filterable: ['name', 'displayName', 'description', 'serviceUrl', 'path', 'isCurrent'],
  async prepare(api, { transaction, service, key }) {
    const path = api.path.replace(/^\/+|\/+$/g, '')
    const faults = []
    if (api.serviceUrl && !isServiceUrl(api.serviceUrl)) {
      faults.push(
        fieldFault('properties.serviceUrl', "'serviceUrl' is not valid: must be an absolute http or https address."),
      )
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
          `Cannot create API: the path '${path}' is used by the API '${holder.key.split('/').at(-1)}'.`,
        ),
      )
    }
    assertNoFaults(faults)
    return { properties: { ...api, path }, indexes: { unique: { path: place } } }
  },
  toView: ({ properties }) => ({ ...properties, isOnline: true }),
  async beforeDelete(context) {
    await removeAssociationsTo(context)
    for (const subscription of await subscriptionsOfScope(context, context.key)) await context.remove(subscription.key)
  },
  queries: {
    products: {
      shows: '/products/{productId}',
      keys: async ({ transaction, key }) =>
        (await transaction.findByIndex('target', key)).map((document) => document.key.replace(/\/apis\/[^/]*$/, '')),
    },
  },
})

function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return /^(https?|wss?):$/.test(protocol) && hostname !== ''
}
