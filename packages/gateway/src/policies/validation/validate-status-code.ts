import { policyScopes } from '@sluice/policy-language'
import { integer } from '../../pipeline/attributes.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { element, elements, many } from '../../pipeline/element-spec.ts'
import { responseOf } from './operation-definitions.ts'
import { action, errorsVariable, reportErrors } from './validation-errors.ts'

/**
 * Checks whether the operation names the status of a response.
 * @see reference: API Management, 3.3
 */
export const validateStatusCode = definePolicy({
  name: 'validate-status-code',
  summary: 'Checks whether the operation names the status of a response.',
  category: 'Content validation',
  snippet: '<validate-status-code unspecified-status-code-action="prevent" errors-variable-name="statusErrors" />',
  sections: ['outbound', 'on-error'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    'unspecified-status-code-action': action('What happens to a status that the operation does not name.'),
    'errors-variable-name': errorsVariable,
  },
  content: elements({
    'status-code': many(
      'One status for which something else holds.',
      element({
        attributes: {
          code: integer('The status.', { min: 100, max: 599 }),
          action: action('What happens to it where the operation does not name it.'),
        },
      }),
    ),
  }),
  compile({ children, ...settings }, { telemetry }) {
    return (context) => {
      if (responseOf(context) !== undefined) return
      const { status } = context.response
      const own = children['status-code'].find(({ code }) => code === status)
      const taken = own === undefined ? settings['unspecified-status-code-action'](context) : own.action(context)
      const details = `Response status code ${status} is not allowed.`
      const name = String(status)
      const error = { name, type: 'StatusCode', validationRule: 'Unspecified', details, action: taken } as const
      const variable = settings['errors-variable-name']
      reportErrors([error], context, { policy: 'validate-status-code', variable, isOfRequest: false, telemetry })
    }
  },
})
