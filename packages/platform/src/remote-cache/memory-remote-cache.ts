import type { Clock } from '../clock/clock.ts'
import type { RemoteCache } from './remote-cache.ts'

export interface MemoryRemoteCache extends RemoteCache {
  readonly keys: readonly string[]
  /** While it is away, everything that is asked rejects. */
  isAway: boolean
}

/** A cache server in memory, for tests: expiry is by the clock, and it can be away. */
export function createMemoryRemoteCache(clock: Clock): MemoryRemoteCache {
  const entries = new Map<string, { readonly bytes: Uint8Array; readonly expiresAtMs: number }>()
  const assertThere = () => {
    if (cache.isAway) throw new Error('The cache server is away.')
  }
  const cache: MemoryRemoteCache = {
    isAway: false,
    get keys() {
      return [...entries.keys()]
    },
    async get(key) {
      assertThere()
      const entry = entries.get(key)
      return entry !== undefined && entry.expiresAtMs > clock.now() ? entry.bytes : undefined
    },
    async put(key, bytes, lifeMs) {
      assertThere()
      entries.set(key, { bytes, expiresAtMs: clock.now() + lifeMs })
    },
    async remove(key) {
      assertThere()
      entries.delete(key)
    },
    close() {
      cache.isAway = true
    },
  }
  return cache
}
