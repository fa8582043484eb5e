import { isAppError } from '@sluice/contracts'
import { describe, expect, test } from 'vitest'
import type { CallHandler } from '../http.ts'
import type { PlainRequest, PlainResponse } from './serving.ts'

/** Sends one request to a handler; rejects when the answer breaks off. */
export type Perform = (request: PlainRequest, handler: CallHandler) => Promise<PlainResponse>

const head = (status: number, ...headers: string[]) => ({ status, headers })

/**
 * What every implementation of a call does for its handler, with a socket or without.
 * @param version that is spoken; HTTP/2 has no reasons, and names in small letters only
 */
export function describeCalls(name: string, perform: Perform, version: '1.1' | '2' = '1.1'): void {
  const testOfHttp1 = test.skipIf(version === '2')
  const fieldOf = (response: PlainResponse, lowerCaseName: string) => {
    const at = response.headers.findIndex((field, index) => index % 2 === 0 && field.toLowerCase() === lowerCaseName)
    return at === -1 ? undefined : response.headers[at + 1]
  }

  describe(`calls of ${name}`, () => {
    testOfHttp1('show method, target, headers in order and own case, peer and transport', async () => {
      const response = await perform(
        { method: 'PUT', target: '/a%20b?c=%7e', headers: ['X-One', '1', 'x-one', '2', 'Other', ''] },
        (call) => {
          const own = call.headers.slice(call.headers.indexOf('X-One'), call.headers.indexOf('Other') + 2)
          const seen = [call.method, call.target, own, call.isSecure, call.remoteAddress]
          call.respond(head(200), JSON.stringify(seen))
        },
      )
      expect(JSON.parse(response.body)).toEqual([
        'PUT',
        '/a%20b?c=%7e',
        ['X-One', '1', 'x-one', '2', 'Other', ''],
        false,
        '127.0.0.1',
      ])
    })

    test('join the values of a header, whatever the case of its name', async () => {
      const response = await perform({ headers: ['X-One', '1', 'x-one', '2', 'X-Two', ''] }, (call) => {
        const seen = [call.header('x-one'), call.header('x-two'), call.header('x-three') ?? 'none']
        call.respond(head(200), JSON.stringify(seen))
      })
      expect(JSON.parse(response.body)).toEqual(['1, 2', '', 'none'])
    })

    testOfHttp1('are answered whole, with length, reason and all headers in order', async () => {
      const response = await perform({}, (call) => {
        call.respond({ status: 418, reason: 'Teapot', headers: ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'] }, 'é')
      })
      expect([response.status, response.reason, response.body]).toEqual([418, 'Teapot', '\xc3\xa9'])
      expect(response.headers.slice(0, 6)).toEqual(['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Content-Length', '2'])
    })

    test('replace a wrong Content-Length by the right one', async () => {
      const response = await perform({}, (call) => call.respond(head(200, 'content-length', '99'), 'four'))
      expect([fieldOf(response, 'content-length'), response.body]).toEqual(['4', 'four'])
    })

    test('send an empty body with length 0', async () => {
      const response = await perform({}, (call) => call.respond(head(200)))
      expect([fieldOf(response, 'content-length'), response.body]).toEqual(['0', ''])
    })

    test('answer HEAD without the body but with its length, counted or told', async () => {
      const counted = await perform({ method: 'HEAD' }, (call) => call.respond(head(200), 'hello'))
      expect([fieldOf(counted, 'content-length'), counted.body]).toEqual(['5', ''])
      const told = await perform({ method: 'HEAD' }, (call) => call.respond(head(200, 'Content-Length', '7')))
      expect([fieldOf(told, 'content-length'), told.body]).toEqual(['7', ''])
      const streamed = await perform({ method: 'HEAD' }, (call) => {
        const writer = call.respondStream(head(200, 'Content-Length', '5'))
        writer.write(Buffer.from('hello'))
        writer.end()
      })
      expect([fieldOf(streamed, 'content-length'), streamed.body]).toEqual(['5', ''])
    })

    test('send no body with 204 and 304, and no length with 204', async () => {
      const noContent = await perform({}, (call) => call.respond(head(204, 'Content-Length', '3'), 'abc'))
      expect([fieldOf(noContent, 'content-length'), noContent.body]).toEqual([undefined, ''])
      const notModified = await perform({}, (call) => call.respond(head(304, 'Content-Length', '7')))
      expect([fieldOf(notModified, 'content-length'), notModified.body]).toEqual(['7', ''])
    })

    test('keep header values as bytes in both directions', async () => {
      const response = await perform({ headers: ['X', 'caf\xe9'] }, (call) => {
        call.respond(head(200, 'Y', call.header('x') ?? ''), 'text')
      })
      expect(fieldOf(response, 'y')).toBe('caf\xe9')
      const streamed = await perform({ headers: ['X', 'caf\xe9'] }, (call) => {
        call.respondStream(head(200, 'Y', call.header('x') ?? '')).end()
      })
      expect(fieldOf(streamed, 'y')).toBe('caf\xe9')
    })

    test('leave framing and connection headers to the server', async () => {
      const response = await perform({}, (call) => {
        call.respond(
          head(200, 'Transfer-Encoding', 'chunked', 'Connection', 'X-Hop', 'Keep-Alive', 'timeout=1', 'Upgrade', 'h2c'),
          'ok',
        )
      })
      expect(fieldOf(response, 'transfer-encoding')).toBeUndefined()
      expect(fieldOf(response, 'upgrade')).toBeUndefined()
      expect(fieldOf(response, 'connection')).not.toBe('X-Hop')
      expect(fieldOf(response, 'keep-alive')).not.toBe('timeout=1')
      expect(response.body).toBe('ok')
    })

    test('are answered piece by piece, with and without announced length', async () => {
      for (const headers of [[], ['Content-Length', '6']]) {
        const response = await perform({}, (call) => {
          const writer = call.respondStream(head(200, ...headers))
          writer.write(Buffer.from('abc'))
          setImmediate(() => {
            writer.write(Buffer.alloc(0))
            writer.write(Buffer.from('def'))
            writer.end()
          })
        })
        expect([fieldOf(response, 'content-length'), response.body]).toEqual([headers[1], 'abcdef'])
      }
    })

    test.each<[string, number, string[]]>([
      ['shorter than', 7, ['abc', 'def']],
      ['longer than', 5, ['abc', 'def']],
    ])('break off an answer that is %s announced', async (_, announced, pieces) => {
      const response = perform({}, (call) => {
        const writer = call.respondStream(head(200, 'Content-Length', String(announced)))
        for (const piece of pieces) writer.write(Buffer.from(piece))
        writer.end()
      })
      await expect(response).rejects.toThrow()
    })

    test('break off when the writer aborts', async () => {
      const response = perform({}, (call) => {
        const writer = call.respondStream(head(200))
        writer.write(Buffer.from('abc'))
        setImmediate(() => writer.abort())
      })
      await expect(response).rejects.toThrow()
    })

    test('can be answered once only', async () => {
      const response = await perform({}, (call) => {
        call.respond(head(200), 'first')
        expect(() => call.respond(head(200), 'second')).toThrow('already answered')
        expect(() => call.respondStream(head(200))).toThrow('already answered')
      })
      expect(response.body).toBe('first')
    })

    test.each<[string, PlainRequest['body'], number | undefined]>([
      ['with a length', 'hello', 5],
      ['in pieces', ['he', 'llo'], undefined],
    ])('give a body %s', async (_, body, length) => {
      const response = await perform({ method: 'POST', body: body ?? '' }, async (call) => {
        const announced = call.body.length
        const bytes = await call.body.bytes(5)
        call.respond(head(200), JSON.stringify([announced ?? 'unknown', Buffer.from(bytes).toString()]))
      })
      expect(JSON.parse(response.body)).toEqual([length ?? 'unknown', 'hello'])
    })

    test('give an empty body where there is none', async () => {
      const response = await perform({}, async (call) => {
        const { length } = call.body
        call.respond(head(200), JSON.stringify([length, (await call.body.bytes(0)).length]))
      })
      expect(JSON.parse(response.body)).toEqual([0, 0])
    })

    test.each<[string, string | string[]]>([
      ['announced', 'x'.repeat(11)],
      ['in pieces', ['xxxxx', 'xxxxxx']],
    ])('refuse to read a body beyond the limit, %s', async (_, body) => {
      const response = await perform({ method: 'POST', body }, async (call) => {
        const failure = await call.body.bytes(10).then(
          () => 'read',
          (error: unknown) => (isAppError(error) ? error.code : error),
        )
        call.respond(head(413), String(failure))
      })
      expect([response.status, response.body]).toEqual([413, 'RequestTooLarge'])
    })

    test('let a body flow, held back and let go, never before `flow` returns', async () => {
      const response = await perform({ method: 'POST', body: ['a', 'b', 'c'] }, (call) => {
        let text = ''
        let hasReturned = false
        const flow = call.body.flow({
          onData(chunk) {
            text += hasReturned ? Buffer.from(chunk).toString() : 'early'
            flow.pause()
            setImmediate(() => flow.resume())
          },
          onEnd: () => call.respond(head(200), text),
          onError: () => call.respond(head(500)),
        })
        hasReturned = true
      })
      expect(response.body).toBe('abc')
    })

    test('give up on a body and answer', async () => {
      const response = await perform({ method: 'POST', body: ['a', 'b', 'c'] }, (call) => {
        const flow = call.body.flow({
          onData() {
            flow.cancel()
            call.respond(head(200), 'enough')
          },
          onEnd: () => call.respond(head(500), 'ended'),
          onError: () => call.respond(head(500), 'failed'),
        })
      })
      expect(response.body).toBe('enough')
    })
  })
}
