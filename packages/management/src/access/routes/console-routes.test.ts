import { HttpClientError, type MemoryOrigin } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { maxAnswerBytes } from '../../console/relay-call.ts'
import { administrator, startManagement } from '../../management.fixture.ts'

const ok: MemoryOrigin = (call) => call.respond({ status: 200, headers: [] }, 'fine')

async function start(gateway: MemoryOrigin = ok) {
  const started = await startManagement({ createSamples: false, gateway })
  const send = async (call: object, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    started.fetchRaw('/api/console', {
      method: 'POST',
      headers,
      body: JSON.stringify({ method: 'GET', url: 'http://localhost:8000/echo', ...call }),
      ...(signal === undefined ? {} : { signal }),
    })
  const refusalOf = async (call: object, headers: Record<string, string> = {}) => {
    const response = await send(call, headers)
    const { error } = (await response.json()) as {
      error: { code: string; message: string; details: { target: string; message: string }[] | null }
    }
    return { status: response.status, headers: response.headers, ...error }
  }
  return { ...started, send, refusalOf, sent: started.gatewayClient.requests }
}

const headersOf = (response: Response) =>
  JSON.parse(Buffer.from(response.headers.get('x-console-headers') ?? '', 'base64url').toString()) as string[][]

describe('a call of the console', () => {
  it('goes to the gateway as it was written, and its answer comes back as it is', async () => {
    const answer: MemoryOrigin = (call) =>
      call.respond(
        {
          status: 404,
          reason: 'Not here',
          headers: [
            'Content-Type',
            'text/html',
            'X-Twice',
            '1',
            'X-Twice',
            '2',
            'X-Text',
            'caf\u00c3\u00a9',
            'X-Raw',
            '\u00ff',
          ],
        },
        '<script>alert(1)</script>',
      )
    const { send, sent } = await start(answer)
    const response = await send({
      method: 'PATCH',
      url: 'https://localhost:8443/a%20b/../c?d={e}&f=%2e',
      headers: [
        ['Ocp-Apim-Subscription-Key', ' a "key" '],
        ['X-Name', 'é'],
      ],
      body: { text: 'é\n' },
      timeoutSeconds: 7,
    })
    expect(
      sent.map(({ origin, connectTo, method, target, headers, headTimeoutMs, verifyCertificate }) => [
        origin,
        connectTo,
        method,
        target,
        headers,
        headTimeoutMs,
        verifyCertificate,
      ]),
    ).toEqual([
      [
        'https://localhost:8443',
        'https://127.0.0.1:8443',
        'PATCH',
        '/a%20b/../c?d={e}&f=%2e',
        ['Host', 'localhost:8443', 'Ocp-Apim-Subscription-Key', 'a "key"', 'X-Name', 'Ã©', 'Content-Length', '3'],
        7_000,
        true,
      ],
    ])
    expect(sent[0]?.text()).toBe('é\n')
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-disposition': 'attachment',
      'content-type': 'application/octet-stream',
      'x-console-headers': expect.any(String),
      'x-console-limit': '104857600',
      'x-console-reason': 'Not here',
      'x-console-status': '404',
      'x-console-url': 'https://localhost:8443/a%20b/../c?d={e}&f=%2e',
      'x-content-type-options': 'nosniff',
      'x-ms-request-id': expect.any(String),
    })
    expect(response.status).toBe(200)
    expect(headersOf(response)).toEqual([
      ['Content-Type', 'text/html'],
      ['X-Twice', '1'],
      ['X-Twice', '2'],
      ['X-Text', 'café'],
      ['X-Raw', 'ÿ'],
      ['Content-Length', '25'],
    ])
    expect(await response.text()).toBe('<script>alert(1)</script>')
  })

  it('may send bytes, and nothing at all', async () => {
    const { send, sent } = await start()
    await send({ method: 'POST', body: { base64: '//4A' } })
    await send({ method: 'DELETE' })
    expect(sent.map((request) => [...request.bytes()])).toEqual([[255, 254, 0], []])
  })

  it('shows a redirect and does not follow it', async () => {
    const { send, sent } = await start((call) =>
      call.respond({ status: 302, headers: ['Location', 'http://169.254.169.254/'] }),
    )
    const response = await send({})
    expect([response.status, response.headers.get('x-console-status'), sent.length]).toEqual([200, '302', 1])
    expect(headersOf(response)[0]).toEqual(['Location', 'http://169.254.169.254/'])
  })

  it('takes nothing of the caller along but what it says', async () => {
    const { send, sent, token } = await start()
    await send({}, { Authorization: `Bearer ${token}`, 'X-Forwarded-For': '1.2.3.4', 'User-Agent': 'a browser' })
    expect(sent[0]?.headers).toEqual(['Host', 'localhost:8000'])
  })

  it.each([
    'http://localhost:8001/',
    'http://localhost/',
    'http://localhost:80000/',
    'http://localhost:8000@example.com/',
    'http://localhost:8000.example.com/',
    'http://localhost:8000:80/',
    'http://localhost.:8000/',
    'http://user@localhost:8000/',
    'http://user:secret@localhost:8000/',
    'http://@localhost:8000/',
    'http://LOCALHOST:8000/',
    'HTTP://localhost:8000/',
    'https://localhost:8000/',
    'http://localhost:8443/',
    'http://127.0.0.1:8000/',
    'http://127.1:8000/',
    'http://0x7f000001:8000/',
    'http://2130706433:8000/',
    'http://0.0.0.0:8000/',
    'http://[::1]:8000/',
    'http://[::ffff:127.0.0.1]:8000/',
    'http://[0:0:0:0:0:ffff:7f00:1]:8000/',
    'http://xn--localhost-abc:8000/',
    'http://ｌocalhost:8000/',
    'http://localhost%2e:8000/',
    'http:/localhost:8000/',
    'http:\\\\localhost:8000/',
    'http://localhost:8000\\@example.com/',
    'http://localhost:8000#@example.com/',
    ' http://localhost:8000/',
    '\thttp://localhost:8000/',
    'http://localhost:\n8000/',
    'http://localhost:8000 /',
    '//localhost:8000/',
    '/echo',
    'localhost:8000/',
    'file:///etc/passwd',
    'gopher://localhost:8000/',
    'javascript:alert(1)',
    'http://localhost:8080/api/tokens',
    'http://169.254.169.254/latest/meta-data/',
  ])('to %j is refused: it is not the gateway', async (url) => {
    const { refusalOf, sent } = await start()
    const { status, code, message } = await refusalOf({ url })
    expect([status, code, message]).toEqual([
      400,
      'ConsoleAddressRefused',
      'The console calls the gateway of this installation only, at http://localhost:8000 or https://localhost:8443: the address is another one.',
    ])
    expect(sent).toEqual([])
  })

  it.each([
    'http://localhost:8000/a b',
    'http://localhost:8000/é',
    'http://localhost:8000/\r\nX: y',
    'http://localhost:8000/\u0000',
    'http://localhost:8000/a\\b',
    'http://localhost:8000/a#b',
  ])('to %j is refused: what is special must be encoded', async (url) => {
    const { refusalOf, sent } = await start()
    const { code, message } = await refusalOf({ url })
    expect(code).toBe('ConsoleAddressRefused')
    expect(message).toMatch(/must be percent-encoded\.$/)
    expect(sent).toEqual([])
  })

  it.each(['http://localhost:8000', 'http://localhost:8000?a=b', 'https://localhost:8443/@example.com/'])(
    'to %s is of the gateway',
    async (url) => {
      const { send, sent } = await start()
      expect((await send({ url })).status).toBe(200)
      expect(`${sent[0]?.origin}${sent[0]?.target}`.replace('/?', '?').replace(/\/$/, '')).toBe(url.replace(/\/$/, ''))
    },
  )

  it.each([
    [{ headers: [['Host', 'example.com']] }, 'headers.0'],
    [
      {
        headers: [
          ['A', 'b'],
          ['cookie', 'sluice-session=1'],
        ],
      },
      'headers.1',
    ],
    [{ headers: [['Transfer-Encoding', 'chunked']] }, 'headers.0'],
    [{ headers: [['Content-Length', '1']] }, 'headers.0'],
    [{ headers: [['Connection', 'X-Key']] }, 'headers.0'],
    [{ headers: [['Upgrade', 'h2c']] }, 'headers.0'],
    [{ headers: [['Expect', '100-continue']] }, 'headers.0'],
    [{ headers: [['Proxy-Authorization', 'Basic x']] }, 'headers.0'],
    [{ headers: [['A', 'b\r\nHost: example.com']] }, 'headers.0.1'],
    [{ headers: [['A', 'b\u0000']] }, 'headers.0.1'],
    [{ headers: [['A\r\nB', 'c']] }, 'headers.0.0'],
    [{ headers: [['A:', 'c']] }, 'headers.0.0'],
    [{ headers: [['', 'c']] }, 'headers.0.0'],
    [{ headers: [['A']] }, 'headers.0'],
    [{ method: 'GET /x HTTP/1.1\r\nHost: a' }, 'method'],
    [{ method: 'CONNECT' }, 'method'],
    [{ method: 'TRACE' }, 'method'],
    [{ timeoutSeconds: 301 }, 'timeoutSeconds'],
    [{ body: { base64: '!' } }, 'body.base64'],
    [{ redirect: 'follow' }, ''],
  ])('with %j is refused with the place', async (call, target) => {
    const { refusalOf, sent } = await start()
    const { status, code, details } = await refusalOf(call)
    expect([status, code, details?.[0]?.target]).toEqual([400, 'ValidationError', target])
    expect(sent).toEqual([])
  })

  it.each([
    ['address-not-found', 502, 'ConsoleAddressNotFound'],
    ['connection-refused', 502, 'ConsoleConnectionRefused'],
    ['connection-lost', 502, 'ConsoleConnectionLost'],
    ['certificate', 502, 'ConsoleCertificateRefused'],
    ['protocol', 502, 'ConsoleAnswerMalformed'],
    ['timeout', 504, 'ConsoleTimeout'],
  ] as const)('that fails of %s says so', async (failure, status, code) => {
    const { refusalOf } = await start(new HttpClientError(failure, 'It failed.'))
    const refusal = await refusalOf({ timeoutSeconds: 3 })
    expect([refusal.status, refusal.code]).toEqual([status, code])
    expect(refusal.message).toContain('http://localhost:8000')
    if (failure === 'timeout') expect(refusal.message).toContain('within 3 seconds')
  })

  it('that is given up ends at the gateway, too', async () => {
    let isGone = false
    const { send } = await start((call) => {
      call.onAbort(() => {
        isGone = true
      })
    })
    const aborter = new AbortController()
    const waiting = send({}, {}, aborter.signal)
    await new Promise(setImmediate)
    aborter.abort()
    expect((await waiting).status).toBe(499)
    await expect.poll(() => isGone).toBe(true)
  })

  it('whose answer is no longer read ends at the gateway, too', async () => {
    let isGone = false
    const { send } = await start((call) => {
      call.onAbort(() => {
        isGone = true
      })
      call.respondStream({ status: 200, headers: [] }).write(Buffer.from('first'))
    })
    const { body } = await send({})
    const reader = body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first')
    await reader?.cancel()
    await expect.poll(() => isGone).toBe(true)
  })

  it('whose answer breaks off fails where it is read', async () => {
    const { send } = await start((call) => {
      const writer = call.respondStream({ status: 200, headers: [] })
      writer.write(Buffer.from('first'))
      setImmediate(() => writer.abort())
    })
    await expect((await send({})).text()).rejects.toThrow('broke before its answer was complete')
  })

  it('gets an answer of 100 MB at most, and the gateway sends no faster than it is read', async () => {
    let written = 0
    let isGone = false
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const { send } = await start((call) => {
      call.onAbort(() => {
        isGone = true
      })
      const writer = call.respondStream({ status: 200, headers: [] })
      const pour = async () => {
        while (!isGone) {
          written += 1
          if (!writer.write(chunk)) return
          await new Promise(setImmediate)
        }
      }
      writer.onDrain(() => void pour())
      void pour()
    })
    const { body, headers } = await send({})
    const reader = body?.getReader()
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    expect(written).toBeLessThan(5)
    let read = 0
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) break
      read += value.length
    }
    expect([read, headers.get('x-console-limit')]).toEqual([maxAnswerBytes, String(maxAnswerBytes)])
    await expect.poll(() => isGone).toBe(true)
  })
})

describe('who may have the console call', () => {
  const signIn = async ({ fetchRaw }: Awaited<ReturnType<typeof start>>) => {
    const response = await fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify(administrator) })
    const { csrfToken } = (await response.json()) as { csrfToken: string }
    return { csrfToken, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }

  it('is a page of ours: with the token of its session, or without a session by its origin', async () => {
    const started = await start()
    const { send, refusalOf, sent } = started
    const { cookie, csrfToken } = await signIn(started)
    const origin = { Origin: 'http://localhost:8080' }
    const elsewhere = { Origin: 'https://evil.example' }
    expect((await send({}, { Cookie: cookie, 'X-CSRF-Token': csrfToken, ...origin })).status).toBe(200)
    expect((await send({}, origin)).status).toBe(200)
    expect((await send({})).status).toBe(200)
    expect((await refusalOf({}, { Cookie: cookie, ...origin })).code).toBe('CsrfTokenInvalid')
    expect((await refusalOf({}, { Cookie: cookie, 'X-CSRF-Token': csrfToken, ...elsewhere })).code).toBe(
      'CsrfTokenInvalid',
    )
    expect((await refusalOf({}, elsewhere)).code).toBe('CsrfTokenInvalid')
    expect((await refusalOf({}, { Origin: 'null' })).code).toBe('CsrfTokenInvalid')
    expect(sent.length).toBe(3)
  })

  it('is told when the service is not there', async () => {
    const { refusalOf, send } = await start()
    expect((await send({ service: 'Sluice' })).status).toBe(200)
    expect((await refusalOf({ service: 'nobody' })).code).toBe('ResourceNotFound')
  })

  it('has 20 calls at a time, each counted until it ends', async () => {
    const { send, refusalOf } = await start((call) => {
      if (call.target === '/echo') call.respondStream({ status: 200, headers: [] }).write(Buffer.from('.'))
      else call.respond({ status: 200, headers: [] })
    })
    const running = await Promise.all(Array.from({ length: 20 }, () => send({})))
    const refusal = await refusalOf({})
    expect([refusal.status, refusal.code, refusal.headers.get('retry-after')]).toEqual([
      429,
      'ConsoleCallsExceeded',
      '1',
    ])
    await running[0]?.body?.cancel()
    expect((await send({})).status).toBe(200)
    expect((await refusalOf({})).code).toBe('ConsoleCallsExceeded')
  })

  it('has 300 calls a minute, and refused ones count', async () => {
    const { send, refusalOf, clock } = await start()
    for (let number = 0; number < 150; number += 1) {
      await (await send({})).text()
      await refusalOf({ url: 'http://example.com' })
    }
    expect((await refusalOf({})).code).toBe('ConsoleCallsExceeded')
    clock.advance(60_000)
    expect((await send({})).status).toBe(200)
  })

  it('may send a file without having signed in', async () => {
    const { send, sent } = await start()
    const response = await send({ method: 'POST', body: { text: 'x'.repeat(1024 * 1024) } })
    expect([response.status, sent[0]?.bytes().length]).toEqual([200, 1024 * 1024])
  })
})

it('tells pages which addresses it calls', async () => {
  const { fetchRaw } = await start()
  const response = await fetchRaw('/api/console')
  expect(await response.json()).toEqual({ addresses: ['http://localhost:8000', 'https://localhost:8443'] })
})

it('says where there is no gateway', async () => {
  const { environment } = await start()
  const { createManagement } = await import('../../management.ts')
  const alone = createManagement(environment, () => ({ gateway: null, management: null }))
  const response = await alone.fetch(
    new Request('http://localhost:8080/api/console', {
      method: 'POST',
      body: JSON.stringify({ method: 'GET', url: 'http://localhost:8000/' }),
    }),
    { remoteAddress: '127.0.0.1' },
  )
  expect([response.status, await response.json()]).toMatchObject([503, { error: { code: 'ConsoleGatewayUnknown' } }])
})
