import { policyScopes, sectionNames } from '@sluice/policy-language'
import { boolean, text } from '../../pipeline/attributes.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { compileRequest, judgeRequest, requestAttributes, requestContent } from './compile-request.ts'

/**
 * Asks another service and keeps its answer in a variable. Where it cannot be asked, the call fails, or with
 * ignore-error the variable is null.
 * @see reference: API Management, 3.3
 */
export const sendRequest = definePolicy({
  name: 'send-request',
  summary: 'Asks another service and keeps its answer in a variable.',
  category: 'Integration and external communication',
  snippet: `<send-request mode="new" response-variable-name="answer" timeout="20" ignore-error="true">
    <set-url>https://example.com/api</set-url>
    <set-method>GET</set-method>
</send-request>`,
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    ...requestAttributes,
    'response-variable-name': text('Variable that gets the response.', { isTrimmed: true }).orExpression(),
    'ignore-error': boolean('Whether the call goes on when no answer comes.').orExpression().default(false),
  },
  content: requestContent,
  judge: judgeRequest,
  compile(settings, { expressions, sender }) {
    const make = compileRequest(settings, expressions)
    const variable = settings['response-variable-name']
    const ignoresErrors = settings['ignore-error']
    return async (context) => {
      const name = variable(context)
      const request = await make(context)
      try {
        context.variables.set(name, await sender.send(request, context))
      } catch (error) {
        if (!ignoresErrors(context)) throw error
        // What the document asks for; expressions see that there is no answer.
        context.variables.set(name, null)
      }
    }
  },
})
