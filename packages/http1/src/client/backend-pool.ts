import { HttpClientError } from '@sluice/platform/http'
import type { UpgradedSocket } from '@sluice/platform/http-parts'
import { type LineEnds, toLineEnds } from '../write/request-bytes.ts'
import { ClientConnection, type ConnectionOwner } from './client-connection.ts'
import { toClientError } from './client-failure.ts'
import type { Exchange } from './exchange.ts'
import { SocketOpener, type SocketTarget } from './open-socket.ts'
import type { Sweep } from './sweep.ts'

/** What all pools of a client keep to. */
export interface PoolLimits {
  readonly connectTimeoutMs: number
  readonly keepAliveMs: number
  readonly bodyIdleTimeoutMs: number
  readonly maxHeadBytes: number
  readonly maxConnections: number
  readonly maxIdleConnections: number
  readonly maxWaiting: number
}

/** Connections to one backend under one name, and the requests that wait for one. */
export class BackendPool implements ConnectionOwner {
  readonly address: string
  readonly lineEnds: LineEnds
  readonly connectTimeoutMs: number
  readonly keepAliveMs: number
  readonly bodyIdleTimeoutMs: number
  readonly maxHeadBytes: number
  readonly #limits: PoolLimits
  readonly #opener: SocketOpener
  readonly #sweep: Sweep
  readonly #onUpgraded: (upgraded: UpgradedSocket) => void
  readonly #all = new Set<ClientConnection>()
  /** The one that was used last stands last, and is used next: the others get old and are closed. */
  readonly #idle: ClientConnection[] = []
  readonly #waiting = new Set<Exchange>()
  /** Connections that are for one offer alone. */
  readonly #offers = new Map<ClientConnection, Exchange>()
  #opening = 0

  constructor(
    target: SocketTarget,
    limits: PoolLimits,
    shared: { readonly sweep: Sweep; readonly onUpgraded: (upgraded: UpgradedSocket) => void },
  ) {
    this.address = target.address.origin
    this.lineEnds = toLineEnds(target.origin.host)
    this.connectTimeoutMs = limits.connectTimeoutMs
    this.keepAliveMs = limits.keepAliveMs
    this.bodyIdleTimeoutMs = limits.bodyIdleTimeoutMs
    this.maxHeadBytes = limits.maxHeadBytes
    this.#limits = limits
    this.#opener = new SocketOpener(target)
    this.#sweep = shared.sweep
    this.#onUpgraded = shared.onUpgraded
  }

  get isUnused(): boolean {
    return this.#all.size === 0 && this.#waiting.size === 0
  }

  /** Looks after the time of a request that has no connection. */
  watch(exchange: Exchange): void {
    this.#sweep.add(exchange)
  }

  /** Sends on a free connection, or as soon as there is one. @throws HttpClientError when too many wait already */
  dispatch(exchange: Exchange): void {
    if (exchange.offer !== undefined) {
      this.#sweep.add(exchange)
      this.#open(exchange)
      return
    }
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      if (!connection.isUsable) continue
      this.#sweep.remove(exchange)
      connection.begin(exchange)
      return
    }
    const { maxWaiting, maxConnections } = this.#limits
    const mayOpen = this.#all.size < maxConnections
    if (!mayOpen && this.#waiting.size >= maxWaiting) {
      this.#sweep.remove(exchange)
      throw new HttpClientError('connection-refused', `Too many requests wait for a connection to ${this.address}.`)
    }
    this.#sweep.add(exchange)
    this.#waiting.add(exchange)
    if (mayOpen && this.#opening < this.#waiting.size) this.#open(undefined)
  }

  /** It is given up, and has no connection. */
  forget(exchange: Exchange): void {
    this.#sweep.remove(exchange)
    this.#waiting.delete(exchange)
    if (exchange.offer === undefined) return
    for (const [connection, offered] of this.#offers) if (offered === exchange) connection.drop()
  }

  /** Ends everything. */
  close(): void {
    const error = new HttpClientError('connection-lost', 'This client was closed.')
    for (const exchange of [...this.#waiting]) exchange.fail(error)
    for (const connection of [...this.#all]) connection.drop()
  }

  onReady(connection: ClientConnection): void {
    const offered = this.#offers.get(connection)
    if (offered === undefined) {
      this.#opening -= 1
      connection.deadline = -this.keepAliveMs
      this.onFree(connection)
      return
    }
    this.#offers.delete(connection)
    this.#sweep.remove(offered)
    connection.begin(offered)
  }

  onFree(connection: ClientConnection): void {
    for (const exchange of this.#waiting) {
      this.#waiting.delete(exchange)
      this.#sweep.remove(exchange)
      connection.begin(exchange)
      return
    }
    if (this.#idle.length < this.#limits.maxIdleConnections) this.#idle.push(connection)
    else connection.drop()
  }

  onUpgraded(connection: ClientConnection, upgraded: UpgradedSocket): void {
    this.#remove(connection)
    this.#onUpgraded(upgraded)
  }

  onGone(connection: ClientConnection): void {
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
    this.#remove(connection)
  }

  onNotOpened(connection: ClientConnection, error: HttpClientError): void {
    const offered = this.#offers.get(connection)
    if (offered === undefined) {
      this.#opening -= 1
      this.#failFirst(error)
      return
    }
    this.#offers.delete(connection)
    offered.fail(error)
  }

  #open(offered: Exchange | undefined): void {
    try {
      const connection = new ClientConnection(this, (onReady) => this.#opener.open(onReady))
      this.#all.add(connection)
      this.#sweep.add(connection)
      if (offered === undefined) this.#opening += 1
      else this.#offers.set(connection, offered)
    } catch (cause) {
      const error = toOpenError(cause, this.address)
      // Whoever asked has its flow in hand before the sink hears anything.
      queueMicrotask(() => (offered === undefined ? this.#failFirst(error) : offered.fail(error)))
    }
  }

  #failFirst(error: HttpClientError): void {
    for (const exchange of this.#waiting) {
      exchange.fail(error)
      break
    }
    this.#openMore()
  }

  /** For those that wait, where a connection less is there than may be. */
  #openMore(): void {
    if (this.#opening < this.#waiting.size && this.#all.size < this.#limits.maxConnections) this.#open(undefined)
  }

  #remove(connection: ClientConnection): void {
    if (!this.#all.delete(connection)) return
    this.#sweep.remove(connection)
    this.#openMore()
  }
}

/** A socket that cannot even be made: its certificate is what can be wrong with it. */
function toOpenError(cause: unknown, address: string): HttpClientError {
  if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_OSSL_'))) {
    return toClientError(cause, address)
  }
  const message = `The certificate to show to ${address} cannot be used (${cause.code}).`
  return new HttpClientError('certificate', message, { cause })
}
