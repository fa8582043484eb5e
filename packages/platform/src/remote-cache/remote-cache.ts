import type { CacheConnection } from '@sluice/contracts'

/**
 * Bytes by key in a server that several machines share; it may forget them at any time. What it cannot do, because the
 * server is away or too slow, rejects, soon.
 */
export interface RemoteCache {
  /** Undefined = nothing is kept under the key. */
  get(key: string): Promise<Uint8Array | undefined>
  /** @param lifeMs after which it is forgotten; at least 1 */
  put(key: string, bytes: Uint8Array, lifeMs: number): Promise<void>
  remove(key: string): Promise<void>
  /** Nothing may be asked of it any more. */
  close(): void
}

/** Opens the connection at once, and again whenever it breaks. */
export type OpenRemoteCache = (connection: CacheConnection) => RemoteCache
