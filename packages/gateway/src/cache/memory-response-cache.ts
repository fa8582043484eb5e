import type { CachedResponse, ResponseCache } from './response-cache.ts'

/** What an entry costs beside its body: head, key and bookkeeping, roughly. */
const overheadBytes = 512

/** A cache in this worker's memory that keeps the most recently used responses within `maxBytes`. */
export function createMemoryResponseCache(maxBytes: number): ResponseCache {
  // A Map keeps the order of insertion: the first entry is the one that was not used for the longest time.
  const entries = new Map<string, CachedResponse>()
  let heldBytes = 0
  const remove = (key: string, entry: CachedResponse) => {
    entries.delete(key)
    heldBytes -= costOf(key, entry)
  }
  return {
    get(key, nowMs) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.expiresAtMs <= nowMs) {
        remove(key, entry)
        return undefined
      }
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    put(key, response) {
      const former = entries.get(key)
      if (former !== undefined) remove(key, former)
      const cost = costOf(key, response)
      if (cost > maxBytes) return
      entries.set(key, response)
      heldBytes += cost
      for (const [oldest, entry] of entries) {
        if (heldBytes <= maxBytes) break
        remove(oldest, entry)
      }
    },
  }
}

const costOf = (key: string, entry: CachedResponse): number => entry.body.byteLength + key.length * 2 + overheadBytes
