import { createMemoryClient } from '@sluice/platform/memory-client'
import { describe, expect, it } from 'vitest'
import { answerEach, bodyOf, ok, send, startBackend, startClient, turns, until } from './raw-backend.fixture.ts'

describe('a kept connection', () => {
  it('on which something comes that nobody asked for is closed, and read no more', async () => {
    const backend = await startBackend(answerEach(ok))
    const client = startClient()
    expect(await send(client, backend).result).toBe('ok')
    await turns()
    backend.connections[0]?.socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged')
    await until(() => backend.connections[0]?.isClosed === true)
    expect(await send(client, backend).result).toBe('ok')
    expect(backend.connections).toHaveLength(2)
  })

  it('on which something comes right behind the response is not used for what is asked at the same time', async () => {
    const backend = await startBackend(({ socket }, index) => {
      socket.once('data', () => {
        socket.write(ok)
        if (index > 0) return
        const forge = () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged')
        // In the turn in which the client has read the response, and not with it.
        setImmediate(() => setImmediate(forge))
      })
    })
    const client = startClient()
    const second = send(client, backend).result.then(() => send(client, backend).result)
    expect(await second).toBe('ok')
  })

  it('is closed when it was idle for long enough', async () => {
    const backend = await startBackend(answerEach(ok))
    expect(await send(startClient({ keepAliveMs: 40 }), backend).result).toBe('ok')
    await until(() => backend.connections[0]?.isClosed === true)
  })

  it('is not kept when its backend would close it within a second', async () => {
    const backend = await startBackend(
      answerEach('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok'),
    )
    expect(await send(startClient(), backend).result).toBe('ok')
    await until(() => backend.connections[0]?.isClosed === true)
  })

  it('of HTTP/1.0 is used again only when its backend says so', async () => {
    const answers = [
      'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok',
      'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok',
    ]
    const used: number[] = []
    for (const answer of answers) {
      const backend = await startBackend(answerEach(answer))
      const client = startClient()
      for (let round = 0; round < 2; round += 1) {
        expect(await send(client, backend).result).toBe('ok')
        await turns()
      }
      used.push(backend.connections.length)
    }
    expect(used).toEqual([2, 1])
  })

  it('that is found closed is not followed by another kept one', async () => {
    const backend = await startBackend(({ socket }, index) => {
      let served = 0
      socket.on('data', () => {
        served += 1
        // The first two are closed as soon as they are used again.
        if (index < 2 && served > 1) socket.resetAndDestroy()
        else socket.write(ok)
      })
    })
    const client = startClient()
    await Promise.all([send(client, backend).result, send(client, backend).result])
    await turns()
    expect(await send(client, backend).result).toBe('ok')
    expect(backend.connections).toHaveLength(3)
  })

  it('that is found closed leaves its place to a new one, though no more may be open', async () => {
    const backend = await startBackend(({ socket }, index) => {
      let served = 0
      socket.on('data', () => {
        served += 1
        if (index < 2 && served > 1) socket.resetAndDestroy()
        else socket.write(ok)
      })
    })
    const client = startClient({ maxConnectionsPerBackend: 2 })
    await Promise.all([send(client, backend).result, send(client, backend).result])
    await turns()
    expect(await send(client, backend).result).toBe('ok')
  })
})

describe('the number of connections', () => {
  it('is kept, and requests wait in their order', async () => {
    const backend = await startBackend(answerEach(ok))
    const client = startClient({ maxConnectionsPerBackend: 1 })
    const sent = ['/1', '/2', '/3'].map((target) => send(client, { ...backend, target }).result)
    expect(await Promise.all(sent)).toEqual(['ok', 'ok', 'ok'])
    expect(backend.connections.map(({ received }) => received.match(/^GET \S+/gm))).toEqual([
      ['GET /1', 'GET /2', 'GET /3'],
    ])
  })

  it('is kept, and more than may wait are refused', async () => {
    const backend = await startBackend(() => {})
    const client = startClient({ maxConnectionsPerBackend: 1, maxWaitingPerBackend: 1 })
    const sent = [1, 2, 3].map(() => send(client, { ...backend, headTimeoutMs: 200 }).result)
    expect(await Promise.all(sent)).toEqual(['timeout', 'timeout', 'busy'])
  })

  it('is of those that are kept, too', async () => {
    const backend = await startBackend(answerEach(ok))
    const client = startClient({ maxIdleConnectionsPerBackend: 1 })
    await Promise.all([1, 2, 3].map(() => send(client, backend).result))
    await until(() => backend.connections.filter(({ isClosed }) => !isClosed).length === 1)
  })

  it('does not count a request that was given up', async () => {
    const backend = await startBackend(answerEach(ok))
    const client = startClient({ maxConnectionsPerBackend: 1, maxWaitingPerBackend: 2 })
    const given = [send(client, { ...backend, target: '/1' }), send(client, { ...backend, target: '/2' })]
    given[1]?.flow.cancel()
    const last = send(client, { ...backend, target: '/3' })
    expect([await given[0]?.result, await last.result]).toEqual(['ok', 'ok'])
    expect(backend.connections[0]?.received).not.toContain('/2')
  })
})

describe('what a request sends', () => {
  it('is one write with a body that is there', async () => {
    const backend = await startBackend(answerEach(ok))
    await send(startClient(), { ...backend, method: 'POST', body: Buffer.from('abc') }).result
    expect([backend.connections[0]?.reads, backend.connections[0]?.received]).toEqual([
      1,
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${backend.port}\r\nContent-Length: 3\r\n\r\nabc`,
    ])
  })

  it('is one write with a short body that comes in pieces', async () => {
    const backend = await startBackend(answerEach(ok))
    await send(startClient(), { ...backend, method: 'PUT', body: bodyOf(6, ['abc', 'd', 'ef']).body }).result
    expect([backend.connections[0]?.reads, backend.connections[0]?.received.split('\r\n\r\n')[1]]).toEqual([
      1,
      'abcdef',
    ])
  })

  it.each([
    ['connection-lost', 'shorter', ['abc']],
    ['protocol', 'longer', ['abcdef', 'g']],
  ])('is nothing, but %s, when a short body is %s than announced', async (failure, _, pieces) => {
    const backend = await startBackend(answerEach(ok))
    expect(await send(startClient(), { ...backend, method: 'PUT', body: bodyOf(6, pieces).body }).result).toBe(failure)
    expect(backend.connections).toHaveLength(0)
  })

  it('is one write with the first pieces of a body that flows', async () => {
    const backend = await startBackend(({ socket }) => {
      socket.on('data', (chunk) => {
        if (chunk.toString('latin1').endsWith('0\r\n\r\n')) socket.write(ok)
      })
    })
    await send(startClient(), { ...backend, method: 'PUT', body: bodyOf(undefined, ['abc', '', 'd']).body }).result
    expect(backend.connections[0]?.received.split('\r\n\r\n', 2)[1]).toBe('3\r\nabc\r\n1\r\nd\r\n0')
  })

  it('ends with an answer that comes before all of the body, and so does the connection', async () => {
    const backend = await startBackend(answerEach(ok))
    const client = startClient()
    const flowing = bodyOf(undefined, ['abc'], false)
    expect(await send(client, { ...backend, method: 'PUT', body: flowing.body }).result).toBe('ok')
    expect(flowing.isCancelled).toBe(true)
    await until(() => backend.connections[0]?.isClosed === true)
    expect(backend.connections[0]?.received).not.toContain('\r\n0\r\n')
  })

  it('goes on while the answer already flows', async () => {
    const backend = await startBackend(({ socket }) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n'))
      socket.on('data', (chunk) => {
        if (chunk.toString('latin1').endsWith('0\r\n\r\n')) socket.write('1\r\nb\r\n0\r\n\r\n')
      })
    })
    const client = startClient()
    expect(
      await send(client, { ...backend, method: 'POST', body: bodyOf(undefined, ['x', 'y', 'z']).body }).result,
    ).toBe('ab')
    await turns()
    await send(client, { ...backend, method: 'POST', body: bodyOf(undefined, ['x']).body }).result
    expect(backend.connections).toHaveLength(1)
  })

  it('goes to the other client for other versions and through proxies, and is closed with this one', async () => {
    let closed = 0
    const memory = createMemoryClient({
      'http://a.test': (call) => call.respond({ status: 200, headers: [] }, 'other'),
    })
    const fallback = {
      ...memory,
      close: () => {
        closed += 1
        return memory.close()
      },
    }
    const client = startClient({ fallback })
    const origin = 'http://a.test'
    expect(await send(client, { origin, httpVersion: '2' }).result).toBe('other')
    expect(await send(client, { origin, httpVersion: '2or1' }).result).toBe('other')
    expect(await send(client, { origin, proxy: { origin: 'http://proxy.test' } }).result).toBe('other')
    await client.close()
    expect(closed).toBe(1)
  })
})

describe('an answer', () => {
  it('is not shown to a sink that holds back before it has begun, but for its head', async () => {
    const backend = await startBackend(
      answerEach('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n'),
    )
    const sent = send(startClient(), backend)
    sent.flow.pause()
    await until(() => sent.heads.length === 1)
    await turns()
    expect(sent.pieces).toEqual([])
    sent.flow.resume()
    expect(await sent.result).toBe('ab')
  })

  it('comes in order to a sink that holds back and goes on with each piece', async () => {
    const chunks = Array.from({ length: 20_000 }, (_, n) => `1\r\n${n % 10}\r\n`).join('')
    const backend = await startBackend(
      answerEach(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`),
    )
    let text = ''
    await new Promise<void>((resolve, reject) => {
      const flow = startClient().send(
        { origin: backend.origin, method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000 },
        {
          onHead: () => {
            flow.pause()
            setTimeout(() => flow.resume(), 20)
          },
          onData: (piece) => {
            text += Buffer.from(piece).toString('latin1')
            flow.pause()
            if (text.length % 100 === 0) setImmediate(() => flow.resume())
            else flow.resume()
          },
          onEnd: resolve,
          onError: reject,
        },
      )
    })
    expect(text).toBe('0123456789'.repeat(2_000))
  })

  it('that stops for too long is given up', async () => {
    const backend = await startBackend(answerEach('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'))
    expect(await send(startClient({ bodyIdleTimeoutMs: 60 }), backend).result).toBe('timeout')
    await until(() => backend.connections[0]?.isClosed === true)
  })

  it('that nobody takes is not late', async () => {
    const backend = await startBackend(({ socket }) => {
      socket.on('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab')
        setTimeout(() => socket.write('cde'), 30)
      })
    })
    const sent = send(startClient({ bodyIdleTimeoutMs: 60 }), backend)
    await until(() => sent.pieces.length > 0)
    sent.flow.pause()
    await new Promise((resolve) => setTimeout(resolve, 300))
    sent.flow.resume()
    expect(await sent.result).toBe('abcde')
  })

  it('that declines an offer ends the connection', async () => {
    const backend = await startBackend(answerEach(ok))
    const client = startClient()
    await new Promise<void>((resolve, reject) => {
      client.upgrade(
        { origin: backend.origin, method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000 },
        'websocket',
        {
          onHead: () => {},
          onData: () => {},
          onEnd: resolve,
          onError: reject,
          onUpgrade: () => reject(new Error('It did not.')),
        },
      )
    })
    await until(() => backend.connections[0]?.isClosed === true)
  })

  it('that is malformed closes the connection', async () => {
    const backend = await startBackend(answerEach('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx'))
    expect(await send(startClient(), backend).result).toBe('protocol')
    await until(() => backend.connections[0]?.isClosed === true)
  })

  it('does not come from a client that is closed, whatever the request waits for', async () => {
    const backend = await startBackend(() => {})
    const client = startClient({ maxConnectionsPerBackend: 1 })
    const sent = [
      send(client, backend),
      send(client, backend),
      send(client, { ...backend, method: 'PUT', body: bodyOf(3, ['a'], false).body }),
    ]
    await until(() => backend.connections[0]?.received.includes('\r\n\r\n') === true)
    await client.close()
    expect(await Promise.all(sent.map(({ result }) => result))).toEqual([
      'connection-lost',
      'connection-lost',
      'connection-lost',
    ])
  })
})
