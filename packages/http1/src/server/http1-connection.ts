import type { Socket } from 'node:net'
import type { CallHandler, OnHandlerFault } from '@sluice/platform/http'
import { type LowestRate, Pace, runHandler, UpgradedSocket } from '@sluice/platform/http-parts'
import { isText } from '../head/head-fields.ts'
import { type RequestHead, textOf } from '../head/request-head.ts'
import { dateLine } from './answer-head.ts'
import { Http1Call } from './http1-call.ts'
import { continueAnswer, type Refusal, refusalBytes } from './raw-answers.ts'
import type { RequestBody } from './request-body.ts'
import { type RequestListener, RequestReader } from './request-reader.ts'

/** What all connections of a server share. */
export interface ConnectionSetting {
  readonly handler: CallHandler
  readonly onFault: OnHandlerFault
  readonly isSecure: boolean
  readonly maxHeadBytes: number
  readonly maxBodyBytes: number | undefined
  readonly lowestRate: LowestRate | undefined
}

/** Requests whose answers are still to come; a client that sends more has to wait. */
const maxPipelined = 32
/** What a client may go on sending behind an answer before the connection is broken. */
const maxDiscardedBytes = 1_048_576
export const lingerMs = 1_000
const discardMs = 5_000
/** In place of a deadline: a head has begun, and has the time that the server gives it. */
export const headBegun = -1

/** One connection of a client: hands its requests over, and sends the answers in their order. */
export class Http1Connection implements RequestListener {
  readonly socket: Socket
  readonly isSecure: boolean
  readonly #setting: ConnectionSetting
  readonly #reader: RequestReader
  readonly #calls: Http1Call[] = []
  readonly #pace: Pace | undefined
  #remoteAddress: string | undefined
  #discarded = 0
  #isReading = true
  /** No further request is taken. */
  #isEnding = false
  #isClosing = false
  /** A request of it was taken. */
  #hasServed = false
  #refusal: Refusal | undefined
  /** All answers are out; what still comes is thrown away. */
  #isOver = false
  #isUpgraded = false
  #hasOffer = false
  /** Time of the server's clock, ms, when what is waited for must be there; 0 = nothing is. */
  deadline: number

  constructor(socket: Socket, setting: ConnectionSetting, deadline: number) {
    this.socket = socket
    this.isSecure = setting.isSecure
    this.#setting = setting
    this.#reader = new RequestReader(this, setting.maxHeadBytes, setting.maxBodyBytes)
    this.#pace = setting.lowestRate && new Pace(setting.lowestRate)
    this.deadline = deadline
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('drain', this.#onDrain)
    socket.on('close', this.#onClose)
    socket.on('timeout', this.#onStalled)
    // Close follows.
    socket.on('error', () => {})
  }

  get remoteAddress(): string {
    this.#remoteAddress ??= toDottedAddress(this.socket.remoteAddress)
    return this.#remoteAddress
  }

  /** Kept for a next request, which has not begun. */
  get isUnused(): boolean {
    return this.#hasServed && this.#calls.length === 0 && !this.#isInHead && !this.#isUpgraded
  }

  get takesRequests(): boolean {
    return !this.#isEnding && this.#calls.length < maxPipelined
  }

  isTurnOf(call: Http1Call): boolean {
    return this.#calls[0] === call
  }

  /** After this call nothing more is served, and its answer says so. */
  isLast(call: Http1Call): boolean {
    // Whether what it was not asked for comes all the same, nobody knows.
    if (this.#reader.isWaitedForContinue) this.#isEnding = true
    return this.#isEnding && this.#refusal === undefined && this.#calls.at(-1) === call
  }

  /** @returns false when the peer has to catch up first */
  write(bytes: Uint8Array): boolean {
    return !this.socket.writable || this.socket.write(bytes)
  }

  /**
   * Ends as soon as the calls in flight are answered. A request that has begun, or that a new connection was opened for,
   * is still taken, until this is called again.
   */
  close(): void {
    const isAgain = this.#isClosing
    this.#isClosing = true
    // What has left HTTP has all the time that the server gives it.
    if (this.#calls.length > 0 || this.#isOver || this.#isUpgraded) this.#isEnding = true
    else if (isAgain || (this.#hasServed && !this.#isInHead)) this.socket.destroy()
  }

  /** The peer must see that the answer is not whole. */
  breakOff(): void {
    // A close without a reset is how HTTP/1.0 marks the regular end of an answer; TLS marks it by itself.
    if (this.isSecure) this.socket.destroy()
    else if (!this.socket.destroyed) this.socket.resetAndDestroy()
  }

  /** The deadline has passed. */
  onDeadline(): void {
    this.deadline = 0
    if (this.#isInHead) this.#refuse({ status: 408, message: 'The request did not arrive in time.' })
    else this.socket.destroy()
  }

  /** Looks whether the client keeps up with the lowest rate. */
  judgePace(now: number): void {
    if (this.#isUpgraded || this.#isOver) return
    const { socket } = this
    const outstanding = socket.writableLength
    if (this.#pace?.isTakingTooSlowly(outstanding, socket.bytesWritten - outstanding, now)) this.breakOff()
    else if (this.#pace?.isSendingTooSlowly(this.#reader.body?.isWaiting === true, socket.bytesRead, now)) {
      this.#refuse({ status: 408, message: 'The request body comes too slowly.' })
    }
  }

  /** The answer of the call is handed over whole. */
  onFinished(call: Http1Call): void {
    if (this.#calls[0] !== call) return
    this.#nextTurn()
  }

  /** 101 was sent: what comes from now on belongs to another protocol. */
  leaveHttp(call: Http1Call): UpgradedSocket {
    const { socket } = this
    this.#isUpgraded = true
    this.#calls.splice(this.#calls.indexOf(call), 1)
    socket.off('data', this.#onData)
    socket.off('end', this.#onEnd)
    socket.off('drain', this.#onDrain)
    socket.off('timeout', this.#onStalled)
    socket.off('close', this.#onClose)
    return new UpgradedSocket(socket, this.#reader.stop())
  }

  onWanted(): void {
    if (!this.#reader.isWaitedForContinue) return
    this.#reader.isWaitedForContinue = false
    if (this.#calls.length === 1) this.write(continueAnswer)
  }

  onReady(): void {
    this.#goOn()
  }

  onGivenUp(): void {
    this.#goOn()
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#isOver || (this.#isEnding && this.#reader.body === undefined && !this.#hasOffer)) {
      this.#discarded += chunk.length
      if (this.#discarded > maxDiscardedBytes) this.socket.destroy()
      return
    }
    this.#reader.take(chunk)
    this.#goOn()
  }

  readonly #onEnd = (): void => {
    // Nobody can tell a client that went away from one that only sends no more: work for nobody must not go on.
    if (this.#calls.length > 0 || this.#reader.body !== undefined) this.socket.destroy()
    else this.socket.end()
  }

  readonly #onDrain = (): void => {
    this.#calls[0]?.drained()
  }

  readonly #onClose = (): void => {
    const calls = [...this.#calls]
    this.#calls.length = 0
    this.#reader.body?.fail(new Error('The client went away.'))
    for (const call of calls) call.onClosed()
  }

  /** Nothing moved for the idle time. A handler that takes its time is no reason to end; a peer that does is one. */
  readonly #onStalled = (): void => {
    if (this.#calls.length === 0 || this.socket.writableLength > 0) this.socket.destroy()
    else if (this.#reader.body?.isWaiting === true) {
      this.#refuse({ status: 408, message: 'The request body did not arrive in time.' })
    } else this.socket.setTimeout(this.socket.timeout ?? 0)
  }

  /** Uses what is there, and reads on only when more could be used. */
  #goOn(): void {
    const reader = this.#reader
    if (!reader.goOn() || this.#isUpgraded) return
    const mustWait =
      reader.body?.isFull === true ||
      this.#calls.length >= maxPipelined ||
      (this.#hasOffer && reader.waitingBytes > this.#setting.maxHeadBytes)
    if (mustWait === this.#isReading) {
      this.#isReading = !mustWait
      if (mustWait) this.socket.pause()
      else this.socket.resume()
    }
  }

  /** A head has begun: from now on it has its time. */
  onHeadBegun(): void {
    if (this.deadline === 0) this.deadline = headBegun
  }

  onRequest(head: RequestHead, input: Buffer, body: RequestBody | undefined): void {
    this.deadline = 0
    this.#hasServed = true
    // Nobody sends further requests behind one of HTTP/1.0, whose answer may end with the connection.
    if (head.fields.isClose || head.isOld || this.#isClosing) this.#isEnding = true
    const call = new Http1Call(this, head, input, body, this.#offerOf(head, input, body))
    this.#calls.push(call)
    if (call.target === '*') {
      call.respond({ status: 204, headers: [] })
      return
    }
    if (call.upgrade !== undefined) {
      // Whatever the answer is, no further request follows it.
      this.#hasOffer = true
      this.#isEnding = true
    }
    runHandler(this.#setting.handler, call, this.#setting.onFault)
  }

  /** Takes a moderate rest off the connection, so that it can be used again. */
  onBodyPiece(body: RequestBody, bytes: number): void {
    if (!body.isTaken || body.isWaiting || body.isFull || this.#calls.length > 0) return
    this.#discarded += bytes
    if (this.#discarded > maxDiscardedBytes) this.socket.destroy()
  }

  onBodyEnd(): void {
    this.deadline = 0
    this.#discarded = 0
    if (this.#calls.length === 0) this.#settle()
    this.#refuseIfDue()
  }

  onFault(refusal: Refusal): void {
    this.#refuse(refusal)
  }

  /** What the client offers to change to, of a request that is nothing but such an offer. */
  #offerOf(head: RequestHead, input: Buffer, body: RequestBody | undefined): string | undefined {
    const { fields, isOld } = head
    if (!fields.hasUpgrade || isOld || body !== undefined || this.#calls.length > 0) return undefined
    if (head.method(input) !== 'GET') return undefined
    const place = fields.find(input, 'upgrade')
    const [start = 0, end = 0] = [fields.places[place + 2], fields.places[place + 3]]
    return isText(input, start, end, 'websocket') ? textOf(input, start, end).toLowerCase() : undefined
  }

  get #isInHead(): boolean {
    return this.#reader.waitingBytes > 0 && this.#reader.body === undefined && !this.#isEnding
  }

  /** The first call is answered; the next one may have an answer waiting. */
  #nextTurn(): void {
    for (let call = this.#calls[0]; call !== undefined; call = this.#calls[0]) {
      call.onTurn()
      // Who goes on within its turn may come to its end there, and then the next one had its turn, too.
      if (this.#calls[0] !== call) continue
      if (!call.isFinished) break
      this.#calls.shift()
    }
    if (this.#calls.length === 0) this.#settle()
    this.#refuseIfDue()
    this.#goOn()
  }

  /** No call is left: the connection is used again, or ends. */
  #settle(): void {
    if (this.#isOver) return
    const body = this.#reader.body
    if (body !== undefined) {
      if (this.#reader.isWaitedForContinue) {
        // Whether its body comes is not known.
        this.#end()
        return
      }
      this.deadline = -discardMs
      body.giveUp()
      return
    }
    if (this.#isEnding && this.#refusal === undefined) this.#end()
  }

  #end(): void {
    this.#isEnding = true
    this.#isOver = true
    if (this.#isClosing) {
      this.socket.destroySoon()
      return
    }
    this.socket.end()
    // Closing while the client still sends would reset the connection and take the answer with it.
    this.deadline = -lingerMs
    this.socket.resume()
  }

  /** What came cannot be read on; calls that are whole still get their answers before this one. */
  #refuse(refusal: Refusal): void {
    if (this.#refusal !== undefined || this.#isOver) return
    this.#isEnding = true
    this.#refusal = refusal
    this.#reader.stop()
    this.#refuseIfDue()
  }

  #refuseIfDue(): void {
    const refusal = this.#refusal
    if (refusal === undefined || this.#isOver || this.socket.destroyed) return
    const isInBody = this.#reader.body !== undefined
    if (this.#calls.length > 1 || (this.#calls.length === 1 && !isInBody)) return
    const call = this.#calls[0]
    if (call?.isAnswered === true) {
      this.socket.destroy()
      return
    }
    this.#refusal = undefined
    this.write(refusalBytes(refusal, dateLine()))
    this.#reader.body?.fail(new Error(refusal.message))
    this.#end()
  }
}

function toDottedAddress(address: string | undefined): string {
  if (address === undefined) return ''
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}
