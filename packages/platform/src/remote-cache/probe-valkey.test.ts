import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { probeValkey } from './probe-valkey.ts'
import { startValkeyServer, type ValkeyServer, valkeySkipReason } from './valkey-server.fixture.ts'

const at = (port: number, password?: string) => ({
  host: '127.0.0.1',
  port,
  isSecure: false,
  ...(password === undefined ? {} : { password }),
})

describe.skipIf(valkeySkipReason !== undefined)('a look at a cache server', () => {
  let server: ValkeyServer
  beforeAll(async () => {
    server = await startValkeyServer(['--requirepass', 'hush'])
  })
  afterAll(() => server?.stop())

  test('tells what it is', async () => {
    expect(await probeValkey(at(server.port, 'hush'))).toEqual({
      state: 'there',
      program: expect.stringMatching(/^(?:Valkey|Redis) \d+\.\d+\.\d+$/),
    })
  })

  test('tells that it refuses a password, or none', async () => {
    expect(await probeValkey(at(server.port, 'wrong'))).toMatchObject({ state: 'refused' })
    expect(await probeValkey(at(server.port))).toEqual({
      state: 'refused',
      reason: 'NOAUTH Authentication required',
    })
  })
})

describe('a look at no cache server', () => {
  test('tells that nobody is there', async () => {
    expect(await probeValkey(at(1))).toMatchObject({ state: 'away', reason: expect.stringContaining('ECONNREFUSED') })
  })

  test('ends where somebody listens and says nothing', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined))
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void mute.close())
    const { port } = mute.address() as AddressInfo
    expect(await probeValkey(at(port), { commandTimeoutMs: 50 })).toMatchObject({ state: 'away' })
  })
})
