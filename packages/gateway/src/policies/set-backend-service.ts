import { policyScopes } from '@sluice/policy-language'
import { unserved, url } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'

const notABackendEntity = 'backend entities are not available on this gateway; write the address as base-url'
const dapr = 'Dapr is not available on this gateway; write the address as base-url'

/**
 * Sends the call to another address than the API's Web service URL.
 * @see reference: API Management, 3.3
 */
export const setBackendService = definePolicy({
  name: 'set-backend-service',
  sections: ['inbound', 'backend'],
  scopes: policyScopes,
  attributes: {
    'base-url': url().orExpression(),
    'backend-id': unserved(notABackendEntity),
    'sf-resolve-condition': unserved('Service Fabric is not available on this gateway; write the address as base-url'),
    'dapr-app-id': unserved(dapr),
    'dapr-method': unserved(dapr),
    'dapr-namespace': unserved(dapr),
  },
  compile: (settings) => (context) => {
    context.request.backendUrl = settings['base-url'](context)
  },
})
