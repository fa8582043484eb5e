import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createAuthority, issueServerCertificate } from '../certificates/issue-certificates.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { createMemoryOutgoing } from './memory-outgoing.ts'
import { describeOutgoing } from './outgoing.suite.ts'
import { createUndiciOutgoing } from './undici-outgoing.ts'

describeOutgoing({
  name: 'createMemoryOutgoing',
  start: async (answer, options) => ({
    outgoing: createMemoryOutgoing(answer, options),
    port: 8080,
    close: async () => {},
  }),
})

describeOutgoing({
  name: 'createUndiciOutgoing',
  async start(answer, { addresses = {}, ...options }) {
    const server = createServer(async (incoming, outgoing) => {
      const closed = new AbortController()
      outgoing.on('close', () => closed.abort(new Error('closed')))
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk)
      const { method = 'GET' } = incoming
      const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
        method,
        headers: incoming.headers as Record<string, string>,
        signal: closed.signal,
        ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
      })
      try {
        const response = await answer(request)
        outgoing.writeHead(response.status, Object.fromEntries(response.headers))
        for await (const chunk of response.body ?? []) outgoing.write(chunk)
        outgoing.end()
      } catch (error) {
        outgoing.destroy(error as Error)
      }
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const outgoing = createUndiciOutgoing({
      ...options,
      resolve: async (host) => {
        const found = addresses[host]
        if (found !== undefined && found.length > 0) return found
        throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })
      },
    })
    return {
      outgoing,
      port: (server.address() as AddressInfo).port,
      async close() {
        await outgoing.close()
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      },
    }
  },
})

describe('createUndiciOutgoing on the wire', () => {
  it('connects to the address that was judged, whatever a name says the next time', async () => {
    let lookups = 0
    const outgoing = createUndiciOutgoing({
      resolve: async () => {
        lookups++
        return lookups === 1 ? ['169.254.169.254'] : ['127.0.0.1']
      },
    })
    await expect(outgoing.fetch('http://rebind.test/')).rejects.toThrow('its host is at 169.254.169.254')
    await expect(outgoing.fetch('http://rebind.test/')).rejects.toThrow('its host is at 127.0.0.1')
    await outgoing.close()
  })

  it('decodes compressed answers and limits what comes out of them', async () => {
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000))),
    )
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const roomy = createUndiciOutgoing({ allowLoopback: true })
    const narrow = createUndiciOutgoing({ allowLoopback: true, maxBodyBytes: 50_000 })
    expect((await (await roomy.fetch(url)).text()).length).toBe(100_000)
    await expect(narrow.fetch(url)).rejects.toMatchObject({ code: 'OutgoingAnswerTooLarge' })
    await Promise.all([roomy.close(), narrow.close()])
    server.closeAllConnections()
    server.close()
  })

  it('says that a connection was refused, a certificate is not trusted, or no HTTP comes back', async () => {
    const clock = createSystemClock()
    const authority = await createAuthority(clock)
    const { certificate, privateKey } = await issueServerCertificate(authority, ['127.0.0.1'], clock)
    const server = createSecureServer({ cert: certificate, key: privateKey }, (_, response) => response.end('secure'))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const distrusting = createUndiciOutgoing({ allowLoopback: true })
    const trusting = createUndiciOutgoing({ allowLoopback: true, certificateAuthorities: [authority.certificate] })
    expect(await (await trusting.fetch(`https://127.0.0.1:${port}/`)).text()).toBe('secure')
    await expect(distrusting.fetch(`https://127.0.0.1:${port}/`)).rejects.toThrow('its certificate is not trusted')
    await Promise.all([trusting.close(), new Promise((done) => server.close(done))])
    await expect(distrusting.fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('the connection was refused')
    await distrusting.close()
  })
})
