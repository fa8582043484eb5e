import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { Pool } from 'undici'
import {
  type BodyFlow,
  type ClientRequest,
  type HttpClient,
  HttpClientError,
  type ResponseSink,
  type UpgradeSink,
} from '../http.ts'
import type { UpgradedSocket } from '../upgraded-socket.ts'
import { toClientError } from './client-failure.ts'
import { createConnector } from './connector.ts'
import { type Backend, Exchange, type UpgradeOffer } from './exchange.ts'

export interface UndiciClientOptions {
  /** Certificates (PEM) of authorities that are trusted besides those that Node trusts. */
  readonly certificateAuthorities?: readonly string[]
  /** Default 10 000. */
  readonly connectTimeoutMs?: number
  /** How long an unused connection is kept; default 4 000, below what servers usually do. */
  readonly keepAliveMs?: number
  /** Without a byte of a begun response body; default 300 000. */
  readonly bodyIdleTimeoutMs?: number
  /** Further requests wait for a free connection; default 1 024. */
  readonly maxConnectionsPerBackend?: number
  /** Requests that wait while no further connection may be opened; more are refused. Default 16 384. */
  readonly maxWaitingPerBackend?: number
  /** Status line and headers of a response; default 65 536. */
  readonly maxHeadBytes?: number
}

const maxBackends = 1_000

/** A client over undici's connection pools. Follows no redirect, decodes no body, takes no proxy from the environment. */
export function createUndiciClient(options: UndiciClientOptions = {}): HttpClient {
  return new UndiciClient(options)
}

class UndiciClient implements HttpClient {
  readonly #options: UndiciClientOptions
  readonly #backends = new Map<string, Backend & { readonly pool: Pool }>()
  readonly #upgraded = new Set<UpgradedSocket>()
  #secureContext: SecureContext | undefined
  #isClosed = false

  constructor(options: UndiciClientOptions) {
    this.#options = options
  }

  send(request: ClientRequest, sink: ResponseSink): BodyFlow {
    return this.#start(request, sink)
  }

  upgrade(request: Omit<ClientRequest, 'body'>, protocol: string, sink: UpgradeSink): BodyFlow {
    return this.#start({ ...request, httpVersion: '1' }, sink, {
      protocol,
      onUpgrade: (headers, connection) => sink.onUpgrade(headers, connection),
      onConnection: (connection) => {
        this.#upgraded.add(connection)
        connection.onClosed(() => this.#upgraded.delete(connection))
      },
    })
  }

  #start(request: ClientRequest, sink: ResponseSink, offer?: UpgradeOffer): BodyFlow {
    try {
      if (this.#isClosed) throw new HttpClientError('connection-lost', 'This client was closed.')
      if (request.method === 'CONNECT') throw new HttpClientError('protocol', 'This client opens no tunnels (CONNECT).')
      const backend = this.#backendFor(request)
      const { maxWaitingPerBackend = 16_384 } = this.#options
      if (offer === undefined && backend.pool.stats.queued >= maxWaitingPerBackend) {
        throw new HttpClientError('busy', `Too many requests wait for a connection to ${backend.address}.`)
      }
      const exchange = new Exchange(backend, request, sink, offer)
      exchange.start()
      return exchange
    } catch (error) {
      return failSoon(toClientError(error, request.connectTo ?? request.origin), sink)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const connection of this.#upgraded) connection.abort()
    await Promise.all([...this.#backends.values()].map(({ pool }) => pool.destroy()))
  }

  #backendFor(request: ClientRequest): Backend & { readonly pool: Pool } {
    const { origin, connectTo, verifyCertificate = true, clientCertificate, proxy, httpVersion = '1' } = request
    const isPlain =
      connectTo === undefined &&
      verifyCertificate &&
      clientCertificate === undefined &&
      proxy === undefined &&
      httpVersion === '1'
    const key = isPlain
      ? origin
      : JSON.stringify([
          ...[origin, connectTo, verifyCertificate, httpVersion],
          ...[clientCertificate && keyOf(clientCertificate), proxy],
        ])
    const known = this.#backends.get(key)
    if (known !== undefined) return known
    if (this.#backends.size >= maxBackends) this.#dropUnused()
    const backend = this.#createBackend(request)
    this.#backends.set(key, backend)
    return backend
  }

  #createBackend(request: ClientRequest): Backend & { readonly pool: Pool } {
    const { verifyCertificate = true, clientCertificate, proxy, httpVersion = '1' } = request
    const origin = toUrl(request.origin)
    const address = toUrl(request.connectTo ?? request.origin)
    const pool = new Pool(address.origin, {
      connect: createConnector({
        origin,
        address,
        verifyCertificate,
        httpVersion,
        connectTimeoutMs: this.#options.connectTimeoutMs ?? 10_000,
        secureContext: () => (clientCertificate === undefined ? this.#trust() : this.#trustAnd(clientCertificate)),
        proxy: proxy && { address: toUrl(proxy.origin), authorization: proxy.authorization },
      }),
      connections: this.#options.maxConnectionsPerBackend ?? 1_024,
      pipelining: 1,
      allowH2: httpVersion !== '1',
      // Each request brings its own time for the head.
      headersTimeout: 0,
      bodyTimeout: this.#options.bodyIdleTimeoutMs ?? 300_000,
      keepAliveTimeout: this.#options.keepAliveMs ?? 4_000,
      maxHeaderSize: this.#options.maxHeadBytes ?? 65_536,
    })
    return { pool, host: origin.host, serverName: origin.hostname, address: address.origin }
  }

  /** Made once: reading all trusted certificates takes milliseconds. */
  #trust(): SecureContext {
    this.#secureContext ??= createSecureContext({ ca: this.#authorities() })
    return this.#secureContext
  }

  /** Of one pool, which keeps its connections: made for few. */
  #trustAnd({ certificate, privateKey }: NonNullable<ClientRequest['clientCertificate']>): SecureContext {
    return createSecureContext({ ca: this.#authorities(), cert: certificate, key: privateKey })
  }

  #authorities(): string[] {
    return [...getCACertificates('default'), ...(this.#options.certificateAuthorities ?? [])]
  }

  /** Policies may name backends without end. */
  #dropUnused(): void {
    for (const [key, { pool }] of this.#backends) {
      if (pool.stats.size > 0) continue
      this.#backends.delete(key)
      // Nothing runs on it, so nothing can fail.
      void pool.destroy()
    }
  }
}

/** The certificate alone: a key that belongs to it is the same. */
const keyOf = ({ certificate }: NonNullable<ClientRequest['clientCertificate']>): string => certificate

function toUrl(origin: string): URL {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new HttpClientError('protocol', `'${origin}' is no http or https address.`)
}

/** The caller has its flow in hand before the sink hears anything. */
function failSoon(error: HttpClientError, sink: ResponseSink): BodyFlow {
  let isCancelled = false
  queueMicrotask(() => {
    if (!isCancelled) sink.onError(error)
  })
  return {
    pause: () => {},
    resume: () => {},
    cancel: () => {
      isCancelled = true
    },
  }
}
