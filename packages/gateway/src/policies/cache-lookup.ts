import { policyScopes } from '@sluice/policy-language'
import type { CachedResponse } from '../cache/response-cache.ts'
import { andThen } from '../pipeline/and-then.ts'
import { boolean, choice, headerName, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, many, textContent } from '../pipeline/element-spec.ts'
import { responseFound } from '../pipeline/step.ts'
import { cachingType, responseCacheOf } from './caching-type.ts'
import { cacheKey, type Variation } from './response-cache/cache-key.ts'
import { findVariant } from './response-cache/variants.ts'

/**
 * Answers a GET from the cache; then the rest of inbound and the backend are left out and outbound runs. Says to
 * `cache-store` under which key the answer may be kept. Of several that miss the same at once, one asks the backend and
 * the others wait for what it brings.
 * @see reference: API Management, 3.3
 */
export const cacheLookup = definePolicy({
  name: 'cache-lookup',
  summary: 'Answers a GET request from the cache, where the response was kept by cache-store.',
  category: 'Caching',
  snippet: `<cache-lookup vary-by-developer="false" vary-by-developer-groups="false">
    <vary-by-query-parameter>version</vary-by-query-parameter>
</cache-lookup>`,
  sections: ['inbound'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    'vary-by-developer': boolean('Whether each user gets responses of his own.').orExpression(),
    'vary-by-developer-groups': boolean('Whether users of different groups get different responses.').orExpression(),
    'downstream-caching-type': choice(
      'Who else may keep the response: nobody, the client, or every cache on the way.',
      ['none', 'private', 'public'],
    )
      .orExpression()
      .default('none'),
    'must-revalidate': boolean('Whether caches on the way must ask again when the time is over.')
      .orExpression()
      .default(true),
    'allow-private-response-caching': boolean('Whether requests with an Authorization header are answered, too.')
      .orExpression()
      .default(false),
    'caching-type': cachingType,
  },
  content: elements({
    'vary-by-header': many(
      'A request header by which responses differ.',
      element({ content: textContent(headerName('Name of the header.').orExpression()) }),
    ),
    'vary-by-query-parameter': many(
      'Query parameters by which responses differ; without any, all of the query counts.',
      element({
        content: textContent(text('Names of parameters, separated by semicolons.', { isTrimmed: true }).orExpression()),
      }),
    ),
  }),
  compile(settings, services) {
    const { clock, flights } = services
    const headerNames = settings.children['vary-by-header'].map((child) => child.text)
    const parameterLists = settings.children['vary-by-query-parameter'].map((child) => child.text)
    const type = settings['caching-type']

    return (context) => {
      if (context.request.method !== 'GET' || context.call.method !== 'GET') return
      if (context.call.header('authorization') !== undefined && !settings['allow-private-response-caching'](context)) {
        return
      }
      const cache = responseCacheOf(type, context, services)
      if (cache === undefined) return
      const variation: Variation = {
        byUser: settings['vary-by-developer'](context),
        byGroups: settings['vary-by-developer-groups'](context),
        headers: headerNames.map((name) => name(context).toLowerCase()),
        // Several names may stand in one element, separated by semicolons.
        parameters: parameterLists.flatMap((list) => list(context).split(';')).map((name) => name.trim()),
      }
      const key = cacheKey(context, variation)
      const downstream = {
        type: settings['downstream-caching-type'](context),
        revalidates: settings['must-revalidate'](context),
      }
      const find = () => findVariant(cache, key, context.call, clock.now())
      const onMiss = (flight: string | undefined): undefined => {
        context.cacheUse = 'miss'
        context.cacheLookup = {
          cache,
          storeKey: key,
          flight,
          variedHeaders: variation.headers,
          cacheControl: (durationSeconds) => cacheControl(downstream, durationSeconds),
        }
      }
      const onHit = (found: CachedResponse) => {
        context.cacheUse = 'hit'
        return answerWith(found, context, downstream, clock.now())
      }
      return andThen(find(), (found) => {
        if (found !== undefined) return onHit(found)
        // A cache of its own has flights of its own.
        const flight = `${cache === services.cache ? 'internal' : 'external'} ${key}`
        const landing = flights.join(flight)
        if (landing === undefined) {
          context.onFinished(() => flights.end(flight))
          return onMiss(flight)
        }
        // What came of it may suit another caller only; then this one asks, too.
        return landing.then(find).then((landed) => (landed === undefined ? onMiss(undefined) : onHit(landed)))
      })
    }
  },
})

function answerWith(found: CachedResponse, { response }: CallContext, downstream: Downstream, nowMs: number) {
  response.replace(found.head, found.body.length === 0 ? undefined : found.body)
  const lifeSeconds = Math.round((found.expiresAtMs - found.storedAtMs) / 1000)
  response.headers.set('Age', [String(Math.max(0, Math.floor((nowMs - found.storedAtMs) / 1000)))])
  response.headers.set('Cache-Control', [cacheControl(downstream, lifeSeconds)])
  return responseFound
}

interface Downstream {
  readonly type: 'none' | 'private' | 'public'
  readonly revalidates: boolean
}

/** `max-age` counts from the moment of storing; the Age header says how much of it is over. */
function cacheControl({ type, revalidates }: Downstream, durationSeconds: number): string {
  if (type === 'none') return 'no-store'
  return `${type}, max-age=${durationSeconds}${revalidates ? ', must-revalidate' : ''}`
}
