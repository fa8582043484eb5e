import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer, getCACertificates, Server as SecureServer, TLSSocket } from 'node:tls'
import type { Listen, ListenOptions } from '@sluice/platform/http'
import { ConnectionLimits, closeUnused, graceOf, printFault } from '@sluice/platform/http-parts'
import { dateLine } from './answer-head.ts'
import { type ConnectionSetting, Http1Connection, headBegun } from './http1-connection.ts'
import { refusalBytes } from './raw-answers.ts'

const defaultHeadTimeoutMs = 10_000
const defaultIdleTimeoutMs = 60_000
const tooManyConnections = { status: 503, message: 'Too many connections are open.' }
/** What a server that closes waits for a request on a connection that has just been opened. */
const lastRequestMs = 500

/**
 * Serves HTTP/1.1 on sockets, or on those of TLS when there is a certificate.
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
  const handshakes = new Set<Socket>()
  let isClosing = false
  let onEmpty: (() => void) | undefined

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
    socket.setNoDelay(true)
    socket.setTimeout(idleTimeoutMs)
    const connection = new Http1Connection(socket, setting, performance.now() + headTimeoutMs)
    connections.add(connection)
    socket.once('close', () => {
      connections.delete(connection)
      limits.remove(address)
      if (connections.size === 0) onEmpty?.()
    })
  }

  const server = createOwnServer(options, headTimeoutMs, serve, handshakes)
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
    useCertificate({ certificate, privateKey }) {
      if (!(server instanceof SecureServer)) throw new Error('A server without TLS shows no certificate.')
      server.setSecureContext({ cert: certificate, key: privateKey })
    },
    async close(graceMs) {
      isClosing = true
      const grace = setTimeout(() => {
        for (const connection of connections) connection.socket.destroy()
      }, graceMs)
      const isClosed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      for (const socket of handshakes) socket.destroy()
      for (const connection of connections) connection.close()
      // Some wait for a request that is on its way, for a moment.
      const last = setTimeout(() => {
        for (const connection of connections) connection.close()
      }, lastRequestMs)
      await isClosed
      if (connections.size > 0) {
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

function createOwnServer(
  { tls }: ListenOptions,
  handshakeTimeout: number,
  serve: (socket: Socket) => void,
  handshakes: Set<Socket>,
): Server {
  const sockets = { allowHalfOpen: true, noDelay: true }
  if (tls === undefined) return createServer(sockets, serve)
  const server = createSecureServer({
    ...sockets,
    cert: tls.certificate,
    key: tls.privateKey,
    // Clients without a certificate, or with one that nobody vouches for, are for the handler to refuse.
    ...(tls.requestsClientCertificate === true && {
      requestCert: true,
      rejectUnauthorized: false,
      ca: [...getCACertificates('default'), ...(tls.clientAuthorities ?? [])],
    }),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout,
  })
  server.on('connection', (socket: Socket) => {
    handshakes.add(socket)
    socket.once('close', () => handshakes.delete(socket))
  })
  server.on('secureConnection', serve)
  // A failed handshake leaves nobody to answer.
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
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
