import { describe, expect, it } from 'vitest'
import { createMemoryValueCache, type ValueCacheChange } from './memory-value-cache.ts'

describe('the cache of values', () => {
  it('keeps values until their time is over, null among them', () => {
    const cache = createMemoryValueCache(10_000)
    cache.put('a', null, 100)
    expect([cache.get('a', 99), cache.get('a', 100), cache.get('b', 0)]).toEqual([
      { value: null },
      undefined,
      undefined,
    ])
  })

  it('forgets what was not used for the longest time when it is full', () => {
    const cache = createMemoryValueCache(1_500)
    for (const key of ['a', 'b', 'c', 'd']) cache.put(key, 'x'.repeat(50), 100)
    cache.get('a', 0)
    cache.put('e', 'x'.repeat(50), 100)
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key, 0) !== undefined)).toEqual(['a', 'c', 'd', 'e'])
    cache.put('huge', 'x'.repeat(1_000), 100)
    expect(cache.get('huge', 0)).toBe(undefined)
  })

  it('tells the others of what it does, and takes what they tell', () => {
    const told: ValueCacheChange[] = []
    const one = createMemoryValueCache(10_000, (change) => {
      told.push(change)
      other.apply(change)
    })
    const other = createMemoryValueCache(10_000, (change) => one.apply(change))
    one.put('k', { a: [1] }, 100)
    expect(other.get('k', 0)).toEqual({ value: { a: [1] } })
    other.remove('k')
    expect([one.get('k', 0), told]).toEqual([
      undefined,
      [{ kind: 'put', key: 'k', value: { a: [1] }, expiresAtMs: 100 }],
    ])
  })
})
