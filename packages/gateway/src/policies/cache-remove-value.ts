import { isAppError } from '@sluice/contracts/errors'
import { policyScopes, sectionNames } from '@sluice/policy-language'
import { boolean, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { cachingType, valueCacheOf, valueKey } from './caching-type.ts'

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
    'fail-on-cache-removal-error': boolean('Whether the call fails when the value cannot be removed.')
      .orExpression()
      .default(false),
  },
  compile(settings, services) {
    const type = settings['caching-type']
    const fails = settings['fail-on-cache-removal-error']
    return (context) => {
      const isFailure = fails(context)
      const removing = valueCacheOf(type, context, services)?.remove(valueKey(context, settings.key(context)))
      return isFailure ? removing : removing?.catch(ignoreUnavailable)
    }
  },
})

/** The external cache has told why already. */
function ignoreUnavailable(error: unknown): void {
  if (!isAppError(error)) throw error
}
