import { policyScopes, sectionNames } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { elements, many, one } from '../pipeline/element-spec.ts'
import { createHeaderList } from '../pipeline/header-list.ts'
import { KeptResponse } from '../pipeline/kept-response.ts'
import { answered } from '../pipeline/step.ts'
import { bodyElement, compileBody } from './set-body.ts'
import { compileHeaderChange, headerElement } from './set-header.ts'
import { statusElement, statusOf } from './set-status.ts'

/**
 * Ends the call with a response of its own: an empty 200, or the response that a variable holds, changed by the
 * elements inside. Neither backend nor outbound runs.
 * @see reference: API Management, 3.3
 */
export const returnResponse = definePolicy({
  name: 'return-response',
  summary: 'Ends the call with a response of its own; neither the backend nor outbound runs.',
  category: 'Policy control and flow',
  snippet: `<return-response>
    <set-status code="200" reason="OK" />
    <set-header name="Content-Type" exists-action="override">
        <value>application/json</value>
    </set-header>
    <set-body>{"message": "Hello"}</set-body>
</return-response>`,
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    'response-variable-name': text('Variable with the response that is returned.', { isTrimmed: true }).optional(),
  },
  content: elements({
    'set-status': one('Status of the response.', statusElement),
    'set-header': many('A header of the response.', headerElement),
    'set-body': one('Body of the response.', bodyElement),
  }),
  compile(settings, { expressions }) {
    const variable = settings['response-variable-name']
    const { 'set-status': status, 'set-header': headers, 'set-body': body } = settings.children
    const changes = headers.map(compileHeaderChange)
    const makeBody = body && compileBody(body, expressions, 'nothing')
    return (context) => {
      const kept = variable === undefined ? undefined : context.variables.get(variable)
      const base = kept instanceof KeptResponse ? kept : undefined
      // Everything is made before anything of the response in the context, which expressions may read, is lost.
      const head =
        status === undefined ? { status: base?.status ?? 200, reason: base?.reason } : statusOf(status, context)
      const list = createHeaderList(base?.headers ?? noHeaders)
      for (const change of changes) change(context, list)
      const finish = (bytes: Uint8Array | undefined) => {
        if (makeBody !== undefined) list.delete('Content-Encoding')
        context.response.replace({ ...head, headers: list.toArray() }, bytes)
        return answered
      }
      const made = makeBody === undefined ? bodyOf(base) : makeBody(context)
      return made instanceof Promise ? made.then(finish) : finish(made)
    }
  },
})

const noHeaders: readonly string[] = Object.freeze([])

const bodyOf = (response: KeptResponse | undefined): Uint8Array | undefined =>
  response === undefined || response.body.length === 0 ? undefined : response.body
