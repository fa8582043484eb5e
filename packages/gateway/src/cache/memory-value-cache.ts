import type { ValueCache } from './value-cache.ts'

interface Entry {
  readonly value: unknown
  readonly expiresAtMs: number
  readonly cost: number
}

/** What an entry costs beside its value and key, roughly. */
const overheadBytes = 256

/** What every worker tells the others of, so that a value stored by one is known to all. */
export type ValueCacheChange =
  | { readonly kind: 'put'; readonly key: string; readonly value: unknown; readonly expiresAtMs: number }
  | { readonly kind: 'remove'; readonly key: string }

export interface MemoryValueCache extends ValueCache {
  /** Takes what another worker did; tells nobody. */
  apply(change: ValueCacheChange): void
}

/**
 * Keeps the most recently used values within `maxBytes`.
 * @param tell the other workers; left out where there are none
 */
export function createMemoryValueCache(
  maxBytes: number,
  tell: (change: ValueCacheChange) => void = () => undefined,
): MemoryValueCache {
  // A Map keeps the order of insertion: the first entry is the one that was not used for the longest time.
  const entries = new Map<string, Entry>()
  let heldBytes = 0
  const drop = (key: string) => {
    const entry = entries.get(key)
    if (entry === undefined) return
    entries.delete(key)
    heldBytes -= entry.cost
  }
  const keep = (key: string, value: unknown, expiresAtMs: number) => {
    drop(key)
    const cost = key.length * 2 + sizeOf(value) + overheadBytes
    if (cost > maxBytes) return
    entries.set(key, { value, expiresAtMs, cost })
    heldBytes += cost
    for (const oldest of entries.keys()) {
      if (heldBytes <= maxBytes) break
      drop(oldest)
    }
  }
  return {
    get(key, nowMs) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      if (entry.expiresAtMs <= nowMs) {
        drop(key)
        return undefined
      }
      entries.delete(key)
      entries.set(key, entry)
      return { value: entry.value }
    },
    put(key, value, expiresAtMs) {
      keep(key, value, expiresAtMs)
      tell({ kind: 'put', key, value, expiresAtMs })
    },
    remove(key) {
      drop(key)
      tell({ kind: 'remove', key })
    },
    apply(change) {
      if (change.kind === 'put') keep(change.key, change.value, change.expiresAtMs)
      else drop(change.key)
    },
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length * 2
  if (value instanceof Uint8Array) return value.byteLength
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + sizeOf(item), 16)
  if (typeof value !== 'object' || value === null) return 8
  return Object.entries(value).reduce((sum, [name, member]) => sum + name.length * 2 + sizeOf(member), 16)
}
