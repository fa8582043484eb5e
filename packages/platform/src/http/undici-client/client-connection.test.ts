import { X509Certificate } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  createAuthority,
  issueServerCertificate,
  type KeyedCertificate,
} from '../../certificates/issue-certificates.ts'
import { createSystemClock } from '../../clock/system-clock.ts'
import type { CallHandler, ClientRequest } from '../http.ts'
import { listenWithNode } from '../node-server/listen-with-node.ts'
import { createUndiciClient } from './undici-client.ts'

const clock = createSystemClock()
let authority: KeyedCertificate
let shown: KeyedCertificate
beforeAll(async () => {
  authority = await createAuthority(clock)
  shown = await issueServerCertificate(authority, ['localhost', '127.0.0.1'], clock)
})

/** Says what certificate it was shown. */
const tell: CallHandler = (call) => {
  const bytes = call.clientCertificate?.bytes
  call.respond({ status: 200, headers: [] }, bytes === undefined ? 'none' : new X509Certificate(bytes).fingerprint256)
}

async function serve(requestsClientCertificate: boolean) {
  const tls = { ...shown, requestsClientCertificate, clientAuthorities: [authority.certificate] }
  const server = await listenWithNode({ host: '127.0.0.1', port: 0, tls }, tell)
  onTestFinished(() => server.close(0))
  return `https://localhost:${server.port}`
}

function ask(request: Pick<ClientRequest, 'origin'> & Partial<ClientRequest>): Promise<string> {
  const client = createUndiciClient({ certificateAuthorities: [authority.certificate] })
  onTestFinished(() => client.close())
  return new Promise((resolve, reject) => {
    let text = ''
    client.send(
      { method: 'GET', target: '/', headers: [], headTimeoutMs: 5_000, ...request },
      {
        onHead: () => {},
        onData: (chunk) => {
          text += Buffer.from(chunk).toString()
        },
        onEnd: () => resolve(text),
        onError: reject,
      },
    )
  })
}

describe('a client certificate', () => {
  test('is shown to a server that asks for it', async () => {
    const { fingerprint256 } = new X509Certificate(shown.certificate)
    const origin = await serve(true)
    expect(await ask({ origin, clientCertificate: shown })).toBe(fingerprint256)
    expect(await ask({ origin })).toBe('none')
  })

  test('brings those that vouch for it', async () => {
    const tls = { ...shown, requestsClientCertificate: true, clientAuthorities: [authority.certificate] }
    const server = await listenWithNode({ host: '127.0.0.1', port: 0, tls }, (call) => {
      const issuers = call.clientCertificate?.issuers ?? []
      const names = issuers.map((bytes) => new X509Certificate(bytes).fingerprint256)
      call.respond({ status: 200, headers: [] }, names.join())
    })
    onTestFinished(() => server.close(0))
    const { fingerprint256 } = new X509Certificate(authority.certificate)
    expect(await ask({ origin: `https://localhost:${server.port}`, clientCertificate: shown })).toBe(fingerprint256)
  })

  test('is not seen where nobody asks for it', async () => {
    expect(await ask({ origin: await serve(false), clientCertificate: shown })).toBe('none')
  })
})

/** A proxy that knows one password; remembers what it was asked. */
async function startProxy() {
  const asked: string[] = []
  const server = createServer((socket: Socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (head) => {
      const text = head.toString()
      asked.push(text)
      const [, host = '', port] = /^CONNECT ([^:]+):(\d+)/.exec(text) ?? []
      if (!text.includes('Proxy-Authorization: Basic dTpw')) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
        return
      }
      const target = connect({ host: host === 'localhost' ? '127.0.0.1' : host, port: Number(port) }, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(target).pipe(socket)
      })
      target.on('error', () => socket.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

describe('a proxy', () => {
  test('opens the connection to a server, plain or over TLS', async () => {
    const proxy = await startProxy()
    const through = { proxy: { origin: proxy.origin, authorization: 'Basic dTpw' } }
    const secure = await serve(true)
    expect(await ask({ origin: secure, ...through, clientCertificate: shown })).not.toBe('none')
    const plain = await listenWithNode({ host: '127.0.0.1', port: 0 }, (call) =>
      call.respond({ status: 200, headers: [] }, 'plain'),
    )
    onTestFinished(() => plain.close(0))
    expect(await ask({ origin: `http://127.0.0.1:${plain.port}`, ...through })).toBe('plain')
    expect(proxy.asked.map((text) => text.split('\r\n')[0])).toEqual([
      `CONNECT ${secure.slice('https://'.length)} HTTP/1.1`,
      `CONNECT 127.0.0.1:${plain.port} HTTP/1.1`,
    ])
  })

  test('that refuses is why no answer comes', async () => {
    const proxy = await startProxy()
    const origin = await serve(false)
    await expect(ask({ origin, proxy: { origin: proxy.origin } })).rejects.toMatchObject({
      failure: 'connection-refused',
      message: `The proxy refuses a connection to ${origin.slice('https://'.length)} (407).`,
    })
  })
})
