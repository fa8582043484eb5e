import type { ResponseCache } from '../cache/response-cache.ts'
import type { ValueCache } from '../cache/value-cache.ts'
import { choice } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import type { PolicyServices } from '../pipeline/policy-services.ts'

/** The attribute that all policies of caching have. */
export const cachingType = choice('Which cache is used: the gateway’s own, or the one that several gateways share.', [
  'prefer-external',
  'external',
  'internal',
]).default('prefer-external')

type CachingType = 'prefer-external' | 'external' | 'internal'

/** Undefined = there is no such cache: nothing is found in it, and nothing is kept. */
export function responseCacheOf(
  type: CachingType,
  { externalCache }: CallContext,
  { cache }: Pick<PolicyServices, 'cache'>,
): ResponseCache | undefined {
  if (type === 'internal') return cache
  return externalCache?.responses ?? (type === 'external' ? undefined : cache)
}

/** The same for single values. */
export function valueCacheOf(
  type: CachingType,
  { externalCache }: CallContext,
  { values }: Pick<PolicyServices, 'values'>,
): ValueCache | undefined {
  if (type === 'internal') return values
  return externalCache?.values ?? (type === 'external' ? undefined : values)
}

/** Keys of one instance are no business of another. */
export const valueKey = ({ service }: CallContext, key: string): string => `${service.resourceId}|${key}`
