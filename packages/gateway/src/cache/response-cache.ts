import type { ResponseHead } from '@sluice/platform'

export interface CachedResponse {
  readonly head: ResponseHead
  readonly body: Uint8Array
  /** Wall clock, ms. */
  readonly storedAtMs: number
  readonly expiresAtMs: number
}

/** Whole responses by key; forgets the least recently used ones when it is full. */
export interface ResponseCache {
  get(key: string, nowMs: number): CachedResponse | undefined
  put(key: string, response: CachedResponse): void
}
