import { policyScopes, sectionNames } from '@sluice/policy-language'
import { text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'

/**
 * Stands for the statements of a policy fragment, which take its place before a document is checked and compiled.
 * @see reference: API Management, 3.3
 */
export const includeFragment = definePolicy({
  name: 'include-fragment',
  summary: 'Puts the statements of a policy fragment in this place.',
  category: 'Policy control and flow',
  snippet: '<include-fragment fragment-id="#{fragment}" />',
  sections: sectionNames,
  scopes: policyScopes,
  attributes: { 'fragment-id': text('Identifier of the policy fragment.') },
  compile: () => {
    throw new Error('<include-fragment/> is replaced before documents are compiled.')
  },
})
