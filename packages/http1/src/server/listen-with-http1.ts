import { randomBytes } from 'node:crypto'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import {
  createServer as createSecureServer,
  getCACertificates,
  type SecureContextOptions,
  Server as SecureServer,
  TLSSocket,
} from 'node:tls'
import type { Listen, ListenOptions } from '@sluice/platform/http'
import { ConnectionLimits, closeUnused, graceOf, Http2Connection, printFault } from '@sluice/platform/http-parts'
import { dateLine } from './answer-head.ts'
import { type ConnectionSetting, Http1Connection, headBegun } from './http1-connection.ts'
import { refusalBytes } from './raw-answers.ts'

const defaultHeadTimeoutMs = 10_000
const defaultIdleTimeoutMs = 60_000
const tooManyConnections = { status: 503, message: 'Too many connections are open.' }
/** What a server that closes waits for a request on a connection that has just been opened. */
const lastRequestMs = 500

/**
 * Serves HTTP/1.1 on sockets, or on those of TLS when there is a certificate; there, clients that offer it by ALPN are
 * spoken HTTP/2 with.
 * @throws the system's error (code EADDRINUSE when the port is taken, ENOTSUP when the system cannot share a port)
 */
export const listenWithHttp1: Listen = async (options, handler) => {
  const setting: ConnectionSetting = {
    handler,
    onFault: options.onHandlerFault ?? printFault,
    isSecure: options.tls !== undefined,
    maxHeadBytes: options.maxHeadBytes ?? 32_768,
    maxBodyBytes: options.maxBodyBytes,
    lowestRate: options.lowestRate,
  }
  const limits = new ConnectionLimits(options.maxConnections, options.maxConnectionsPerAddress)
  const headTimeoutMs = options.headTimeoutMs ?? defaultHeadTimeoutMs
  const idleTimeoutMs = options.idleTimeoutMs ?? defaultIdleTimeoutMs
  const connections = new Set<Http1Connection>()
  const http2Connections = new Set<Http2Connection>()
  const handshakes = new Map<string, Socket>()
  let isClosing = false
  let onEmpty: (() => void) | undefined

  const isEmpty = () => connections.size === 0 && http2Connections.size === 0
  const onClosed = (): void => {
    if (isEmpty()) onEmpty?.()
  }
  const serve = (socket: Socket): void => {
    if (isClosing) {
      socket.destroy()
      return
    }
    const address = socket.remoteAddress ?? ''
    if (limits.isFullFor(address) || (limits.isFull && !closeUnused(connections))) {
      refuseConnection(socket)
      return
    }
    limits.add(address)
    socket.once('close', () => limits.remove(address))
    socket.setNoDelay(true)
    if (socket instanceof TLSSocket && socket.alpnProtocol === 'h2') {
      const connection = new Http2Connection(socket, { ...setting, idleTimeoutMs })
      http2Connections.add(connection)
      socket.once('close', () => {
        http2Connections.delete(connection)
        onClosed()
      })
      return
    }
    socket.setTimeout(idleTimeoutMs)
    const connection = new Http1Connection(socket, setting, performance.now() + headTimeoutMs)
    connections.add(connection)
    socket.once('close', () => {
      connections.delete(connection)
      onClosed()
    })
  }

  const ticketKeys = options.tls?.ticketKeys ?? randomBytes(48)
  const server = createOwnServer(options, { headTimeoutMs, ticketKeys, serve, handshakes })
  // One timer for all connections: it looks whose time has passed.
  const { lowestRate } = options
  const tickMs = Math.max(20, Math.min(1_000, headTimeoutMs / 4, lowestRate ? graceOf(lowestRate) / 4 : 1_000))
  const timer = setInterval(() => {
    const now = performance.now()
    for (const connection of connections) {
      const { deadline } = connection
      // Negative: so much from now on.
      if (deadline < 0) connection.deadline = now + (deadline === headBegun ? headTimeoutMs : -deadline)
      else if (deadline > 0 && deadline <= now) connection.onDeadline()
      if (lowestRate !== undefined) connection.judgePace(now)
    }
  }, tickMs).unref()
  await startListening(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    get connectionCount() {
      return connections.size
    },
    useCertificate(tls) {
      if (!(server instanceof SecureServer)) throw new Error('A server without TLS shows no certificate.')
      // Who vouches for clients stays who it was, and so do the keys of tickets: sessions are taken up across the change.
      server.setSecureContext(toContext({ ...options.tls, ...tls }, tls.ticketKeys ?? ticketKeys))
    },
    async close(graceMs) {
      isClosing = true
      const grace = setTimeout(() => {
        for (const { socket } of [...connections, ...http2Connections]) socket.destroy()
      }, graceMs)
      const isClosed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      for (const socket of handshakes.values()) socket.destroy()
      for (const connection of [...connections, ...http2Connections]) connection.close()
      // Some wait for a request that is on its way, for a moment.
      const last = setTimeout(() => {
        for (const connection of connections) connection.close()
      }, lastRequestMs)
      await isClosed
      if (!isEmpty()) {
        await new Promise<void>((resolve) => {
          onEmpty = resolve
        })
      }
      clearTimeout(grace)
      clearTimeout(last)
      clearInterval(timer)
    },
  }
}

/** There is no room for it; who speaks TLS sees it close. */
function refuseConnection(socket: Socket): void {
  socket.on('error', () => socket.destroy())
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.end(refusalBytes(tooManyConnections, dateLine()), () => socket.destroy())
}

interface OwnParts {
  readonly headTimeoutMs: number
  readonly ticketKeys: Uint8Array
  readonly serve: (socket: Socket) => void
  readonly handshakes: Map<string, Socket>
}

function createOwnServer({ tls }: ListenOptions, { headTimeoutMs, ticketKeys, serve, handshakes }: OwnParts): Server {
  const sockets = { allowHalfOpen: true, noDelay: true }
  if (tls === undefined) return createServer(sockets, serve)
  const server = createSecureServer({
    ...sockets,
    ...toContext(tls, ticketKeys),
    // Clients without a certificate, or with one that nobody vouches for, are for the handler to refuse.
    ...(tls.requestsClientCertificate === true && { requestCert: true, rejectUnauthorized: false }),
    ALPNProtocols: ['h2', 'http/1.1'],
    handshakeTimeout: headTimeoutMs,
  })
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket)
    handshakes.set(peer, socket)
    socket.once('close', () => handshakes.delete(peer))
  })
  server.on('secureConnection', (socket) => {
    // This one stands over the one that shook hands, which is known by its peer.
    handshakes.delete(peerOf(socket))
    serve(socket)
  })
  // A failed handshake leaves nobody to answer.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}

const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`

function toContext(tls: NonNullable<ListenOptions['tls']>, ticketKeys: Uint8Array): SecureContextOptions {
  return {
    cert: tls.certificate,
    key: tls.privateKey,
    ...(tls.requestsClientCertificate === true && {
      ca: [...getCACertificates('default'), ...(tls.clientAuthorities ?? [])],
    }),
    // By default it is a hash of the command line, which is another one for each worker that is started otherwise.
    sessionIdContext: 'sluice',
    ticketKeys: Buffer.from(ticketKeys),
  }
}

function startListening(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      if (options.reusePort === true && error.code === 'ENOTSUP') {
        error.message = `This system cannot share port ${options.port} among several workers; start a single one.`
      }
      reject(error)
    }
    server.once('error', fail)
    server.listen({ host: options.host, port: options.port, reusePort: options.reusePort ?? false }, () => {
      server.off('error', fail)
      // Such as too many open files: the client sees a closed connection, those that are open go on.
      server.on('error', (error) => process.emitWarning(`A connection could not be accepted: ${error.message}`))
      resolve()
    })
  })
}
