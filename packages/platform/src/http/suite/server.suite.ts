import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyedCertificate } from '../../certificates/issue-certificates.ts'
import type { Listen } from '../http.ts'
import { describeCalls } from './calls.suite.ts'
import { describeServerBodies } from './server-bodies.suite.ts'
import { describeServerLimits } from './server-limits.suite.ts'
import { describeServerPeers } from './server-peers.suite.ts'
import { describeServerUpgrades } from './server-upgrades.suite.ts'
import { echo, open, request, respondOk, serve, talk } from './serving.ts'
import { strictnessCases } from './strictness-cases.ts'

const lastWord = 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'

export interface HttpServerSuite {
  readonly name: string
  readonly listen: Listen
  /** For `localhost` and 127.0.0.1. */
  readonly certificate: () => Promise<KeyedCertificate>
}

/** What every HTTP server of ours does. */
export function describeHttpServer(suite: HttpServerSuite): void {
  const { name, listen } = suite
  describeCalls(name, async (options, handler) => {
    const server = await listen({ host: '127.0.0.1', port: 0, onHandlerFault: () => {} }, handler)
    try {
      return await request(server.port, options)
    } finally {
      await server.close(0)
    }
  })
  describeStrictness(name, listen)
  describeServerBodies(name, listen)
  describeServerLimits(suite)
  describeServerPeers(suite)
  describeServerUpgrades(suite)

  describe(`connections of ${name}`, () => {
    test('serve one request after the other', async () => {
      const connection = await open(await serve(listen, echo))
      connection.write('GET /1 HTTP/1.1\r\nHost: a\r\n\r\n')
      await connection.until('"/1"')
      connection.write(`POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc${lastWord}`)
      const received = await connection.untilClosed()
      expect([...received.matchAll(/"(\/\w+)"/g)].map((match) => match[1])).toEqual(['/1', '/2', '/last'])
      expect(received).toMatch(/\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/)
    })

    test('answer pipelined requests in their order, whichever is ready first', async () => {
      const waiting: (() => void)[] = []
      const server = await serve(listen, (call) => {
        waiting.push(() => call.respond({ status: 200, headers: [] }, call.target))
        if (waiting.length === 3) for (const answer of waiting.reverse()) answer()
      })
      const received = await talk(
        server,
        `GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n${lastWord}`,
      )
      expect([...received.matchAll(/\r\n\r\n(\/[a-z\d]+)/g)].map((match) => match[1])).toEqual(['/1', '/2', '/last'])
    })

    test('close after the answer when the client asks for it, and after HTTP/1.0', async () => {
      const server = await serve(listen, respondOk)
      expect(await talk(server, lastWord)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nok$/)
      expect(await talk(server, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nok$/)
    })

    test('take nothing for a request that comes behind the last one', async () => {
      const targets: string[] = []
      const server = await serve(listen, (call) => {
        targets.push(call.target)
        setImmediate(() => respondOk(call))
      })
      const received = await talk(server, `${lastWord}GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n`)
      expect(targets).toEqual(['/last'])
      expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1)
    })

    test('answer an offer to upgrade in HTTP/1.1, and lose nothing that follows', async () => {
      for (const upgrade of ['websocket', 'h2c']) {
        const server = await serve(listen, (call) => call.respond({ status: 200, headers: [] }, call.target))
        const offer = `GET /offer HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ${upgrade}\r\n\r\n`
        const received = await talk(server, offer + lastWord)
        // A server may close instead of going on; then it has to say so.
        const answers = [...received.matchAll(/\r\n\r\n(\/[a-z\d]+)/g)].map((match) => match[1])
        expect(answers[0]).toBe('/offer')
        expect(answers[1] === '/last' || /\r\nConnection: close\r\n/i.test(received)).toBe(true)
      }
    })

    test('read the address of an absolute target instead of Host', async () => {
      const received = await talk(
        await serve(listen, echo),
        'GET http://b:81?y HTTP/1.1\r\nX: 1\r\nHost: a\r\nConnection: close\r\n\r\n',
      )
      expect(JSON.parse(received.split('\r\n\r\n')[1] ?? '').slice(0, 3)).toEqual([
        'GET',
        '/?y',
        ['X', '1', 'Host', 'b:81', 'Connection', 'close'],
      ])
    })

    test('answer OPTIONS * themselves', async () => {
      const received = await talk(
        await serve(listen, respondOk),
        'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      )
      expect(received).toMatch(/^HTTP\/1\.1 204 /)
    })
  })

  describe(`faults of handlers of ${name}`, () => {
    test.each([
      [
        'throws',
        () => {
          throw new Error('inner text')
        },
      ],
      ['rejects', () => Promise.reject(new Error('inner text'))],
    ])('answers 500 without inner text when a handler %s, tells the hook, and lives', async (_, fail) => {
      const faults: unknown[] = []
      const server = await serve(listen, (call) => (call.target === '/bad' ? fail() : respondOk(call)), {
        onHandlerFault: (error, call) => faults.push((error as Error).message, call),
      })
      const bad = await request(server.port, { target: '/bad' })
      const { activityId, ...rest } = JSON.parse(bad.body)
      expect([bad.status, rest]).toEqual([500, { statusCode: 500, message: 'Internal server error' }])
      expect(faults).toEqual(['inner text', { requestId: activityId, method: 'GET', target: '/bad' }])
      expect((await request(server.port, {})).status).toBe(200)
    })

    test('breaks an answer off whose handler throws after its beginning', async () => {
      const server = await serve(
        listen,
        (call) => {
          call.respondStream({ status: 200, headers: [] }).write(Buffer.from('half'))
          throw new Error('too late')
        },
        { onHandlerFault: () => {} },
      )
      await expect(request(server.port, {})).rejects.toThrow()
    })

    test('leaves a call open to be answered when the head it was given cannot be sent', async () => {
      const server = await serve(listen, (call) => {
        expect(() => call.respond({ status: 200, headers: ['X', 'a\r\nB: c'] })).toThrow()
        expect(() => call.respond({ status: 99, headers: [] })).toThrow()
        respondOk(call)
      })
      expect((await request(server.port, {})).body).toBe('ok')
    })
  })
}

function describeStrictness(name: string, listen: Listen): void {
  describe(`strictness of ${name}`, () => {
    let server: Awaited<ReturnType<Listen>>
    let handled: string[] = []
    beforeAll(async () => {
      server = await listen({ host: '127.0.0.1', port: 0 }, (call) => {
        handled.push(call.target)
        echo(call)
      })
    })
    afterAll(() => server.close(0))

    test.each(strictnessCases)('$name: $outcome', async ({ request: text, outcome }) => {
      handled = []
      const received = await talk(server, text + lastWord)
      const statuses = [...received.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((match) => Number(match[1]))
      if (outcome === 'handled') {
        expect(statuses[0]).toBe(200)
      } else {
        // One answer, then the end: what came behind is not to be trusted.
        expect(statuses).toEqual([outcome])
        expect(handled).not.toContain('/last')
        expect(received).toMatch(/\r\nConnection: close\r\n/i)
        expect(JSON.parse(received.split('\r\n\r\n')[1] ?? '')).toMatchObject({ statusCode: outcome })
      }
    })

    test('has the same outcome when the bytes come one by one', async () => {
      const outcomes = await Promise.all(
        strictnessCases.map(async ({ name: caseName, request: text, outcome }) => {
          const connection = await open(server)
          for (const byte of text + lastWord) {
            if (connection.isClosed || connection.socket.destroyed) break
            connection.write(byte)
            await new Promise((resolve) => setImmediate(resolve))
          }
          const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(await connection.untilClosed())?.[1])
          return { caseName, outcome: status === 200 ? 'handled' : status, expected: outcome }
        }),
      )
      expect(outcomes.filter(({ outcome, expected }) => outcome !== expected)).toEqual([])
    })

    test('lives through anything that is sent', async () => {
      const wholeRequests = strictnessCases.map(({ request: text }) => text)
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...wholeRequests),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
          async (text, changes) => {
            const bytes = Buffer.from(text, 'latin1')
            for (const [at, byte] of changes) bytes[at % bytes.length] = byte
            const connection = await open(server)
            connection.write(bytes.toString('latin1'))
            connection.socket.end()
            const received = await connection.untilClosed()
            expect(received).toMatch(/^(HTTP\/1\.1 [2-5]\d\d [\s\S]*)?$/)
          },
        ),
        { numRuns: 300, seed: 20 },
      )
      expect(await talk(server, lastWord)).toMatch(/^HTTP\/1\.1 200 /)
    })

    test('still answers a whole request that an unreadable one follows', async () => {
      handled = []
      const received = await talk(server, 'GET /good HTTP/1.1\r\nHost: a\r\n\r\nGET /\x01 HTTP/1.1\r\n\r\n')
      expect([...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => match[1])).toEqual(['200', '400'])
      expect(handled).toEqual(['/good'])
    })
  })
}
