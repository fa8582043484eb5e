import type { Socket } from 'node:net'
import { HttpClientError } from '@sluice/platform/http'
import { UpgradedSocket } from '@sluice/platform/http-parts'
import { ChunkReader } from '../body/chunk-reader.ts'
import { lf } from '../head/characters.ts'
import { headFaults } from '../head/head-fault.ts'
import { chunkedLength, isText, noLength } from '../head/head-fields.ts'
import { ResponseHeadReader } from '../head/response-head.ts'
import { BodySender, type BodySenderOwner } from './body-sender.ts'
import { toClientError } from './client-failure.ts'
import type { Exchange } from './exchange.ts'
import { idleMsOf, toResponseHead } from './response-parts.ts'
import type { Timed } from './sweep.ts'

/** What a connection tells those that keep it. */
export interface ConnectionOwner {
  /** Said in failures. */
  readonly address: string
  readonly connectTimeoutMs: number
  readonly keepAliveMs: number
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

/** What of a response is read next. */
const stage = { head: 0, length: 1, chunks: 2, untilClose: 3 } as const
type Stage = (typeof stage)[keyof typeof stage]

/** One connection to a backend: carries one request at a time, and reads its response. */
export class ClientConnection implements Timed, BodySenderOwner {
  readonly socket: Socket
  deadline: number
  readonly #owner: ConnectionOwner
  readonly #head = new ResponseHeadReader()
  #exchange: Exchange | undefined
  #sender: BodySender | undefined
  #stage: Stage = stage.head
  /** The unfinished head so far, and how much of it was looked at. */
  #rest: Buffer | undefined
  #left = 0
  #chunks: ChunkReader | undefined
  #isReady = false
  #isHeld = false
  /** The response says, or lets conclude, that another one can follow. */
  #isPersistent = false
  #idleMs: number
  /** Responses before this one. */
  #served = 0
  /** Something was heard of this request. */
  #hasBytes = false
  #error: Error | undefined

  /** @param open opens the socket and calls back once it can be used */
  constructor(owner: ConnectionOwner, open: (onReady: () => void) => Socket) {
    this.#owner = owner
    this.#idleMs = owner.keepAliveMs
    this.deadline = -owner.connectTimeoutMs
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
    this.#stage = stage.head
    this.deadline = exchange.deadline
    exchange.onConnection(this)
    const { bytes, wholeBody, flowingBody } = exchange
    if (bytes === undefined) throw new Error('The request has no head yet.')
    if (wholeBody === undefined && flowingBody === undefined) {
      socket.write(bytes)
      return
    }
    // What is there in this turn goes out in one write.
    socket.cork()
    socket.write(bytes)
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
    if (this.#isHeld || this.#stage === stage.head) return
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
    else if (this.#stage === stage.head) this.#exchange.onDeadline()
    else this.#fail(new HttpClientError('timeout', `${this.#owner.address} sent no more of its answer for too long.`))
  }

  onBodyMoved(): void {
    if (this.#exchange !== undefined && this.#stage === stage.head) {
      this.deadline = -this.#exchange.request.headTimeoutMs
    }
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
    if (this.#stage !== stage.head) {
      if (!this.#isHeld) this.deadline = -this.#owner.bodyIdleTimeoutMs
      this.#read(chunk, 0)
      return
    }
    const rest = this.#rest
    if (rest === undefined) {
      this.#read(chunk, 0)
      return
    }
    const input = Buffer.concat([rest, chunk])
    // A head that comes in pieces is read again from its beginning, but only where a line more has come to its end.
    if (input.length <= this.#owner.maxHeadBytes && chunk.indexOf(lf) < 0) {
      this.#rest = input
      return
    }
    this.#rest = undefined
    this.#read(input, 0)
  }

  readonly #onEnd = (): void => {
    this.#owner.onGone(this)
    if (this.#exchange !== undefined && this.#stage === stage.untilClose) this.#endResponse(false)
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

  #read(input: Buffer, from: number): void {
    let at = from
    while (this.#exchange !== undefined) {
      const exchange = this.#exchange
      switch (this.#stage) {
        case stage.head:
          at = this.#readHead(exchange, input, at)
          if (at < 0) return
          break
        case stage.length: {
          if (at >= input.length) return
          const end = Math.min(input.length, at + this.#left)
          this.#left -= end - at
          const piece = input.subarray(at, end)
          at = end
          exchange.onData(piece)
          if (this.#left === 0) this.#endResponse(at === input.length)
          break
        }
        case stage.chunks:
          if (at >= input.length) return
          at = this.#readChunks(exchange, input, at)
          break
        default:
          if (at < input.length) exchange.onData(input.subarray(at))
          return
      }
    }
  }

  /** @returns place behind it, or -1 when nothing more is to be read */
  #readHead(exchange: Exchange, input: Buffer, from: number): number {
    if (from >= input.length) return -1
    const { maxHeadBytes } = this.#owner
    const { fields } = this.#head
    const behind = this.#head.read(input, from, Math.min(input.length, from + maxHeadBytes))
    if (typeof behind !== 'number') return this.#refuse(behind.message)
    if (behind === 0) {
      if (input.length - from > maxHeadBytes) return this.#refuse(headFaults.long.message)
      this.#rest = from === 0 ? input : input.subarray(from)
      return -1
    }
    const { status, isOld } = this.#head
    if (status < 200) return status === 101 ? this.#leaveHttp(exchange, input, from, behind) : behind
    // Of HTTP/1.0 nobody knows whether the connection's other side read it the same way. @see RFC 9112, 6.1
    if (isOld && fields.contentLength === chunkedLength) return this.#refuse(headFaults.encodingOfOld.message)
    const { method } = exchange.request
    const isEmpty = method === 'HEAD' || status === 204 || status === 304 || fields.contentLength === 0
    this.#isPersistent = !fields.isClose && (!isOld || fields.isKeepAlive) && exchange.offer === undefined
    this.#idleMs = Math.min(this.#owner.keepAliveMs, idleMsOf(input, fields))
    const head = toResponseHead(input, from, behind, this.#head)
    if (isEmpty) {
      exchange.onHead(head)
      if (this.#exchange === exchange) this.#endResponse(behind === input.length)
      return behind
    }
    this.#left = fields.contentLength
    if (fields.contentLength === chunkedLength) {
      this.#stage = stage.chunks
      this.#chunks = new ChunkReader()
    } else this.#stage = fields.contentLength === noLength ? stage.untilClose : stage.length
    this.deadline = -this.#owner.bodyIdleTimeoutMs
    exchange.onHead(head)
    if (this.#exchange === exchange && exchange.isPaused) this.hold()
    return behind
  }

  #readChunks(exchange: Exchange, input: Buffer, from: number): number {
    const chunks = this.#chunks
    if (chunks === undefined) throw new Error('The body is not read in chunks.')
    const at = chunks.read(input, from, input.length, (piece) => exchange.onData(piece))
    if (this.#exchange !== exchange) return at
    if (chunks.fault !== undefined) this.#refuse(chunks.fault.message)
    else if (chunks.isOver) this.#endResponse(at === input.length)
    return at
  }

  /** @param isClean nothing was sent behind the response */
  #endResponse(isClean: boolean): void {
    const exchange = this.#exchange
    if (exchange === undefined) return
    // A backend that answers before it has read the request may take the rest of it for another one.
    const isSent = this.#sender === undefined || this.#sender.isWhole
    const isReusable = isClean && isSent && this.#isPersistent && this.#idleMs > 0 && this.socket.writableLength === 0
    this.#detach()
    this.#served += 1
    if (isReusable && this.isUsable) {
      this.deadline = -this.#idleMs
      this.#owner.onFree(this)
    } else this.drop()
    exchange.onEnd()
  }

  /** What a backend sent can be read in no way, or in two. */
  #refuse(message: string): -1 {
    this.#fail(new HttpClientError('protocol', `${this.#owner.address} answers with what is no HTTP: ${message}`))
    return -1
  }

  #fail(error: HttpClientError): void {
    const exchange = this.#exchange
    this.#detach()
    this.drop()
    exchange?.fail(error)
  }

  #leaveHttp(exchange: Exchange, input: Buffer, from: number, behind: number): -1 {
    const { address } = this.#owner
    const { offer } = exchange
    if (offer === undefined) return this.#refuse('It changes to a protocol that was not offered.')
    const { fields } = this.#head
    if (!fields.hasUpgrade) {
      this.#fail(new HttpClientError('connection-lost', `${address} leaves HTTP without saying for what.`))
      return -1
    }
    const place = fields.find(input, 'upgrade')
    const [start = 0, end = 0] = [fields.places[place + 2], fields.places[place + 3]]
    if (!isText(input, start, end, offer.protocol)) {
      this.#fail(new HttpClientError('protocol', `${address} changes to another protocol than ${offer.protocol}.`))
      return -1
    }
    const { socket } = this
    this.#detach()
    this.deadline = 0
    socket.off('data', this.#onData)
    socket.off('end', this.#onEnd)
    socket.off('drain', this.#onDrain)
    socket.off('error', this.#onError)
    socket.off('close', this.#onClose)
    const upgraded = new UpgradedSocket(socket, input.subarray(behind))
    this.#owner.onUpgraded(this, upgraded)
    exchange.onUpgrade(toResponseHead(input, from, behind, this.#head), upgraded)
    return -1
  }

  /** The exchange is no longer this connection's. */
  #detach(): void {
    this.#exchange = undefined
    this.#sender?.cancel()
    this.#sender = undefined
    this.#rest = undefined
    this.#chunks = undefined
    this.#stage = stage.head
    if (!this.#isHeld) return
    this.#isHeld = false
    this.socket.resume()
  }
}
