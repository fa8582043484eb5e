import { policyScopes, sectionNames } from '@sluice/policy-language'
import { definePolicy } from '../pipeline/define-policy.ts'

/** Stands for the parent scope's section. Merging scopes replaces it, so that it never becomes a step. */
export const base = definePolicy({
  name: 'base',
  summary: 'Runs the statements of the same section of the scope above at this place.',
  category: 'Policy control and flow',
  snippet: '<base />',
  sections: sectionNames,
  scopes: policyScopes.filter((scope) => scope !== 'global'),
  isOncePerSection: true,
  compile: () => {
    throw new Error('<base/> is replaced when scopes are merged.')
  },
})
