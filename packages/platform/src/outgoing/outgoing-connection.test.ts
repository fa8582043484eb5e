import { X509Certificate } from 'node:crypto'
import { createServer as createPlainServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority, issueServerCertificate, type KeyedCertificate } from '../certificates/issue-certificates.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { createUndiciOutgoing } from './undici-outgoing.ts'

const clock = createSystemClock()
let authority: KeyedCertificate
let shown: KeyedCertificate
beforeAll(async () => {
  authority = await createAuthority(clock)
  shown = await issueServerCertificate(authority, ['localhost', 'other.test'], clock)
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** Says which certificate it was shown; `/away` redirects to another name of itself. */
function startSecure(): Promise<number> {
  const { certificate: cert, privateKey: key } = shown
  return listen(
    createSecureServer({ cert, key, requestCert: true, rejectUnauthorized: false }, (request, response) => {
      const { raw } = (request.socket as TLSSocket).getPeerCertificate()
      if (request.url === '/away') {
        response.writeHead(302, { location: `https://other.test:${request.socket.localPort}/` }).end()
      } else response.end(raw === undefined ? 'none' : new X509Certificate(raw).fingerprint256)
    }),
  )
}

/** Connects to this machine, whatever the name, and remembers what it was asked. */
async function startProxy() {
  const asked: string[] = []
  const server = createServer((socket: Socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (head) => {
      const text = head.toString()
      asked.push(text.replaceAll('\r\n', ' ').trim())
      const target = connect({ host: '127.0.0.1', port: Number(/^CONNECT \S+:(\d+)/.exec(text)?.[1]) }, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(target).pipe(socket)
      })
      target.on('error', () => socket.destroy())
    })
  })
  return { port: await listen(server), asked }
}

function start(options: { readonly allowLoopback: boolean } = { allowLoopback: true }) {
  const outgoing = createUndiciOutgoing({
    ...options,
    certificateAuthorities: [authority.certificate],
    resolve: async () => ['127.0.0.1'],
  })
  onTestFinished(() => outgoing.close())
  return outgoing
}

const textOf = async (answer: Promise<Response>) => (await answer).text()

describe('the connection of an outgoing call', () => {
  it('shows a client certificate, and none where none is given', async () => {
    const url = `https://localhost:${await startSecure()}/`
    const outgoing = start()
    const { fingerprint256 } = new X509Certificate(shown.certificate)
    expect(await textOf(outgoing.fetch(url, { connection: { clientCertificate: shown } }))).toBe(fingerprint256)
    expect(await textOf(outgoing.fetch(url))).toBe('none')
    // A redirect to somebody else does not say who we are.
    expect(await textOf(outgoing.fetch(`${url}away`, { connection: { clientCertificate: shown } }))).toBe('none')
  })

  it('is opened through a proxy, plain or over TLS, which looks the name up', async () => {
    const proxy = await startProxy()
    const connection = { proxy: { origin: `http://proxy.test:${proxy.port}`, authorization: 'Basic dTpw' } }
    const plain = await listen(createPlainServer((_, response) => response.end('plain')))
    const secure = await startSecure()
    const outgoing = start()
    expect(await textOf(outgoing.fetch(`http://inside.test:${plain}/`, { connection }))).toBe('plain')
    expect(await textOf(outgoing.fetch(`https://localhost:${secure}/`, { connection }))).toBe('none')
    expect(proxy.asked).toEqual([
      `CONNECT inside.test:${plain} HTTP/1.1 Host: inside.test:${plain} Proxy-Authorization: Basic dTpw`,
      `CONNECT localhost:${secure} HTTP/1.1 Host: localhost:${secure} Proxy-Authorization: Basic dTpw`,
    ])
  })

  it('goes to no proxy at an address that is refused, nor through one to such an address', async () => {
    const { port, asked } = await startProxy()
    const outgoing = start({ allowLoopback: false })
    const ask = (url: string, origin: string) => outgoing.fetch(url, { connection: { proxy: { origin } } })
    await expect(ask('http://inside.test/', `http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'OutgoingAddressRefused',
    })
    await expect(ask('http://inside.test/', `http://proxy.test:${port}`)).rejects.toMatchObject({
      code: 'OutgoingAddressRefused',
    })
    await expect(ask('http://169.254.169.254/', 'http://proxy.test')).rejects.toMatchObject({
      code: 'OutgoingAddressRefused',
    })
    expect(asked).toEqual([])
  })
})
