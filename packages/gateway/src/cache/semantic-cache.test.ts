import { describe, expect, it } from 'vitest'
import type { CachedResponse } from './response-cache.ts'
import { createMemorySemanticCache, type SemanticCacheChange } from './semantic-cache.ts'

const response = (text: string, expiresAtMs = 100): CachedResponse => ({
  head: { status: 200, headers: [] },
  body: new TextEncoder().encode(text),
  storedAtMs: 0,
  expiresAtMs,
})
const vector = (...values: number[]) => Float32Array.from(values)
const textOf = (found: CachedResponse | undefined) => found && new TextDecoder().decode(found.body)

describe('the semantic cache', () => {
  it('finds the nearest question within the distance, of the same scope', () => {
    const cache = createMemorySemanticCache(100_000)
    cache.put('s', vector(2, 0), response('east'))
    cache.put('s', vector(1, 1), response('north-east'))
    expect(textOf(cache.find('s', vector(5, 0.1), 0.1, 0))).toBe('east')
    expect(textOf(cache.find('s', vector(3, 2), 0.1, 0))).toBe('north-east')
    expect(cache.find('s', vector(0, 1), 0.1, 0)).toBe(undefined)
    expect(cache.find('other', vector(1, 0), 0.1, 0)).toBe(undefined)
    expect(cache.find('s', vector(1, 0, 0), 1, 0)).toBe(undefined)
  })

  it('finds the very same question at distance 0', () => {
    const cache = createMemorySemanticCache(100_000)
    cache.put('s', vector(0.1, 0.7, -0.3), response('same'))
    expect(textOf(cache.find('s', vector(0.1, 0.7, -0.3), 0, 0))).toBe('same')
  })

  it('tells others what it keeps, and takes what they tell', () => {
    const told: SemanticCacheChange[] = []
    const one = createMemorySemanticCache(100_000, (change) => told.push(change))
    const other = createMemorySemanticCache(100_000, (change) => told.push(change))
    one.put('s', vector(1, 0), response('shared'))
    for (const change of [...told]) other.apply(change)
    expect(textOf(other.find('s', vector(1, 0), 0, 0))).toBe('shared')
    expect(told).toHaveLength(1)
  })

  it('forgets what is over, and the oldest when it is full', () => {
    const cache = createMemorySemanticCache(1_300)
    cache.put('s', vector(1, 0), response('short', 10))
    expect(cache.find('s', vector(1, 0), 0, 10)).toBe(undefined)
    for (const [n, angle] of [0, 1, 2].entries())
      cache.put('s', vector(Math.cos(angle), Math.sin(angle)), response(`answer ${n}`))
    expect(cache.find('s', vector(1, 0), 0, 0)).toBe(undefined)
    expect(textOf(cache.find('s', vector(Math.cos(2), Math.sin(2)), 0, 0))).toBe('answer 2')
  })
})
