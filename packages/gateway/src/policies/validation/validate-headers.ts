import { policyScopes } from '@sluice/policy-language'
import { headerName } from '../../pipeline/attributes.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { element, elements, many } from '../../pipeline/element-spec.ts'
import { checkParameter } from './check-parameter.ts'
import { isCommonHeader } from './known-headers.ts'
import { responseOf } from './operation-definitions.ts'
import { valuesByName } from './validate-parameters.ts'
import { action, errorsVariable, reportErrors, type ValidationError } from './validation-errors.ts'

/**
 * Checks headers of a response against what the operation says of them.
 * @see reference: API Management, 3.3
 */
export const validateHeaders = definePolicy({
  name: 'validate-headers',
  summary: 'Checks headers of a response against the operation.',
  category: 'Content validation',
  snippet:
    '<validate-headers specified-header-action="prevent" unspecified-header-action="ignore" errors-variable-name="headerErrors" />',
  sections: ['outbound', 'on-error'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    'specified-header-action': action('What happens to headers that do not fit their definition.'),
    'unspecified-header-action': action('What happens to headers that the operation does not name.'),
    'errors-variable-name': errorsVariable,
  },
  content: elements({
    header: many(
      'One header for which something else holds.',
      element({
        attributes: {
          name: headerName('Name of the header.'),
          action: action('What happens to it when it does not fit.'),
        },
      }),
    ),
  }),
  compile({ children, ...settings }, { telemetry }) {
    return (context) => {
      const definitions = responseOf(context)?.headers ?? []
      const specified = settings['specified-header-action'](context)
      const unspecified = settings['unspecified-header-action'](context)
      const byName = new Map(children.header.map((one) => [one.name.toLowerCase(), one.action(context)] as const))
      const values = valuesByName(context.response.headers.toArray())
      const errors: ValidationError[] = []
      for (const definition of definitions) {
        const name = definition.name.toLowerCase()
        const found = values.get(name)
        const missing = definition.required === true ? `Required header ${definition.name} is missing.` : undefined
        const details = found === undefined ? missing : checkParameter(definition, found, 'header', context)
        if (details === undefined) continue
        const taken = byName.get(name) ?? specified
        errors.push({
          name: definition.name,
          type: 'ResponseHeader',
          validationRule: 'IncorrectMessage',
          details,
          action: taken,
        })
      }
      const known = new Set(definitions.map(({ name }) => name.toLowerCase()))
      for (const name of values.keys()) {
        if (known.has(name) || isCommonHeader(name, context)) continue
        const details = `Unspecified header ${name} is not allowed.`
        const taken = byName.get(name) ?? unspecified
        errors.push({ name, type: 'ResponseHeader', validationRule: 'Unspecified', details, action: taken })
      }
      const variable = settings['errors-variable-name']
      reportErrors(errors, context, { policy: 'validate-headers', variable, isOfRequest: false, telemetry })
    }
  },
})
