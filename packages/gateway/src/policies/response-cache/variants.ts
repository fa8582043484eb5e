import type { ServerCall } from '@sluice/platform'
import type { CachedResponse, ResponseCache } from '../../cache/response-cache.ts'

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
): CachedResponse | undefined {
  const found = cache.get(key, nowMs)
  if (found?.head.status !== signpostStatus) return found
  return cache.get(variantKey(key, found.head.headers, call), nowMs)
}

/** @param names request headers in lower case that the response varies by, besides those in the key */
export function putVariant(
  cache: ResponseCache,
  key: string,
  names: readonly string[],
  call: ServerCall,
  response: CachedResponse,
): void {
  if (names.length === 0) {
    cache.put(key, response)
    return
  }
  cache.put(key, { ...response, head: { status: signpostStatus, headers: names }, body: new Uint8Array() })
  cache.put(variantKey(key, names, call), response)
}

const variantKey = (key: string, names: readonly string[], call: ServerCall): string =>
  `${key}${JSON.stringify(names.map((name) => [name, call.header(name) ?? null]))}`
