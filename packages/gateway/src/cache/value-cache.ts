/** Values that policies keep between calls, as data that can be sent to another thread. */
export interface ValueCache {
  /** Undefined = there is none; a value that is null is there. */
  get(key: string, nowMs: number): { readonly value: unknown } | undefined
  put(key: string, value: unknown, expiresAtMs: number): void
  remove(key: string): void
}
