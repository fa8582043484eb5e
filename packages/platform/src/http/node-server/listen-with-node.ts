import { createServer, type IncomingMessage, type Server, type ServerOptions, ServerResponse } from 'node:http'
import { createServer as createSecureServer, Server as SecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getCACertificates } from 'node:tls'
import { ConnectionLimits } from '../connection-limits.ts'
import type { CallHandler, HttpServer, Listen, ListenOptions } from '../http.ts'
import { graceOf } from '../pace.ts'
import { printFault, runHandler } from '../run-handler.ts'
import { UpgradedSocket } from '../upgraded-socket.ts'
import { Connections } from './connections.ts'
import { NodeCall } from './node-call.ts'
import { NodeConnection } from './node-connection.ts'
import { toRawResponse, toRefusal } from './refusal.ts'
import { isRefusal, readRequestHead } from './request-head.ts'

const connectionOf = Symbol('connection')
const tooLong = { status: 413, message: 'Request entity too large' }
const callOf = Symbol('call')
type ServedSocket = Socket & { [connectionOf]?: NodeConnection }
type ServedResponse = ServerResponse & { [callOf]?: NodeCall }

/**
 * Serves over node:http, or node:https when there is a certificate.
 * @throws the system's error (code EADDRINUSE when the port is taken, ENOTSUP when the system cannot share a port)
 */
export const listenWithNode: Listen = async (options, handler) => {
  const server = createNodeServer(options)
  const { lowestRate } = options
  const connections = new Connections(
    new ConnectionLimits(options.maxConnections, options.maxConnectionsPerAddress),
    lowestRate,
  )
  const looking =
    lowestRate &&
    setInterval(() => connections.judgePaces(performance.now()), Math.min(1_000, graceOf(lowestRate) / 4)).unref()
  serveCalls(server, handler, options)
  trackConnections(server, connections, options.tls !== undefined)
  refuseUnreadable(server)
  await startListening(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    get connectionCount() {
      return connections.count
    },
    useCertificate(tls) {
      if (!(server instanceof SecureServer)) throw new Error('A server without TLS shows no certificate.')
      // Who vouches for clients stays who it was.
      const shown = { ...options.tls, ...tls }
      const { ca } = clientCertificateOptions(shown)
      const context = { cert: shown.certificate, key: shown.privateKey, ...ticketOptions(shown) }
      server.setSecureContext(ca === undefined ? context : { ...context, ca })
    },
    async close(graceMs) {
      await closeServer(server, connections, graceMs)
      clearInterval(looking)
    },
  } satisfies HttpServer
}

function createNodeServer(options: ListenOptions): Server {
  const headTimeoutMs = options.headTimeoutMs ?? 10_000
  const idleTimeoutMs = options.idleTimeoutMs ?? 60_000
  const serverOptions: ServerOptions = {
    insecureHTTPParser: false,
    maxHeaderSize: options.maxHeadBytes ?? 32_768,
    headersTimeout: headTimeoutMs,
    keepAliveTimeout: idleTimeoutMs,
    // A body may take as long as it moves; one that stalls is found by the idle time.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.max(20, Math.min(1_000, headTimeoutMs / 4)),
    // Our own check of the head asks for Host.
    requireHostHeader: false,
    // All other offers are ignored; the answer comes in HTTP/1.1. @see RFC 9110, 7.8
    shouldUpgradeCallback: (request) => offersWebSocket(request) && connectionFor(request.socket).isFree,
    noDelay: true,
  }
  const server =
    options.tls === undefined
      ? createServer(serverOptions)
      : createSecureServer({
          ...serverOptions,
          cert: options.tls.certificate,
          key: options.tls.privateKey,
          ...clientCertificateOptions(options.tls),
          ...ticketOptions(options.tls),
          ALPNProtocols: ['http/1.1'],
          handshakeTimeout: headTimeoutMs,
        })
  server.timeout = idleTimeoutMs
  // Node would drop the fields beyond this number silently; ours is checked, and refused, with the head.
  server.maxHeadersCount = 0
  return server
}

/** Clients without a certificate, or with one that nobody vouches for, are for the handler to refuse. */
const clientCertificateOptions = ({
  requestsClientCertificate,
  clientAuthorities = [],
}: NonNullable<ListenOptions['tls']>): { requestCert?: boolean; rejectUnauthorized?: boolean; ca?: string[] } =>
  requestsClientCertificate === true
    ? { requestCert: true, rejectUnauthorized: false, ca: [...getCACertificates('default'), ...clientAuthorities] }
    : {}

/** By default sessions belong to the command line of their server. */
const ticketOptions = (tls: ListenOptions['tls']): { ticketKeys?: Buffer; sessionIdContext?: string } =>
  tls?.ticketKeys === undefined ? {} : { ticketKeys: Buffer.from(tls.ticketKeys), sessionIdContext: 'sluice' }

function serveCalls(server: Server, handler: CallHandler, options: ListenOptions): void {
  const isSecure = options.tls !== undefined
  const onFault = options.onHandlerFault ?? printFault
  const onRequest = (request: IncomingMessage, response: ServedResponse) => {
    const connection = connectionFor(request.socket)
    // Node still parses what was sent behind a request that is the connection's last.
    if (connection.isEnding) return
    const head = readRequestHead(request)
    if (isRefusal(head)) {
      connection.refuse(head)
      return
    }
    const { maxBodyBytes = Number.POSITIVE_INFINITY } = options
    if (head.bodyLength !== undefined && head.bodyLength > maxBodyBytes) {
      connection.refuse(tooLong)
      return
    }
    // Node loses what was sent behind an offer to upgrade, so there must be nothing behind it.
    if (head.hasUpgrade) connection.endAfterCalls()
    if (head.target === '*') {
      response.writeHead(204)
      response.end()
      return
    }
    const call = new NodeCall(head, request, response, connection, isSecure)
    response[callOf] = call
    connection.add(call)
    call.limitBody(maxBodyBytes, () => connection.refuse(tooLong))
    response.on('close', onResponseClose)
    runHandler(handler, call, onFault)
  }
  server.on('request', onRequest)
  // The body says when it is wanted; until then the client waits for `100 Continue`.
  server.on('checkContinue', onRequest)
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, first: Buffer) => {
    // node:http serves over sockets only.
    const socket = stream as Socket
    const connection = connectionFor(socket)
    const upgradable = new UpgradedSocket(socket, first)
    // Whatever the answer is, no further request follows it.
    connection.endAfterCalls()
    const head = readRequestHead(request)
    if (isRefusal(head)) {
      connection.refuse(head)
      return
    }
    const response: ServedResponse = new ServerResponse(request)
    response.assignSocket(socket)
    const call = new NodeCall(head, request, response, connection, isSecure, upgradable)
    response.on('finish', () => {
      response.detachSocket(socket)
      if (!call.isUpgraded) socket.destroySoon()
    })
    socket.once('end', () => {
      if (!call.isAnswered) socket.destroy()
    })
    connection.add(call)
    runHandler(handler, call, onFault)
  })
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    const refusal = toRawResponse({ status: 501, message: 'This server is no tunnel.' })
    if (connectionFor(socket as Socket).isIdle) socket.end(refusal, 'latin1', () => socket.destroy())
    else socket.destroy()
  })
}

/** Of a request that is nothing but such an offer: with a body, its end would have to be found first. */
function offersWebSocket({ method, httpVersionMinor, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    httpVersionMinor > 0 &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    (headers['content-length'] ?? '0') === '0' &&
    headers['transfer-encoding'] === undefined
  )
}

function onResponseClose(this: ServedResponse): void {
  this[callOf]?.onClosed()
}

function connectionFor(socket: ServedSocket): NodeConnection {
  socket[connectionOf] ??= new NodeConnection(socket)
  return socket[connectionOf]
}

function trackConnections(server: Server, connections: Connections, isSecure: boolean): void {
  server.on('connection', (socket: Socket) => {
    if (isSecure) connections.startHandshake(socket)
    else connections.add(connectionFor(socket))
  })
  server.on('secureConnection', (socket: Socket) => {
    connections.endHandshake(socket)
    connections.add(connectionFor(socket))
  })
  server.on('timeout', (socket: ServedSocket) => connectionFor(socket).onStalled())
}

function refuseUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, stream: Duplex) => {
    const socket = stream as ServedSocket
    // Behind a request with `Connection: close`; its answer is still on the way.
    if (error.code === 'HPE_CLOSED_CONNECTION') return
    const refusal = toRefusal(error)
    // A connection that never sent anything expects no answer.
    if (refusal === undefined || socket.bytesRead === 0) socket.destroy()
    else connectionFor(socket).refuse(refusal)
  })
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

async function closeServer(server: Server, connections: Connections, graceMs: number): Promise<void> {
  const timer = setTimeout(() => connections.breakAll(), graceMs)
  const isClosed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  connections.closeAll()
  await isClosed
  await connections.whenEmpty()
  clearTimeout(timer)
}
