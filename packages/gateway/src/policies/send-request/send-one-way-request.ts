import { policyScopes, sectionNames } from '@sluice/policy-language'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { compileRequest, judgeRequest, requestAttributes, requestContent } from './compile-request.ts'

/**
 * Tells another service something and does not wait for its answer, nor mind when there is none.
 * @see reference: API Management, 3.3
 */
export const sendOneWayRequest = definePolicy({
  name: 'send-one-way-request',
  summary: 'Sends a request to another service without waiting for its answer.',
  category: 'Integration and external communication',
  snippet: `<send-one-way-request mode="new">
    <set-url>https://example.com/events</set-url>
    <set-method>POST</set-method>
    <set-body>It happened.</set-body>
</send-one-way-request>`,
  sections: sectionNames,
  scopes: policyScopes,
  attributes: requestAttributes,
  content: requestContent,
  judge: judgeRequest,
  compile(settings, { expressions, sender, telemetry }) {
    const make = compileRequest(settings, expressions)
    return async (context) => {
      // Made now, of the call as it is here; only the sending is left alone.
      const request = await make(context)
      sender.send(request, context).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        telemetry.trace({ source: 'send-one-way-request', severity: 'error', message, metadata: {} }, context)
      })
    }
  },
})
