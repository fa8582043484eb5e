import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createMemoryRemoteCache } from './memory-remote-cache.ts'
import { describeRemoteCache } from './remote-cache.suite.ts'
import { openValkeyCache } from './valkey-cache.ts'
import { startValkeyServer, type ValkeyServer, valkeySkipReason } from './valkey-server.fixture.ts'

const clock = createFixedClock()
describeRemoteCache({
  name: 'createMemoryRemoteCache',
  open: async () => createMemoryRemoteCache(clock),
  pass: async (ms) => clock.advance(ms),
})

let server: Promise<ValkeyServer> | undefined
afterAll(async () => (await server)?.stop())

let database = 0
describeRemoteCache({
  name: 'openValkeyCache',
  skipReason: valkeySkipReason,
  async open() {
    server ??= startValkeyServer(['--requirepass', 'hush', '--databases', '100'])
    database += 1
    const cache = openValkeyCache({
      host: '127.0.0.1',
      port: (await server).port,
      isSecure: false,
      password: 'hush',
      database,
    })
    onTestFinished(() => cache.close())
    return cache
  },
  pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
})

describe.skipIf(valkeySkipReason !== undefined)('openValkeyCache', () => {
  test('rejects soon while the server is away, tells of it once, and goes on when it is back', async () => {
    const states: string[] = []
    const first = await startValkeyServer()
    const cache = openValkeyCache(
      { host: '127.0.0.1', port: first.port, isSecure: false },
      { onState: (state) => states.push(state) },
    )
    onTestFinished(() => cache.close())
    await cache.put('a', Uint8Array.of(1), 60_000)
    await first.stop()
    await expect(cache.get('a')).rejects.toThrow()
    await expect(cache.get('a')).rejects.toThrow()
    // A call may see the end of the connection before the connection itself tells of it.
    while (states.length < 2) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(states).toEqual(['there', 'away'])
    const second = await startValkeyServer([], first.port)
    onTestFinished(() => second.stop())
    while (states.length < 3) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(states).toEqual(['there', 'away', 'there'])
    expect(await cache.get('a')).toBe(undefined)
  })

  test('rejects what is asked of a server that refuses the password', async () => {
    const refusing = await startValkeyServer(['--requirepass', 'hush'])
    onTestFinished(() => refusing.stop())
    const cache = openValkeyCache({ host: '127.0.0.1', port: refusing.port, isSecure: false, password: 'wrong' })
    onTestFinished(() => cache.close())
    await expect(cache.get('a')).rejects.toThrow()
  })

  test('rejects when nobody listens', async () => {
    const cache = openValkeyCache({ host: '127.0.0.1', port: 1, isSecure: false })
    onTestFinished(() => cache.close())
    await expect(cache.get('a')).rejects.toThrow()
  })
})
