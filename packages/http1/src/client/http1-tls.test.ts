import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createSystemClock } from '@sluice/platform/clock'
import { createAuthority, issueServerCertificate } from '@sluice/platform/issue-certificates'
import { describe, expect, it, onTestFinished } from 'vitest'
import { send, startBackend, startClient, turns, until } from './raw-backend.fixture.ts'

describe('a connection over TLS', () => {
  const clock = createSystemClock()
  const authority = createAuthority(clock)
  const certificate = authority.then((made) => issueServerCertificate(made, ['localhost', '127.0.0.1'], clock))

  /** Tells whether a session was taken up again, and who the client says it is. */
  async function serveSecurely() {
    const { certificate: cert, privateKey: key } = await certificate
    const ca = (await authority).certificate
    const server = createSecureServer(
      { cert, key, ca, requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        const socket = request.socket as unknown as {
          isSessionReused(): boolean
          getPeerCertificate(): { subject?: unknown }
        }
        const isKnown = socket.getPeerCertificate().subject !== undefined
        response.setHeader('Connection', 'close')
        response.end(`${socket.isSessionReused() ? 'again' : 'new'} ${isKnown ? 'known' : 'unknown'}`)
      },
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return { origin: `https://localhost:${(server.address() as AddressInfo).port}` }
  }

  it('takes its session up again', async () => {
    const backend = await serveSecurely()
    const client = startClient({ certificateAuthorities: [(await authority).certificate] })
    expect(await send(client, backend).result).toBe('new unknown')
    await turns()
    expect(await send(client, backend).result).toBe('again unknown')
  })

  it('shows the certificate of the request, on connections of its own', async () => {
    const backend = await serveSecurely()
    const client = startClient({ certificateAuthorities: [(await authority).certificate] })
    const clientCertificate = await certificate
    expect(await send(client, { ...backend, clientCertificate }).result).toBe('new known')
    expect(await send(client, backend).result).toBe('new unknown')
  })

  it('is not opened with a certificate that is none', async () => {
    const backend = await serveSecurely()
    const clientCertificate = { certificate: 'no certificate', privateKey: 'no key' }
    expect(await send(startClient(), { ...backend, clientCertificate }).result).toBe('certificate')
  })

  it('is given up when its backend does not get on with it', async () => {
    const backend = await startBackend(() => {})
    const origin = backend.origin.replace('http:', 'https:')
    expect(await send(startClient({ connectTimeoutMs: 60 }), { origin }).result).toBe('timeout')
    await until(() => backend.connections[0]?.isClosed === true)
  })
})
