import type { Socket } from 'node:net'
import { HttpClientError, type ResponseHead } from '@sluice/platform/http'
import { UpgradedSocket } from '@sluice/platform/http-parts'
import { BodySender, type BodySenderOwner } from './body-sender.ts'
import { toClientError } from './client-failure.ts'
import type { Exchange } from './exchange.ts'
import { type ResponseListener, ResponseReader } from './response-reader.ts'
import type { Timed } from './sweep.ts'

/** What a connection tells those that keep it. */
export interface ConnectionOwner {
  /** Said in failures. */
  readonly address: string
  readonly connectTimeoutMs: number
  readonly keepAliveMs: number
  /** For how long the connection may carry requests. */
  readonly lifeMs: number
  readonly bodyIdleTimeoutMs: number
  readonly maxHeadBytes: number
  onReady(connection: ClientConnection): void
  /** It has answered, and can be used again. */
  onFree(connection: ClientConnection): void
  onUpgraded(connection: ClientConnection, upgraded: UpgradedSocket): void
  /** It is of no more use; told once or more. */
  onGone(connection: ClientConnection): void
  /** It never came to be. */
  onNotOpened(connection: ClientConnection, error: HttpClientError): void
}

/** One connection to a backend: carries one request at a time, and reads its response. */
export class ClientConnection implements Timed, BodySenderOwner, ResponseListener {
  readonly socket: Socket
  deadline: number
  readonly #owner: ConnectionOwner
  readonly #reader: ResponseReader
  #exchange: Exchange | undefined
  #sender: BodySender | undefined
  #isReady = false
  #isHeld = false
  /** When it is too old to carry a further request, by `performance.now`. */
  readonly #oldAt: number
  /** Responses before this one. */
  #served = 0
  /** Something was heard of this request. */
  #hasBytes = false
  #error: Error | undefined

  /** @param open opens the socket and calls back once it can be used */
  constructor(owner: ConnectionOwner, open: (onReady: () => void) => Socket) {
    this.#owner = owner
    this.#reader = new ResponseReader(this, owner.maxHeadBytes)
    this.deadline = -owner.connectTimeoutMs
    this.#oldAt = performance.now() + owner.lifeMs
    const socket = open(this.#onReady)
    this.socket = socket
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('drain', this.#onDrain)
    socket.on('error', this.#onError)
    socket.on('close', this.#onClose)
  }

  get isUsable(): boolean {
    return this.socket.writable && !this.socket.readableEnded
  }

  /** Sends the request. @param exchange one whose bytes are there */
  begin(exchange: Exchange): void {
    const { socket } = this
    this.#exchange = exchange
    this.#hasBytes = false
    this.#reader.start(exchange.request.method)
    this.deadline = exchange.deadline
    exchange.onConnection(this)
    const { bytes, wholeBody, flowingBody } = exchange
    if (bytes === undefined) throw new Error('The request has no head yet.')
    if (wholeBody === undefined && flowingBody === undefined) {
      socket.write(bytes, 'latin1')
      return
    }
    // What is there in this turn goes out in one write.
    socket.cork()
    socket.write(bytes, 'latin1')
    if (wholeBody !== undefined) {
      socket.write(wholeBody)
      socket.uncork()
    } else if (flowingBody !== undefined) {
      this.#sender = new BodySender(socket, this, flowingBody)
      queueMicrotask(() => socket.uncork())
    }
  }

  /** The sink holds the body back; a head comes all the same. */
  hold(): void {
    if (this.#isHeld || this.#reader.isInHead) return
    this.#isHeld = true
    this.socket.pause()
    // A backend that is not read cannot be late.
    this.deadline = 0
  }

  goOn(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.deadline = -this.#owner.bodyIdleTimeoutMs
    this.socket.resume()
  }

  /** Gives the request up; the backend sees the connection end. */
  breakOff(exchange: Exchange): void {
    if (this.#exchange !== exchange) return
    this.#detach()
    this.drop()
  }

  /** Ends it, whatever it carries. */
  drop(): void {
    this.deadline = 0
    this.#owner.onGone(this)
    this.socket.destroy()
  }

  onDeadline(): void {
    if (!this.#isReady) {
      const { address } = this.#owner
      this.#error = new HttpClientError('timeout', `${address} did not accept a connection in time.`)
      this.socket.destroy()
    } else if (this.#exchange === undefined) this.drop()
    else if (this.#reader.isInHead) this.#exchange.onDeadline()
    else this.#fail(new HttpClientError('timeout', `${this.#owner.address} sent no more of its answer for too long.`))
  }

  onBodyMoved(): void {
    const exchange = this.#exchange
    if (exchange === undefined || this.#isHeld) return
    this.deadline = this.#reader.isInHead ? -exchange.request.headTimeoutMs : -this.#owner.bodyIdleTimeoutMs
  }

  onBodyFault(error: HttpClientError): void {
    this.#fail(error)
  }

  readonly #onReady = (): void => {
    this.#isReady = true
    this.deadline = 0
    this.#owner.onReady(this)
  }

  readonly #onData = (chunk: Buffer): void => {
    // Nobody asked: what comes now must never be taken for the answer to what is asked next.
    if (this.#exchange === undefined) {
      this.drop()
      return
    }
    this.#hasBytes = true
    if (!this.#isHeld && !this.#reader.isInHead) this.deadline = -this.#owner.bodyIdleTimeoutMs
    this.#reader.read(chunk)
  }

  readonly #onEnd = (): void => {
    this.#owner.onGone(this)
    if (this.#reader.isUntilClose) this.onResponseEnd(false)
  }

  readonly #onDrain = (): void => {
    this.#sender?.onDrain()
  }

  readonly #onError = (error: Error): void => {
    this.#error ??= error
  }

  readonly #onClose = (): void => {
    const { address } = this.#owner
    const { deadline } = this
    this.deadline = 0
    this.#owner.onGone(this)
    const error =
      this.#error === undefined
        ? new HttpClientError('connection-lost', `${address} closed the connection.`)
        : toClientError(this.#error, address)
    if (!this.#isReady) {
      this.#owner.onNotOpened(this, error)
      return
    }
    const exchange = this.#exchange
    if (exchange === undefined) return
    this.#detach()
    // A kept connection may be closed by the backend in the very moment it is used again. @see RFC 9112, 9.3.1
    if (this.#served > 0 && !this.#hasBytes && exchange.mayRepeat) exchange.repeat(deadline)
    else exchange.fail(error)
  }

  onResponseHead(head: ResponseHead): void {
    const exchange = this.#exchange
    if (exchange === undefined) return
    this.deadline = -this.#owner.bodyIdleTimeoutMs
    exchange.onHead(head)
    if (this.#exchange === exchange && exchange.isPaused) this.hold()
  }

  onResponsePiece(piece: Uint8Array): void {
    this.#exchange?.onData(piece)
  }

  onResponseEnd(isClean: boolean): void {
    const exchange = this.#exchange
    if (exchange === undefined) return
    // A backend that answers before it has read the request may take the rest of it for another one.
    const isSent = this.#sender === undefined || this.#sender.isWhole
    const idleMs = Math.min(this.#owner.keepAliveMs, this.#reader.idleMs)
    const isReusable = isClean && isSent && this.#reader.isPersistent && idleMs > 0 && exchange.offer === undefined
    this.#detach()
    this.#served += 1
    if (isReusable && this.isUsable && this.socket.writableLength === 0 && !this.#isOld()) {
      this.deadline = -idleMs
      this.#owner.onFree(this)
    } else this.drop()
    exchange.onEnd()
  }

  onResponseFault(message: string): void {
    this.#fail(new HttpClientError('protocol', `${this.#owner.address} answers with what is no HTTP: ${message}`))
  }

  onProtocolChange(head: ResponseHead, protocol: string | undefined, rest: Buffer): void {
    const exchange = this.#exchange
    const { address } = this.#owner
    if (exchange?.offer === undefined) {
      this.#fail(new HttpClientError('protocol', `${address} changes to a protocol that was not offered.`))
    } else if (protocol === undefined) {
      this.#fail(new HttpClientError('connection-lost', `${address} leaves HTTP without saying for what.`))
    } else if (protocol !== exchange.offer.protocol) {
      const message = `${address} changes to another protocol than ${exchange.offer.protocol}.`
      this.#fail(new HttpClientError('protocol', message))
    } else {
      const upgraded = this.#leaveHttp(rest)
      this.#owner.onUpgraded(this, upgraded)
      exchange.onUpgrade(head, upgraded)
    }
  }

  /** Looked at for some responses only: to ask for the time costs as much as to read a head. */
  #isOld(): boolean {
    return (this.#served & 15) === 1 && performance.now() >= this.#oldAt
  }

  #fail(error: HttpClientError): void {
    const exchange = this.#exchange
    this.#detach()
    this.drop()
    exchange?.fail(error)
  }

  #leaveHttp(rest: Buffer): UpgradedSocket {
    const { socket } = this
    this.#detach()
    this.deadline = 0
    socket.off('data', this.#onData)
    socket.off('end', this.#onEnd)
    socket.off('drain', this.#onDrain)
    socket.off('error', this.#onError)
    socket.off('close', this.#onClose)
    return new UpgradedSocket(socket, rest)
  }

  /** The exchange is no longer this connection's. */
  #detach(): void {
    this.#exchange = undefined
    this.#sender?.cancel()
    this.#sender = undefined
    this.#reader.stop()
    if (!this.#isHeld) return
    this.#isHeld = false
    this.socket.resume()
  }
}
