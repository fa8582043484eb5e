import type { ServerCall } from '@sluice/platform'
import type { CachedResponse, ResponseCache } from '../../cache/response-cache.ts'
import { andThen } from '../../pipeline/and-then.ts'

/**
 * A response may itself name request headers that it varies by. Then what lies under its key is only a signpost with
 * those names, and the response lies under the key with their values.
 */
const signpostStatus = 0

export function findVariant(
  cache: ResponseCache,
  key: string,
  call: ServerCall,
  nowMs: number,
): CachedResponse | undefined | Promise<CachedResponse | undefined> {
  return andThen(cache.get(key, nowMs), (found) => {
    if (found?.head.status !== signpostStatus) return found
    return cache.get(variantKey(key, found.head.headers, call), nowMs)
  })
}

/** @param names request headers in lower case that the response varies by, besides those in the key */
export function putVariant(
  cache: ResponseCache,
  key: string,
  names: readonly string[],
  call: ServerCall,
  response: CachedResponse,
): undefined | Promise<void> {
  if (names.length === 0) return cache.put(key, response)
  const signpost = { ...response, head: { status: signpostStatus, headers: names }, body: new Uint8Array() }
  const pointing = cache.put(key, signpost)
  const putIt = () => cache.put(variantKey(key, names, call), response)
  return pointing === undefined ? putIt() : pointing.then(putIt)
}

const variantKey = (key: string, names: readonly string[], call: ServerCall): string =>
  `${key}${JSON.stringify(names.map((name) => [name, call.header(name) ?? null]))}`
