import { AppError } from '@sluice/contracts/errors'
import { type PolicyScope, policyScopes } from '@sluice/policy-language'
import { text, unserved, url } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { mapValue } from '../pipeline/value.ts'

const dapr = 'Dapr is not available on this gateway; write the address as base-url'

/**
 * The scope whose document chose the backend of a call by its identifier: documents of narrower scopes can choose another
 * one by its identifier only.
 * @see https://learn.microsoft.com/azure/api-management/set-backend-service-policy
 */
const chosenIn = new WeakMap<CallContext, PolicyScope>()

/**
 * Sends the call to another address than the API's Web service URL, or to a backend by its identifier.
 * @see reference: API Management, 3.3
 */
export const setBackendService = definePolicy({
  name: 'set-backend-service',
  summary: 'Sends the call to another address than the Web service URL of the API, or to a backend.',
  category: 'Routing',
  snippet: '<set-backend-service base-url="https://backend.example.com" />',
  sections: ['inbound', 'backend'],
  scopes: policyScopes,
  attributes: {
    'base-url': url('Address in place of the Web service URL.', ['http', 'https', 'ws', 'wss'])
      .orExpression()
      .optional(),
    'backend-id': text('Identifier of the backend.', { names: 'backend' }).orExpression().optional(),
    'sf-resolve-condition': unserved('Service Fabric is not available on this gateway; write the address as base-url'),
    'dapr-app-id': unserved(dapr),
    'dapr-method': unserved(dapr),
    'dapr-namespace': unserved(dapr),
  },
  rules: [
    { rule: 'at-least-one', of: ['base-url', 'backend-id'] },
    { rule: 'at-most-one', of: ['base-url', 'backend-id'] },
  ],
  compile(settings, { telemetry }, { scope }) {
    const baseUrl = settings['base-url']
    const backendId = settings['backend-id']
    if (backendId !== undefined) {
      const name = mapValue(backendId, (id) => id.trim().toLowerCase())
      return (context) => {
        const wanted = name(context)
        const backend = context.backends.get(wanted)
        if (backend === undefined) {
          throw new AppError('BackendConnectionFailure', { reason: `there is no backend '${wanted}'` })
        }
        context.request.backend = backend
        chosenIn.set(context, scope)
      }
    }
    return (context) => {
      const outer = chosenIn.get(context)
      if (outer !== undefined && policyScopes.indexOf(outer) < policyScopes.indexOf(scope)) {
        const message = `The backend that the scope '${outer}' chose by its identifier stays: a base-url cannot take its place.`
        telemetry.trace({ source: 'set-backend-service', severity: 'verbose', message, metadata: {} }, context)
        return
      }
      context.request.backend = undefined
      context.request.backendUrl = baseUrl?.(context)
    }
  },
})
