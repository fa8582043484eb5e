import type { CachedResponse } from './response-cache.ts'

/**
 * Responses by what was asked, where the same thing may be said in other words. One in memory answers at once, one
 * elsewhere by a promise; neither fails.
 */
export interface SemanticCache {
  /**
   * The response to the question that is nearest to this one.
   * @param scope only questions of the same scope are compared
   * @param maxDistance 0 = the same direction, 1 = nothing in common
   */
  find(scope: string, vector: Float32Array, maxDistance: number, nowMs: number): Found | Promise<Found>
  put(scope: string, vector: Float32Array, response: CachedResponse): undefined | Promise<void>
}

type Found = CachedResponse | undefined

/** What every worker tells the others of, so that a question answered by one is known to all. */
export interface SemanticCacheChange {
  readonly scope: string
  readonly vector: Float32Array
  readonly response: CachedResponse
}

export interface MemorySemanticCache extends SemanticCache {
  find(scope: string, vector: Float32Array, maxDistance: number, nowMs: number): Found
  put(scope: string, vector: Float32Array, response: CachedResponse): undefined
  /** Takes what another worker did; tells nobody. */
  apply(change: SemanticCacheChange): void
}

interface Entry {
  readonly vector: Float32Array
  readonly response: CachedResponse
  readonly cost: number
}

/** Comparing is linear: more questions of one scope would make each call slower than the cache makes it faster. */
const maxEntriesPerScope = 2_000
const overheadBytes = 512

/**
 * In this worker's memory, within `maxBytes`; the oldest responses are forgotten first.
 * @param tell the other workers; left out where there are none
 */
export function createMemorySemanticCache(
  maxBytes: number,
  tell: (change: SemanticCacheChange) => void = () => undefined,
): MemorySemanticCache {
  const scopes = new Map<string, Entry[]>()
  let heldBytes = 0
  const drop = (entries: Entry[], index: number) => {
    const [dropped] = entries.splice(index, 1)
    heldBytes -= dropped?.cost ?? 0
  }
  const keep = ({ scope, vector, response }: SemanticCacheChange) => {
    const cost = vector.byteLength + response.body.byteLength + scope.length * 2 + overheadBytes
    if (cost > maxBytes) return
    const entries = scopes.get(scope) ?? []
    // Moved to the end: the scope that was written last is the last to lose something.
    scopes.delete(scope)
    scopes.set(scope, entries)
    if (entries.length >= maxEntriesPerScope) drop(entries, 0)
    entries.push({ vector: normalize(vector), response, cost })
    heldBytes += cost
    for (const [name, others] of scopes) {
      while (heldBytes > maxBytes && others.length > 0) drop(others, 0)
      if (others.length === 0) scopes.delete(name)
      if (heldBytes <= maxBytes) break
    }
  }
  return {
    apply: keep,
    find(scope, vector, maxDistance, nowMs) {
      const entries = scopes.get(scope) ?? []
      let nearest: CachedResponse | undefined
      let least = maxDistance
      for (let index = entries.length - 1; index >= 0; index--) {
        const entry = entries[index] as Entry
        if (entry.response.expiresAtMs <= nowMs) {
          drop(entries, index)
          continue
        }
        const distance = distanceOf(entry.vector, vector)
        if (distance > least) continue
        least = distance
        nearest = entry.response
      }
      if (entries.length === 0) scopes.delete(scope)
      return nearest
    },
    put(scope, vector, response) {
      const change = { scope, vector, response }
      keep(change)
      tell(change)
    },
  }
}

export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}

/** One minus the cosine of the angle. @param stored of length 1 */
export function distanceOf(stored: Float32Array, vector: Float32Array): number {
  if (stored.length !== vector.length) return Number.POSITIVE_INFINITY
  let product = 0
  let square = 0
  for (let at = 0; at < vector.length; at++) {
    const value = vector[at] as number
    product += value * (stored[at] as number)
    square += value * value
  }
  // Rounding could make the same question less than nothing apart.
  return square === 0 ? Number.POSITIVE_INFINITY : Math.max(0, 1 - product / Math.sqrt(square) - 1e-7)
}
