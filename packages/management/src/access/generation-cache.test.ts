import { describe, expect, it } from 'vitest'
import { createGenerationCache } from './generation-cache.ts'

describe('what was looked up', () => {
  it('is kept until it is cleared; nothing found is looked up again', async () => {
    const cache = createGenerationCache<number>()
    let reads = 0
    const read = async () => (++reads === 1 ? undefined : reads)
    expect(await cache.get('a', read)).toBeUndefined()
    expect(await cache.get('a', read)).toBe(2)
    expect(await cache.get('a', read)).toBe(2)
    cache.clear()
    expect(await cache.get('a', read)).toBe(3)
  })

  it('is not kept when it was cleared while it was being read', async () => {
    const cache = createGenerationCache<string>()
    let found: (value: string) => void = () => {}
    const first = cache.get('a', () => new Promise((resolve) => (found = resolve)))
    cache.clear()
    found('old')
    expect(await first).toBe('old')
    expect(await cache.get('a', async () => 'new')).toBe('new')
  })
})
