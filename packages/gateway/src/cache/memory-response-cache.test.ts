import { describe, expect, it } from 'vitest'
import { createMemoryResponseCache } from './memory-response-cache.ts'
import type { CachedResponse } from './response-cache.ts'

const response = (bytes: number, expiresAtMs = 1000): CachedResponse => ({
  head: { status: 200, headers: [] },
  body: new Uint8Array(bytes),
  storedAtMs: 0,
  expiresAtMs,
})

describe('the response cache of a worker', () => {
  it('gives back what was put until it expires', () => {
    const cache = createMemoryResponseCache(10_000)
    const stored = response(10)
    cache.put('a', stored)
    expect(cache.get('a', 999)).toBe(stored)
    expect(cache.get('a', 1000)).toBeUndefined()
    expect(cache.get('a', 0)).toBeUndefined()
    expect(cache.get('b', 0)).toBeUndefined()
  })

  it('forgets the least recently used when it is full', () => {
    const cache = createMemoryResponseCache(5000)
    for (const key of ['a', 'b', 'c']) cache.put(key, response(1000))
    cache.get('a', 0)
    cache.put('d', response(1000))
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key, 0) !== undefined)).toEqual(['a', 'c', 'd'])
  })

  it('replaces an entry without counting it twice, and takes none that is larger than itself', () => {
    const cache = createMemoryResponseCache(5000)
    for (let round = 0; round < 100; round += 1) cache.put('a', response(2000))
    cache.put('b', response(1000))
    expect(cache.get('a', 0)).toBeDefined()
    cache.put('huge', response(6000))
    expect(cache.get('huge', 0)).toBeUndefined()
    expect(cache.get('b', 0)).toBeDefined()
  })
})
