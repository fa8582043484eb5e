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
  readonly maxAgeMs: number
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
  /** Those that have just answered: what else their backends send shows within a turn of the event loop. */
  #resting: ClientConnection[] = []
  #rested: ClientConnection[] = []
  readonly #waiting = new Set<Exchange>()
  /** Those whose bodies are read first. */
  readonly #reading = new Set<Exchange>()
  /** Connections that are opened for one request alone: an offer, or a repetition. */
  readonly #owned = new Map<ClientConnection, Exchange>()
  #opening = 0
  #opened = 0
  #isTurning = false
  #isClosed = false

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

  /** Connections that were opened together do not have to be opened anew together. */
  get lifeMs(): number {
    this.#opened += 1
    return this.#limits.maxAgeMs * (1 - (this.#opened % 16) / 32)
  }

  get isUnused(): boolean {
    return this.#all.size === 0 && this.#waiting.size === 0 && this.#reading.size === 0
  }

  /** Looks after the time of a request whose body is read first. */
  watch(exchange: Exchange): void {
    this.#reading.add(exchange)
    this.#sweep.add(exchange)
  }

  /**
   * Sends on a free connection, or as soon as there is one.
   * @throws HttpClientError when too many wait already, or after `close`
   */
  dispatch(exchange: Exchange): void {
    this.#reading.delete(exchange)
    if (this.#isClosed) throw closed()
    const { maxWaiting, maxConnections } = this.#limits
    // What failed on a kept connection is not tried on another kept one.
    if (exchange.offer !== undefined || exchange.isRepeated) {
      if (this.#all.size >= maxConnections) this.#idle[0]?.drop()
      this.#sweep.add(exchange)
      this.#open(exchange)
      return
    }
    const connection = this.#takeIdle()
    if (connection !== undefined) {
      this.#sweep.remove(exchange)
      connection.begin(exchange)
      return
    }
    if (this.#waiting.size - this.#opening >= maxWaiting && this.#all.size >= maxConnections) {
      this.#sweep.remove(exchange)
      throw new HttpClientError('busy', `Too many requests wait for a connection to ${this.address}.`)
    }
    this.#sweep.add(exchange)
    this.#waiting.add(exchange)
    this.#openMore()
  }

  /** It is given up, and has no connection. */
  forget(exchange: Exchange): void {
    this.#sweep.remove(exchange)
    this.#reading.delete(exchange)
    this.#waiting.delete(exchange)
    if (exchange.offer === undefined && !exchange.isRepeated) return
    for (const [connection, owner] of this.#owned) if (owner === exchange) connection.drop()
  }

  /** Ends everything. */
  close(): void {
    this.#isClosed = true
    for (const exchange of [...this.#waiting, ...this.#reading]) exchange.fail(closed())
    for (const connection of [...this.#all]) connection.drop()
  }

  onReady(connection: ClientConnection): void {
    const owner = this.#owned.get(connection)
    if (owner === undefined) {
      this.#opening -= 1
      connection.deadline = -this.keepAliveMs
      this.#use(connection)
      return
    }
    this.#owned.delete(connection)
    this.#sweep.remove(owner)
    connection.begin(owner)
  }

  /**
   * A backend that closes without a word, or sends what nobody asked for, mostly does so at once: the connection is used
   * again only after the sockets were read once more.
   */
  onFree(connection: ClientConnection): void {
    this.#resting.push(connection)
    if (this.#isTurning) return
    this.#isTurning = true
    setImmediate(this.#onTurn)
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
    const owner = this.#owned.get(connection)
    if (owner === undefined) {
      this.#opening -= 1
      this.#failFirst(error)
      return
    }
    this.#owned.delete(connection)
    owner.fail(error)
  }

  readonly #onTurn = (): void => {
    const rested = this.#rested
    this.#rested = this.#resting
    this.#resting = []
    this.#isTurning = this.#rested.length > 0
    // Immediates that are set within one run in the next turn, behind its reading.
    if (this.#isTurning) setImmediate(this.#onTurn)
    for (const connection of rested) if (connection.isUsable) this.#use(connection)
    this.#openMore()
  }

  #use(connection: ClientConnection): void {
    for (const exchange of this.#waiting) {
      this.#waiting.delete(exchange)
      this.#sweep.remove(exchange)
      connection.begin(exchange)
      return
    }
    if (this.#idle.length < this.#limits.maxIdleConnections) this.#idle.push(connection)
    else connection.drop()
  }

  #takeIdle(): ClientConnection | undefined {
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      if (connection.isUsable) return connection
    }
    return undefined
  }

  /** @returns whether one is on its way */
  #open(owner: Exchange | undefined): boolean {
    try {
      const connection = new ClientConnection(this, (onReady) => this.#opener.open(onReady))
      this.#all.add(connection)
      this.#sweep.add(connection)
      if (owner === undefined) this.#opening += 1
      else this.#owned.set(connection, owner)
      return true
    } catch (cause) {
      const error = toOpenError(cause, this.address)
      // Whoever asked has its flow in hand before the sink hears anything.
      queueMicrotask(() => (owner === undefined ? this.#failFirst(error) : owner.fail(error)))
      return false
    }
  }

  #failFirst(error: HttpClientError): void {
    for (const exchange of this.#waiting) {
      exchange.fail(error)
      break
    }
    this.#openMore()
  }

  /** For those that wait and for whom no connection is on its way. */
  #openMore(): void {
    const { maxConnections } = this.#limits
    const isMissing = () => this.#opening + this.#resting.length + this.#rested.length < this.#waiting.size
    while (isMissing() && this.#all.size < maxConnections && !this.#isClosed) if (!this.#open(undefined)) return
  }

  #remove(connection: ClientConnection): void {
    if (!this.#all.delete(connection)) return
    this.#sweep.remove(connection)
    this.#openMore()
  }
}

const closed = () => new HttpClientError('connection-lost', 'This client was closed.')

/** A socket that cannot even be made: its certificate is what can be wrong with it. */
function toOpenError(cause: unknown, address: string): HttpClientError {
  if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_OSSL_'))) {
    return toClientError(cause, address)
  }
  const message = `The certificate to show to ${address} cannot be used (${cause.code}).`
  return new HttpClientError('certificate', message, { cause })
}
