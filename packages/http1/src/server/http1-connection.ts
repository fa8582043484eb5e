import type { Socket } from 'node:net'
import type { CallHandler, OnHandlerFault } from '@sluice/platform/http'
import { runHandler, UpgradedSocket } from '@sluice/platform/http-parts'
import { ChunkReader } from '../body/chunk-reader.ts'
import { lf } from '../head/characters.ts'
import { headFaults } from '../head/head-fault.ts'
import { chunkedLength, isText } from '../head/head-fields.ts'
import { RequestHead, textOf } from '../head/request-head.ts'
import { dateLine } from './answer-head.ts'
import { Http1Call } from './http1-call.ts'
import { continueAnswer, type Refusal, refusalBytes } from './raw-answers.ts'
import { type BodySource, RequestBody } from './request-body.ts'

/** What all connections of a server share. */
export interface ConnectionSetting {
  readonly handler: CallHandler
  readonly onFault: OnHandlerFault
  readonly isSecure: boolean
  readonly maxHeadBytes: number
}

/** Requests whose answers are still to come; a client that sends more has to wait. */
const maxPipelined = 32
/** What a client may go on sending behind an answer before the connection is broken. */
const maxDiscardedBytes = 1_048_576
export const lingerMs = 1_000
const discardMs = 5_000

const nothing = Buffer.alloc(0)

/** One connection of a client: reads requests, hands them over, and sends the answers in their order. */
export class Http1Connection implements BodySource {
  readonly socket: Socket
  readonly isSecure: boolean
  readonly #setting: ConnectionSetting
  readonly #head = new RequestHead()
  readonly #calls: Http1Call[] = []
  #remoteAddress: string | undefined
  /** What was read and not yet used: all of `#input` from `#at` on. */
  #input: Buffer = nothing
  #at = 0
  /** Of an unfinished head, how much was looked at without its end. */
  #looked = 0
  #body: RequestBody | undefined
  #bodyLeft = 0
  #chunks: ChunkReader | undefined
  #isWaitedForContinue = false
  #discarded = 0
  #isReading = true
  #isInLoop = false
  /** No further request is taken. */
  #isEnding = false
  #isClosing = false
  #refusal: Refusal | undefined
  #isRefused = false
  #isUpgraded = false
  #hasOffer = false
  /** Time of the server's clock, ms, when what is waited for must be there; 0 = nothing is. */
  deadline: number

  constructor(socket: Socket, setting: ConnectionSetting, deadline: number) {
    this.socket = socket
    this.isSecure = setting.isSecure
    this.#setting = setting
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

  /** A head has begun and is not all there. */
  get isInHead(): boolean {
    return this.#input.length > this.#at && this.#body === undefined && !this.#isEnding
  }

  get hasCalls(): boolean {
    return this.#calls.length > 0
  }

  isTurnOf(call: Http1Call): boolean {
    return this.#calls[0] === call
  }

  /** After this call nothing more is served, and its answer says so. */
  isLast(call: Http1Call): boolean {
    if (call.isOld || this.#isWaitedForContinue) this.#isEnding = true
    return this.#isEnding && this.#refusal === undefined && this.#calls.at(-1) === call
  }

  /** @returns false when the peer has to catch up first */
  write(bytes: Uint8Array): boolean {
    return !this.socket.writable || this.socket.write(bytes)
  }

  /** Ends as soon as the calls in flight are answered, at once when there are none. */
  close(): void {
    this.#isEnding = true
    this.#isClosing = true
    // What has left HTTP has all the time that the server gives it.
    if (this.#calls.length === 0 && !this.#isRefused && !this.#isUpgraded) this.socket.destroy()
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
    if (this.isInHead) this.#refuse({ status: 408, message: 'The request did not arrive in time.' })
    else this.socket.destroy()
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
    const first = this.#input.subarray(this.#at)
    this.#input = nothing
    return new UpgradedSocket(socket, first)
  }

  onWanted(): void {
    if (this.#isWaitedForContinue) {
      this.#isWaitedForContinue = false
      if (this.#calls.length === 1) this.write(continueAnswer)
    }
  }

  onReady(): void {
    this.#goOn()
  }

  onGivenUp(): void {
    this.#goOn()
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#isRefused || (this.#isEnding && this.#body === undefined && !this.#hasOffer)) {
      this.#discarded += chunk.length
      if (this.#discarded > maxDiscardedBytes) this.socket.destroy()
      return
    }
    if (this.#input.length === this.#at) {
      this.#input = chunk
      this.#at = 0
    } else {
      this.#input = Buffer.concat([this.#input.subarray(this.#at), chunk])
      this.#at = 0
    }
    this.#goOn()
  }

  readonly #onEnd = (): void => {
    // Nobody can tell a client that went away from one that only sends no more: work for nobody must not go on.
    if (this.#calls.length > 0 || this.#body !== undefined) this.socket.destroy()
    else this.socket.end()
  }

  readonly #onDrain = (): void => {
    this.#calls[0]?.drained()
  }

  readonly #onClose = (): void => {
    const calls = [...this.#calls]
    this.#calls.length = 0
    this.#body?.fail(new Error('The client went away.'))
    for (const call of calls) call.onClosed()
  }

  /** Nothing moved for the idle time. A handler that takes its time is no reason to end; a peer that does is one. */
  readonly #onStalled = (): void => {
    if (this.#calls.length === 0 || this.socket.writableLength > 0) this.socket.destroy()
    else if (this.#body?.isWaiting === true) {
      this.#refuse({ status: 408, message: 'The request body did not arrive in time.' })
    } else this.socket.setTimeout(this.socket.timeout ?? 0)
  }

  /** Uses as much of the input as can be used now, and reads on only when more could be. */
  #goOn(): void {
    if (this.#isInLoop || this.#isUpgraded) return
    this.#isInLoop = true
    while (this.#at < this.#input.length && !this.#isRefused) {
      if (this.#body !== undefined) {
        if (this.#body.isFull) break
        this.#readBody(this.#body)
      } else if (this.#isEnding || this.#calls.length >= maxPipelined || !this.#readHead()) break
    }
    this.#isInLoop = false
    if (this.#isUpgraded) return
    const mustWait =
      this.#body?.isFull === true ||
      this.#calls.length >= maxPipelined ||
      (this.#hasOffer && this.#input.length - this.#at > this.#setting.maxHeadBytes)
    if (mustWait === this.#isReading) {
      this.#isReading = !mustWait
      if (mustWait) this.socket.pause()
      else this.socket.resume()
    }
  }

  /** @returns false when the head is not all there */
  #readHead(): boolean {
    const { maxHeadBytes } = this.#setting
    const input = this.#input
    const length = input.length - this.#at
    // A head that came in pieces is read again from its beginning, but only where a line more has come to its end.
    if (this.#looked > 0 && input.indexOf(lf, this.#at + this.#looked) < 0 && length <= maxHeadBytes) {
      this.#looked = length
      return false
    }
    const behind = this.#head.read(input, this.#at, Math.min(input.length, this.#at + maxHeadBytes))
    if (typeof behind !== 'number') {
      this.#refuse(behind)
      return false
    }
    if (behind === 0) {
      this.#looked = length
      if (length > maxHeadBytes) this.#refuse(headFaults.long)
      else if (this.deadline === 0) this.deadline = -1
      return false
    }
    this.#looked = 0
    this.deadline = 0
    this.#at = behind
    this.#startCall(input)
    return true
  }

  #startCall(input: Buffer): void {
    const { fields, isOld } = this.#head
    const expectation = fields.find(input, 'expect')
    if (expectation >= 0 && !fields.expectsContinue && !isOld) {
      this.#refuse({ status: 417, message: 'The only expectation that is met here is 100-continue.' })
      return
    }
    if (fields.isClose) this.#isEnding = true
    const length = fields.contentLength === chunkedLength ? undefined : Math.max(0, fields.contentLength)
    const body = length === 0 ? undefined : new RequestBody(length, this)
    this.#body = body
    this.#bodyLeft = length ?? 0
    this.#chunks = body !== undefined && length === undefined ? new ChunkReader() : undefined
    this.#isWaitedForContinue = body !== undefined && fields.expectsContinue && !isOld
    const call = new Http1Call(this, this.#head, input, body, this.#offerOf(input, body))
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

  /** What the client offers to change to, of a request that is nothing but such an offer. */
  #offerOf(input: Buffer, body: RequestBody | undefined): string | undefined {
    const { fields, isOld } = this.#head
    if (!fields.hasUpgrade || isOld || body !== undefined || this.#calls.length > 0) return undefined
    if (this.#head.method(input) !== 'GET') return undefined
    const place = fields.find(input, 'upgrade')
    const [start = 0, end = 0] = [fields.places[place + 2], fields.places[place + 3]]
    return isText(input, start, end, 'websocket') ? textOf(input, start, end).toLowerCase() : undefined
  }

  #readBody(body: RequestBody): void {
    const input = this.#input
    // Of a client that waits for leave, or does not, what is there is there.
    this.#isWaitedForContinue = false
    if (this.#chunks === undefined) {
      const end = Math.min(input.length, this.#at + this.#bodyLeft)
      const piece = input.subarray(this.#at, end)
      this.#bodyLeft -= piece.length
      this.#at = end
      this.#countDiscarded(body, piece.length)
      body.take(piece)
      if (this.#bodyLeft === 0) this.#endBody(body)
      return
    }
    const chunks = this.#chunks
    this.#at = chunks.read(input, this.#at, input.length, (piece) => {
      this.#countDiscarded(body, piece.length)
      body.take(piece)
    })
    if (chunks.fault !== undefined) this.#refuse(chunks.fault)
    else if (chunks.isOver) this.#endBody(body)
  }

  #endBody(body: RequestBody): void {
    this.#body = undefined
    this.#chunks = undefined
    this.#discarded = 0
    body.end()
    if (this.#calls.length === 0) this.#settle()
    this.#refuseIfDue()
  }

  /** Takes a moderate rest off the connection, so that it can be used again. */
  #countDiscarded(body: RequestBody, bytes: number): void {
    if (!body.isTaken || body.isWaiting || body.isFull || this.#calls.length > 0) return
    this.#discarded += bytes
    if (this.#discarded > maxDiscardedBytes) this.socket.destroy()
  }

  /** The first call is answered; the next one may have an answer waiting. */
  #nextTurn(): void {
    for (;;) {
      const call = this.#calls[0]
      if (call === undefined || !call.isFinished) {
        call?.onTurn()
        if (call === undefined || !call.isFinished) break
      }
      call.onTurn()
      this.#calls.shift()
    }
    if (this.#calls.length === 0) this.#settle()
    this.#refuseIfDue()
    this.#goOn()
  }

  /** No call is left: the connection is used again, or ends. */
  #settle(): void {
    const body = this.#body
    if (body !== undefined) {
      if (this.#isWaitedForContinue) {
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
    this.#isRefused = true
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
    if (this.#refusal !== undefined || this.#isRefused) return
    this.#isEnding = true
    this.#refusal = refusal
    this.#input = nothing
    this.#at = 0
    this.#refuseIfDue()
  }

  #refuseIfDue(): void {
    const refusal = this.#refusal
    if (refusal === undefined || this.#isRefused || this.socket.destroyed) return
    const isInBody = this.#body !== undefined
    if (this.#calls.length > 1 || (this.#calls.length === 1 && !isInBody)) return
    const call = this.#calls[0]
    if (call?.isAnswered === true) {
      this.socket.destroy()
      return
    }
    this.#refusal = undefined
    this.write(refusalBytes(refusal, dateLine()))
    this.#body?.fail(new Error(refusal.message))
    this.#end()
  }
}

function toDottedAddress(address: string | undefined): string {
  if (address === undefined) return ''
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}
