import { policyScopes, sectionNames } from '@sluice/policy-language'
import { boolean, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { cachingType, valueKey } from './cached-values.ts'

/**
 * Forgets the value under a key.
 * @see reference: API Management, 3.3
 */
export const cacheRemoveValue = definePolicy({
  name: 'cache-remove-value',
  summary: 'Forgets the value that is kept under a key in the cache.',
  category: 'Caching',
  snippet: '<cache-remove-value key="token" />',
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    key: text('Under which key the value is kept.').orExpression(),
    'caching-type': cachingType,
    // Without effect: removing from memory does not fail.
    'fail-on-cache-removal-error': boolean('Whether the call fails when the value cannot be removed.')
      .orExpression()
      .default(false),
  },
  compile:
    (settings, { values }) =>
    (context) =>
      values.remove(valueKey(context, settings.key(context))),
})
