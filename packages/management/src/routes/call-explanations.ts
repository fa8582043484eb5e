import type { JsonObject } from '@sluice/platform'
import { defineRoute } from '../arm/define-route.ts'
import { explainCall } from '../usage/explain/explain-call.ts'

/** Not part of the compatible service, which leaves callers and publishers to guess. */
export const callExplanations = defineRoute({
  path: '/callRecords/{requestId}/explanation',
  method: 'GET',
  access: 'analyst',
  summary: 'Why the gateway refused a call: which rule, where it is written, and what to do',
  async answer({ environment, service, identifiers: { requestId = '' } }) {
    const explanation = await explainCall(environment, service.name, requestId, { kind: 'publisher' })
    // Plain data, as it goes over the wire.
    return explanation as unknown as JsonObject
  },
})
