import { policyScopes, sectionNames } from '@sluice/policy-language'
import { anything, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'

/**
 * Keeps a value for the rest of the call, as `context.Variables["name"]`.
 * @see reference: API Management, 3.3
 */
export const setVariable = definePolicy({
  name: 'set-variable',
  summary: 'Keeps a value under a name for the rest of the call.',
  category: 'Transformation',
  snippet: '<set-variable name="requestOrigin" value="partner" />',
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    name: text('Name of the variable.', { isTrimmed: true }),
    value: anything('Value of the variable; an expression gives it any type.'),
  },
  compile:
    ({ name, value }) =>
    (context) => {
      context.variables.set(name, value(context))
    },
})
