import { policyScopes, sectionNames } from '@sluice/policy-language'
import { anything, seconds, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { cachingType, valueCacheOf, valueKey } from './caching-type.ts'

/**
 * Keeps a value under a key for other calls.
 * @see reference: API Management, 3.3
 */
export const cacheStoreValue = definePolicy({
  name: 'cache-store-value',
  summary: 'Keeps a value under a key in the cache.',
  category: 'Caching',
  snippet: '<cache-store-value key="token" value="abc" duration="3600" />',
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    key: text('Under which key the value is kept.').orExpression(),
    value: anything('The value.'),
    duration: seconds('Seconds for which the value is kept.', { min: 1 }).orExpression(),
    'caching-type': cachingType,
  },
  compile(settings, services) {
    const { clock, expressions } = services
    const type = settings['caching-type']
    return (context) => {
      const packed = expressions.pack(settings.value(context))
      const expiresAtMs = clock.now() + settings.duration(context) * 1000
      // Waited for, so that a look-up behind it finds the value.
      return valueCacheOf(type, context, services)?.put(valueKey(context, settings.key(context)), packed, expiresAtMs)
    }
  },
})
