import { execFile } from 'node:child_process'
import { connect as connectSecure, type TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import type { ServerCall } from '@sluice/platform'
import { createSystemClock } from '@sluice/platform/clock'
import { describeCalls, serve } from '@sluice/platform/http-suite'
import { createAuthority, issueServerCertificate } from '@sluice/platform/issue-certificates'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ask, connectHttp2, toHttp2Fields } from './http2-peer.fixture.ts'
import { listenWithHttp1 } from './listen-with-http1.ts'

const clock = createSystemClock()
const authority = createAuthority(clock)
const certificate = authority.then((made) => issueServerCertificate(made, ['localhost', '127.0.0.1'], clock))

const serveSecurely = async (handler: (call: ServerCall) => void, other: { readonly ticketKeys?: Uint8Array } = {}) =>
  serve(listenWithHttp1, handler, { tls: { ...(await certificate), ...other } })

describeCalls(
  'HTTP/2 of listenWithHttp1',
  async (request, handler) => {
    const tls = await certificate
    const server = await listenWithHttp1({ host: '127.0.0.1', port: 0, tls, onHandlerFault: () => {} }, handler)
    const session = connectHttp2(server.port)
    try {
      return await ask(session, toHttp2Fields(request), request.body)
    } finally {
      session.destroy()
      await server.close(0)
    }
  },
  '2',
)

const show = (call: ServerCall) =>
  call.respond({ status: 200, headers: [] }, JSON.stringify([call.method, call.target, call.headers, call.isSecure]))

describe('HTTP/2 of listenWithHttp1', () => {
  it('shows a request as one of HTTP/1.1: the authority as Host, cookies in one field', async () => {
    const server = await serveSecurely(show)
    const answer = await ask(connectHttp2(server.port), {
      ':method': 'DELETE',
      ':path': '/a?b',
      ':authority': 'api.test:443',
      cookie: ['a=1', 'b=2'],
      x: 'y',
    })
    const fields = ['Host', 'api.test:443', 'cookie', 'a=1; b=2', 'x', 'y']
    expect(JSON.parse(answer.body)).toEqual(['DELETE', '/a?b', fields, true])
  })

  it('is what curl speaks when both can, and HTTP/1.1 is when one cannot', async () => {
    const server = await serveSecurely(show)
    const curl = (...options: readonly string[]) =>
      promisify(execFile)('curl', ['-sk', '-w', '%{http_version}', '-o', '/dev/null', ...options])
    const has = await promisify(execFile)('curl', ['--version']).then(
      ({ stdout }) => stdout.includes('HTTP2'),
      () => false,
    )
    // Without a curl of that kind Node's client alone has shown it.
    if (!has) return
    const address = `https://127.0.0.1:${server.port}/`
    expect((await curl('--http2', address)).stdout).toBe('2')
    expect((await curl('--http2', '--data-binary', `@${import.meta.filename}`, address)).stdout).toBe('2')
    expect((await curl('--http1.1', address)).stdout).toBe('1.1')
  })

  it.each([
    ['a target that is no path', { ':path': 'x' }, 400],
    ['a fragment', { ':path': '/a#b' }, 400],
    ['a byte in the target that does not belong there', { ':path': '/\xe9' }, 400],
    ['another Host than the authority', { ':authority': 'a', host: 'b' }, 400],
    ['a Host that is none', { ':authority': 'a/b' }, 400],
    ['a method in small letters', { ':method': 'get' }, 400],
    ['too long a head', { x: 'x'.repeat(40_000) }, 431],
  ])('refuses %s', async (_, headers, status) => {
    let calls = 0
    const server = await serveSecurely(() => {
      calls += 1
    })
    const answered = ask(connectHttp2(server.port), { ':authority': 'a', ...headers })
    // What the protocol itself forbids is reset.
    expect(
      await answered.then(
        ({ status: got }) => got,
        () => status,
      ),
    ).toBe(status)
    expect(calls).toBe(0)
  })

  it('serves many calls of a connection at once, each as it is ready', async () => {
    const calls: ServerCall[] = []
    const server = await serveSecurely((call) => {
      calls.push(call)
      if (calls.length < 50) return
      for (const waiting of calls.toReversed()) waiting.respond({ status: 200, headers: [] }, waiting.target)
    })
    const session = connectHttp2(server.port)
    const targets = Array.from({ length: 50 }, (_, at) => `/${at}`)
    const answers = await Promise.all(targets.map((target) => ask(session, { ':path': target })))
    expect(answers.map(({ body }) => body)).toEqual(targets)
  })

  it('tells the handler of a client that gives a call up, and goes on with the others', async () => {
    const aborted = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const server = await serveSecurely((call) => {
      if (call.target !== '/given-up') {
        show(call)
        return
      }
      call.onAbort(aborted.resolve)
      begun.resolve()
    })
    const session = connectHttp2(server.port)
    const stream = session.request({ ':path': '/given-up' })
    stream.on('error', () => {})
    await begun.promise
    stream.close()
    await aborted.promise
    expect((await ask(session, {})).status).toBe(200)
  })

  it.each(['destroy', 'end'] as const)('lets go of a connection when its client leaves it by "%s"', async (way) => {
    const begun = Promise.withResolvers<void>()
    const aborted = Promise.withResolvers<void>()
    const server = await serveSecurely((call) => {
      call.onAbort(aborted.resolve)
      begun.resolve()
    })
    const options = { port: server.port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] }
    const socket = connectSecure(options)
    await new Promise((resolve) => socket.once('secureConnect', resolve))
    const session = connectHttp2(server.port, socket)
    session.request({ ':path': '/' }).on('error', () => {})
    await begun.promise
    socket[way]()
    await aborted.promise
    // It would wait for it until the test is over.
    await server.close(600_000)
  })

  it('sends an answer no faster than its client reads', async () => {
    let sent = 0
    const full = Promise.withResolvers<void>()
    const server = await serveSecurely((call) => {
      const writer = call.respondStream({ status: 200, headers: [] })
      const piece = Buffer.alloc(65_536)
      const write = () => {
        while (sent < 16_777_216) {
          sent += piece.length
          if (!writer.write(piece)) {
            full.resolve()
            return
          }
        }
        writer.end()
      }
      writer.onDrain(write)
      write()
    })
    const stream = connectHttp2(server.port).request({ ':path': '/' })
    await full.promise
    expect(sent).toBeLessThan(16_777_216)
    let received = 0
    stream.on('data', (chunk: Buffer) => {
      received += chunk.length
    })
    await new Promise((resolve) => stream.once('end', resolve))
    expect([received, sent]).toEqual([16_777_216, 16_777_216])
  })

  it('lets calls in flight come to their end when the server closes, and takes no others', async () => {
    const calls: ServerCall[] = []
    const begun = Promise.withResolvers<void>()
    const server = await serveSecurely((call) => {
      calls.push(call)
      begun.resolve()
    })
    const session = connectHttp2(server.port)
    const answered = ask(session, {})
    await begun.promise
    const closing = server.close(60_000)
    await new Promise((resolve) => session.once('goaway', resolve))
    calls[0]?.respond({ status: 200, headers: [] }, 'late')
    expect((await answered).body).toBe('late')
    await closing
  })
})

describe('TLS of listenWithHttp1', () => {
  /** One call over TLS. @returns the socket once it was answered, and its session */
  async function callOnce(
    port: number,
    session?: Buffer,
  ): Promise<{ socket: TLSSocket; session: Buffer; name: string }> {
    const socket = connectSecure({ port, host: '127.0.0.1', rejectUnauthorized: false, ...(session && { session }) })
    onTestFinished(() => void socket.destroy())
    // Who takes a session up does not have to be given another one.
    const given = new Promise<Buffer>((resolve) => {
      if (session !== undefined) resolve(session)
      socket.once('session', resolve)
    })
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    return { socket, session: await given, name: socket.getPeerCertificate().fingerprint256 }
  }

  it('takes sessions up that another server with the same keys has given', async () => {
    const ticketKeys = new Uint8Array(48).fill(9)
    const first = await serveSecurely(show, { ticketKeys })
    const second = await serveSecurely(show, { ticketKeys })
    const stranger = await serveSecurely(show)
    const { session, socket } = await callOnce(first.port)
    expect(socket.isSessionReused()).toBe(false)
    expect((await callOnce(second.port, session)).socket.isSessionReused()).toBe(true)
    expect((await callOnce(stranger.port, session)).socket.isSessionReused()).toBe(false)
  })

  it('shows a new certificate to new connections, keeps those that are open, and takes sessions up across the change', async () => {
    const server = await serveSecurely(show)
    const before = await callOnce(server.port)
    server.useCertificate(await issueServerCertificate(await authority, ['localhost', 'new.test'], clock))
    const after = await callOnce(server.port)
    expect(after.name).not.toBe(before.name)
    before.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    await new Promise((resolve) => before.socket.once('data', resolve))
    expect((await callOnce(server.port, before.session)).socket.isSessionReused()).toBe(true)
  })
})
