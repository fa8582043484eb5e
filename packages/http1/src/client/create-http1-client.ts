import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import {
  type BodyFlow,
  type ClientRequest,
  type HttpClient,
  HttpClientError,
  type ResponseSink,
  type UpgradeSink,
} from '@sluice/platform/http'
import type { UpgradedSocket } from '@sluice/platform/http-parts'
import { BackendPool, type PoolLimits } from './backend-pool.ts'
import { toClientError } from './client-failure.ts'
import { Exchange, type UpgradeOffer } from './exchange.ts'
import { Sweep } from './sweep.ts'

export interface Http1ClientOptions {
  /** Sends what this client does not: other versions than HTTP/1.1, and what goes through a proxy. Closed with it. */
  readonly fallback: HttpClient
  /** Certificates (PEM) of authorities that are trusted besides those that Node trusts. */
  readonly certificateAuthorities?: readonly string[]
  /** Default 10 000. */
  readonly connectTimeoutMs?: number
  /** How long an unused connection is kept, if its backend does not ask for less; default 4 000, below what servers usually do. */
  readonly keepAliveMs?: number
  /**
   * After at most so long a connection is not used again, so that a name that leads elsewhere by now is followed; default
   * 300 000.
   */
  readonly maxConnectionAgeMs?: number
  /** Without a byte of a begun response body; default 300 000. */
  readonly bodyIdleTimeoutMs?: number
  /** Further requests wait for a free connection; default 1 024. */
  readonly maxConnectionsPerBackend?: number
  /** Unused ones that are kept; default all. */
  readonly maxIdleConnectionsPerBackend?: number
  /** Requests that wait while no further connection may be opened; more are refused. Default 16 384. */
  readonly maxWaitingPerBackend?: number
  /** Status line and headers of a response; default 65 536. */
  readonly maxHeadBytes?: number
}

const maxBackends = 1_000

/** A client of HTTP/1.1 on sockets and those of TLS. Follows no redirect, decodes no body, takes no proxy from the environment. */
export function createHttp1Client(options: Http1ClientOptions): HttpClient {
  return new Http1Client(options)
}

class Http1Client implements HttpClient {
  readonly #fallback: HttpClient
  readonly #authorities: readonly string[]
  readonly #limits: PoolLimits
  readonly #pools = new Map<string, BackendPool>()
  readonly #upgraded = new Set<UpgradedSocket>()
  readonly #sweep: Sweep
  #secureContext: SecureContext | undefined
  #isClosed = false

  constructor(options: Http1ClientOptions) {
    this.#fallback = options.fallback
    this.#authorities = options.certificateAuthorities ?? []
    const { maxConnectionsPerBackend: maxConnections = 1_024 } = options
    this.#limits = {
      connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
      keepAliveMs: options.keepAliveMs ?? 4_000,
      maxAgeMs: options.maxConnectionAgeMs ?? 300_000,
      bodyIdleTimeoutMs: options.bodyIdleTimeoutMs ?? 300_000,
      maxHeadBytes: options.maxHeadBytes ?? 65_536,
      maxConnections,
      maxIdleConnections: options.maxIdleConnectionsPerBackend ?? maxConnections,
      maxWaiting: options.maxWaitingPerBackend ?? 16_384,
    }
    const { connectTimeoutMs, keepAliveMs, bodyIdleTimeoutMs } = this.#limits
    this.#sweep = new Sweep(Math.min(connectTimeoutMs, keepAliveMs, bodyIdleTimeoutMs))
  }

  send(request: ClientRequest, sink: ResponseSink): BodyFlow {
    const { httpVersion, proxy } = request
    if (proxy !== undefined || (httpVersion !== undefined && httpVersion !== '1')) {
      return this.#fallback.send(request, sink)
    }
    return this.#start(request, sink)
  }

  upgrade(request: Omit<ClientRequest, 'body'>, protocol: string, sink: UpgradeSink): BodyFlow {
    if (request.proxy !== undefined) return this.#fallback.upgrade(request, protocol, sink)
    const { body: _, ...withoutBody }: ClientRequest = request
    return this.#start(withoutBody, sink, {
      protocol,
      onUpgrade: (headers, connection) => sink.onUpgrade(headers, connection),
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const upgraded of this.#upgraded) upgraded.abort()
    for (const pool of this.#pools.values()) pool.close()
    this.#sweep.close()
    await this.#fallback.close()
  }

  #start(request: ClientRequest, sink: ResponseSink, offer?: UpgradeOffer): BodyFlow {
    try {
      if (this.#isClosed) throw new HttpClientError('connection-lost', 'This client was closed.')
      if (request.method === 'CONNECT') throw new HttpClientError('protocol', 'This client opens no tunnels (CONNECT).')
      const exchange = new Exchange(this.#poolFor(request), request, sink, offer)
      this.#sweep.refine(request.headTimeoutMs)
      exchange.start()
      return exchange
    } catch (error) {
      return failSoon(toClientError(error, request.connectTo ?? request.origin), sink)
    }
  }

  #poolFor(request: ClientRequest): BackendPool {
    const { origin, connectTo, verifyCertificate = true, clientCertificate } = request
    const isPlain = connectTo === undefined && verifyCertificate && clientCertificate === undefined
    const key = isPlain
      ? origin
      : // The certificate alone: a key that belongs to it is the same.
        JSON.stringify([origin, connectTo, verifyCertificate, clientCertificate?.certificate])
    const known = this.#pools.get(key)
    if (known !== undefined) return known
    if (this.#pools.size >= maxBackends) this.#dropUnused()
    const pool = this.#createPool(request)
    this.#pools.set(key, pool)
    return pool
  }

  #createPool({ origin, connectTo, verifyCertificate = true, clientCertificate }: ClientRequest): BackendPool {
    return new BackendPool(
      {
        origin: toUrl(origin),
        address: toUrl(connectTo ?? origin),
        verifyCertificate,
        secureContext: this.#secureContextFor(clientCertificate),
      },
      this.#limits,
      { sweep: this.#sweep, onUpgraded: (upgraded) => this.#keepUpgraded(upgraded) },
    )
  }

  /** Made when it is needed, and once: reading all trusted certificates takes milliseconds. */
  #secureContextFor(shown: ClientRequest['clientCertificate']): () => SecureContext {
    const ca = () => [...getCACertificates('default'), ...this.#authorities]
    if (shown === undefined) {
      return () => {
        this.#secureContext ??= createSecureContext({ ca: ca() })
        return this.#secureContext
      }
    }
    const { certificate, privateKey } = shown
    let made: SecureContext | undefined
    return () => {
      made ??= createSecureContext({ ca: ca(), cert: certificate, key: privateKey })
      return made
    }
  }

  #keepUpgraded(upgraded: UpgradedSocket): void {
    this.#upgraded.add(upgraded)
    upgraded.onClosed(() => this.#upgraded.delete(upgraded))
  }

  /** Policies may name backends without end. */
  #dropUnused(): void {
    for (const [key, pool] of this.#pools) if (pool.isUnused) this.#pools.delete(key)
  }
}

function toUrl(origin: string): URL {
  const url = URL.parse(origin)
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
