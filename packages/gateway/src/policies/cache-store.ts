import type { ResponseHead } from '@sluice/platform'
import { policyScopes } from '@sluice/policy-language'
import type { CachedResponse } from '../cache/response-cache.ts'
import { boolean, seconds } from '../pipeline/attributes.ts'
import type { CallContext, ResponseState } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { collectBody, maxBodyBytes } from './response-cache/collect-body.ts'
import { putVariant } from './response-cache/variants.ts'

/**
 * Keeps the response, as it is at this place, for the calls that `cache-lookup` answers. A body that is still to flow
 * is kept while it passes; nobody waits for it.
 * @see reference: API Management, 3.3
 */
export const cacheStore = definePolicy({
  name: 'cache-store',
  summary: 'Keeps the response for the requests that cache-lookup answers.',
  category: 'Caching',
  snippet: '<cache-store duration="60" />',
  sections: ['outbound'],
  scopes: policyScopes,
  isUsableAtHandshake: false,
  isOncePerSection: true,
  attributes: {
    duration: seconds('Seconds for which the response is kept.', { min: 1 }).orExpression(),
    'cache-response': boolean('Whether responses of any status are kept; left out, those with 200 only.')
      .orExpression()
      .optional(),
  },
  compile(settings, { flights, clock }) {
    const isAnyStatus = settings['cache-response']
    return (context) => {
      const { cacheLookup, response } = context
      if (cacheLookup === undefined) return
      const { cache, storeKey, flight } = cacheLookup
      const isStatusStored = isAnyStatus === undefined ? response.status === 200 : isAnyStatus(context)
      const names = isStatusStored && isStorable(context) ? variedNames(response, cacheLookup.variedHeaders) : undefined
      // Who waits for this response will not find it.
      const leaveOut = () => {
        if (flight !== undefined) flights.end(flight)
      }
      if (names === undefined) return leaveOut()

      const duration = settings.duration(context)
      response.headers.set('Cache-Control', [cacheLookup.cacheControl(duration)])
      const head: ResponseHead = {
        status: response.status,
        reason: response.reason,
        headers: response.headers.toArray(),
      }
      const storedAtMs = clock.now()
      const keep = (body: Uint8Array): void => {
        const kept: CachedResponse = { head, body, storedAtMs, expiresAtMs: storedAtMs + duration * 1000 }
        const putting = putVariant(cache, storeKey, names, context.call, kept)
        if (flight === undefined) return
        if (putting === undefined) flights.end(flight)
        else void putting.then(() => flights.end(flight))
      }
      const onWhole = (body: Uint8Array) => {
        // A conditional request may be answered without a body; another caller could not use that answer.
        if (body.length > 0 || !isConditional(context)) keep(body)
        else leaveOut()
      }
      collectBody(context, onWhole, leaveOut)
    }
  },
})

function isStorable({ response }: CallContext): boolean {
  // Parts and "not modified" answer this one caller only, and so does a cookie that is set.
  // Differs from the reference: it does not say what becomes of Set-Cookie; sharing one is never right.
  if (response.status === 206 || response.status === 304) return false
  if (response.headers.get('Set-Cookie') !== undefined) return false
  // Events are for who listens while they happen.
  if (/^text\/event-stream\b/i.test(response.headers.get('Content-Type') ?? '')) return false
  return !(Number(response.headers.get('Content-Length') ?? 0) > maxBodyBytes)
}

/** Request headers the response varies by that are not in the key already; undefined = it suits nobody else. */
function variedNames({ headers }: ResponseState, inKey: readonly string[]): readonly string[] | undefined {
  // Not every backend that packs its answers says that they vary by what the caller can unpack.
  const packed = headers.get('Content-Encoding') === undefined ? '' : ',accept-encoding'
  const names = `${headers.get('Vary') ?? ''}${packed}`
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && !inKey.includes(name))
  return names.includes('*') ? undefined : [...new Set(names)].sort()
}

const conditionals = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since', 'if-range']

const isConditional = ({ call }: CallContext): boolean => conditionals.some((name) => call.header(name) !== undefined)
