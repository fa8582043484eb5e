import { describe, expect, it } from 'vitest'
import { answerEach, ok, send, startBackend, startClient, turns, until } from './raw-backend.fixture.ts'

describe('a connection to a backend', () => {
  it('is not used again when it is too old, so that a name that leads elsewhere by now is followed', async () => {
    const backend = await startBackend(answerEach(ok))
    const client = startClient({ maxConnectionAgeMs: 0 })
    for (let round = 0; round < 2; round += 1) {
      expect(await send(client, backend).result).toBe('ok')
      await turns()
    }
    expect(backend.connections).toHaveLength(2)
    await until(() => backend.connections.every(({ isClosed }) => isClosed))
  })

  it('is not used again behind a 204 that announces a body', async () => {
    for (const field of ['Content-Length: 2', 'Transfer-Encoding: chunked']) {
      const backend = await startBackend(answerEach(`HTTP/1.1 204 No Content\r\n${field}\r\n\r\n`))
      const client = startClient()
      for (let round = 0; round < 2; round += 1) {
        expect(await send(client, backend).result).toBe('')
        await turns()
      }
      expect(backend.connections).toHaveLength(2)
    }
  })

  it('is used again behind a 204 that says it has no body', async () => {
    const backend = await startBackend(answerEach('HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n'))
    const client = startClient()
    for (let round = 0; round < 2; round += 1) {
      expect(await send(client, backend).result).toBe('')
      await turns()
    }
    expect(backend.connections).toHaveLength(1)
  })

  it('breaks when an interim response has a body', async () => {
    for (const field of ['Content-Length: 2', 'Transfer-Encoding: chunked']) {
      const backend = await startBackend(answerEach(`HTTP/1.1 103 Early Hints\r\n${field}\r\n\r\n${ok}`))
      expect(await send(startClient(), backend).result).toBe('protocol')
    }
  })

  it('that closes without a word is left, and the request goes out once more on one of its own', async () => {
    const backend = await startBackend(({ socket }, index) => {
      let requests = 0
      socket.on('data', () => {
        requests += 1
        if (index > 0 || requests === 1) socket.write(ok)
        else socket.destroy()
      })
    })
    const client = startClient()
    expect(await send(client, backend).result).toBe('ok')
    await turns()
    expect(await send(client, backend).result).toBe('ok')
    expect(await send(client, { ...backend, method: 'POST' }).result).toBe('ok')
    expect(backend.connections.map(({ reads }) => reads)).toEqual([2, 2])
  })
})
