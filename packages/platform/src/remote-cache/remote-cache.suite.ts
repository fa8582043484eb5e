import { describe, expect, test } from 'vitest'
import type { RemoteCache } from './remote-cache.ts'

export interface RemoteCacheSuite {
  readonly name: string
  /** Why it cannot run here. */
  readonly skipReason?: string | undefined
  /** An empty one that ends with the test. */
  readonly open: () => Promise<RemoteCache>
  /** Lets time pass for it. */
  readonly pass: (ms: number) => Promise<void>
}

/** What every cache server is for us. */
export function describeRemoteCache({ name, skipReason, open, pass }: RemoteCacheSuite): void {
  const title = skipReason === undefined ? name : `${name} (skipped: ${skipReason})`
  describe.skipIf(skipReason !== undefined)(title, () => {
    test('keeps bytes as they are, each key its own', async () => {
      const cache = await open()
      const bytes = Uint8Array.of(0, 255, 10, 13, 128)
      await cache.put('a', bytes, 60_000)
      await cache.put('key with spaces\r\nand lines', new Uint8Array(), 60_000)
      expect([...((await cache.get('a')) ?? [])]).toEqual([0, 255, 10, 13, 128])
      expect([...((await cache.get('key with spaces\r\nand lines')) ?? [1])]).toEqual([])
      expect(await cache.get('b')).toBe(undefined)
    })

    test('replaces, removes, and removes what is not there', async () => {
      const cache = await open()
      await cache.put('a', Uint8Array.of(1), 60_000)
      await cache.put('a', Uint8Array.of(2), 60_000)
      expect([...((await cache.get('a')) ?? [])]).toEqual([2])
      await cache.remove('a')
      await cache.remove('a')
      expect(await cache.get('a')).toBe(undefined)
    })

    test('forgets when the time is over', async () => {
      const cache = await open()
      await cache.put('short', Uint8Array.of(1), 50)
      await cache.put('long', Uint8Array.of(2), 60_000)
      await pass(200)
      expect(await cache.get('short')).toBe(undefined)
      expect(await cache.get('long')).not.toBe(undefined)
    })

    test('rejects what is asked after its end', async () => {
      const cache = await open()
      cache.close()
      await expect(cache.get('a')).rejects.toThrow()
      await expect(cache.put('a', Uint8Array.of(1), 1000)).rejects.toThrow()
      await expect(cache.remove('a')).rejects.toThrow()
    })
  })
}
