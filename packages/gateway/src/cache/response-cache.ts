import type { ResponseHead } from '@sluice/platform'

export interface CachedResponse {
  readonly head: ResponseHead
  readonly body: Uint8Array
  /** Wall clock, ms. */
  readonly storedAtMs: number
  readonly expiresAtMs: number
}

/** Whole responses by key. One in memory answers at once, one elsewhere by a promise; neither fails: a miss is a miss. */
export interface ResponseCache {
  get(key: string, nowMs: number): CachedResponse | undefined | Promise<CachedResponse | undefined>
  put(key: string, response: CachedResponse): undefined | Promise<void>
}
