import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect as connectSecure, type SecureContext } from 'node:tls'
import type { buildConnector } from 'undici'
import { HttpClientError, type HttpVersion } from '../http.ts'
import { openTunnel } from './open-tunnel.ts'

export interface ConnectorOptions {
  /** Whose name the request and the certificate carry. */
  readonly origin: URL
  /** Where the connection goes. */
  readonly address: URL
  readonly verifyCertificate: boolean
  readonly connectTimeoutMs: number
  readonly httpVersion: HttpVersion
  readonly secureContext: () => SecureContext
  /** Which opens the connection for us. */
  readonly proxy?: { readonly address: URL; readonly authorization: string | undefined } | undefined
}

/** Errors of connections that had served a request before: those may simply have been closed in between. */
const errorsOfUsedConnections = new WeakSet<object>()

export const isErrorOfUsedConnection = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && errorsOfUsedConnections.has(error)

/** Opens the connections of one pool. */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  let session: Buffer | undefined
  return (_, callback) => {
    let isSettled = false
    let opened: Socket | undefined
    const settle = (error: Error | null, socket?: Socket) => {
      if (isSettled) return
      isSettled = true
      clearTimeout(timer)
      if (error === null && socket !== undefined) chooseProtocol(options, socket, callback)
      else callback(error ?? new HttpClientError('connection-lost', 'No connection was opened.'), null)
    }
    const timer = setTimeout(() => {
      opened?.destroy()
      settle(new HttpClientError('timeout', `${options.address.origin} did not accept a connection in time.`))
    }, options.connectTimeoutMs)
    const use = (socket: Socket, isReady: boolean) => {
      opened = socket
      if (isReady) settle(null, socket)
      else socket.once(isSecure(options) ? 'secureConnect' : 'connect', () => settle(null, socket))
      socket.on('session', (made: Buffer) => {
        session = made
      })
      socket.on('error', (error) => {
        if (socket.bytesRead > 0) errorsOfUsedConnections.add(error)
        settle(error)
      })
    }
    const { proxy } = options
    if (proxy === undefined) {
      use(open(options, session), false)
      return
    }
    opened = openTunnel(proxy, options.address, (error, tunnel) => {
      if (error !== null) settle(error)
      else if (isSecure(options)) use(open(options, session, tunnel), false)
      else use(tunnel, true)
    })
  }
}

function open(options: ConnectorOptions, session: Buffer | undefined, tunnel?: Socket): Socket {
  const host = withoutBrackets(options.address.hostname)
  const base = { host, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }
  if (!isSecure(options)) return connectPlain({ ...base, port: Number(options.address.port || 80) })
  const name = withoutBrackets(options.origin.hostname)
  return connectSecure({
    ...(tunnel === undefined ? { ...base, port: Number(options.address.port || 443) } : { socket: tunnel }),
    // An address is no name that TLS could ask for, but it is what the certificate has to show.
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    rejectUnauthorized: options.verifyCertificate,
    secureContext: options.secureContext(),
    session,
    ALPNProtocols: [...protocolsOf[options.httpVersion]],
  })
}

/** What is offered over TLS, the preferred one first. */
const protocolsOf = { '1': ['http/1.1'], '2or1': ['h2', 'http/1.1'], '2': ['h2'] } as const

/** Undici speaks what the socket says was agreed on. */
function chooseProtocol(options: ConnectorOptions, socket: Socket, callback: buildConnector.Callback): void {
  if (options.httpVersion !== '2') callback(null, socket)
  else if (!isSecure(options)) callback(null, Object.assign(socket, { alpnProtocol: 'h2' }))
  else if ('alpnProtocol' in socket && socket.alpnProtocol === 'h2') callback(null, socket)
  else {
    socket.destroy()
    callback(new HttpClientError('protocol', `${options.address.origin} does not speak HTTP/2.`), null)
  }
}

const isSecure = (options: ConnectorOptions): boolean => options.address.protocol === 'https:'

const withoutBrackets = (host: string): string => (host.startsWith('[') ? host.slice(1, -1) : host)
