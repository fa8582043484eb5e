import { policyScopes, sectionNames } from '@sluice/policy-language'
import { andThen } from '../pipeline/and-then.ts'
import { anything, text } from '../pipeline/attributes.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { optional } from '../pipeline/optional-attribute.ts'
import { cachingType, valueCacheOf, valueKey } from './caching-type.ts'

/**
 * Puts a value that `cache-store-value` kept into a variable. Where there is none, the variable gets the default value;
 * without one it is not set.
 * @see reference: API Management, 3.3
 */
export const cacheLookupValue = definePolicy({
  name: 'cache-lookup-value',
  summary: 'Puts a value from the cache into a variable.',
  category: 'Caching',
  snippet: '<cache-lookup-value key="token" variable-name="token" default-value="none" />',
  sections: sectionNames,
  scopes: policyScopes,
  attributes: {
    key: text('Under which key the value is kept.').orExpression(),
    'variable-name': text('Variable that gets the value.', { isTrimmed: true }),
    'default-value': optional(anything('What the variable gets when nothing is kept.')),
    'caching-type': cachingType,
  },
  compile(settings, services) {
    const { clock, expressions } = services
    const type = settings['caching-type']
    const name = settings['variable-name']
    const standard = settings['default-value']
    return (context) => {
      const cache = valueCacheOf(type, context, services)
      return andThen(cache?.get(valueKey(context, settings.key(context)), clock.now()), (found) => {
        if (found !== undefined) context.variables.set(name, expressions.unpack(found.value))
        else if (standard !== undefined) context.variables.set(name, standard(context))
      })
    }
  },
})
