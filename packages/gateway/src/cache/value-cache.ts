export interface CachedValue {
  readonly value: unknown
}

/** Values that policies keep between calls, as data that can be sent to another thread. */
export interface ValueCache {
  /** Undefined = there is none; a value that is null is there. Never fails: a miss is a miss. */
  get(key: string, nowMs: number): CachedValue | undefined | Promise<CachedValue | undefined>
  /** Never fails: what cannot be kept is not kept. */
  put(key: string, value: unknown, expiresAtMs: number): undefined | Promise<void>
  /** Rejects with AppError `CacheUnavailable` when the value may still be there. */
  remove(key: string): undefined | Promise<void>
}
