import {
  type BodyFlow,
  type ClientRequest,
  HttpClientError,
  type MessageBody,
  type ResponseHead,
  type ResponseSink,
  type UpgradedConnection,
  type UpgradeSink,
} from '@sluice/platform/http'
import { toOfferFields, toRequestBytes, toRequestHead } from '../write/request-bytes.ts'
import type { BackendPool } from './backend-pool.ts'
import type { ClientConnection } from './client-connection.ts'
import { toClientError } from './client-failure.ts'
import type { Timed } from './sweep.ts'
import { WholeBody, type WholeBodyOwner } from './whole-body.ts'

/** Bodies up to here are read first, so that the request goes out whole and can be repeated. */
const maxWholeBodyBytes = 65_536
/** Up to here they are copied behind the head: one buffer, one write. */
const maxCopiedBodyBytes = 16_384

/** @see RFC 9110, 9.2.2 */
const idempotentMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])
/** Methods of which a request without a body says so. @see RFC 9110, 8.6 */
const methodsWithBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/** What a request offers to change to. */
export interface UpgradeOffer {
  readonly protocol: string
  readonly onUpgrade: UpgradeSink['onUpgrade']
}

/** One request and its response. */
export class Exchange implements BodyFlow, Timed, WholeBodyOwner {
  readonly request: ClientRequest
  readonly offer: UpgradeOffer | undefined
  /** Of the response's head; handed on to the connection that it waits for. */
  deadline: number
  /** Head and, where it was short, body. */
  bytes: Buffer | string | undefined
  /** What goes out behind `bytes`, in the same write. */
  wholeBody: Uint8Array | undefined
  /** What flows behind `bytes`. */
  flowingBody: MessageBody | undefined
  isRepeated = false
  readonly #pool: BackendPool
  readonly #sink: ResponseSink
  #connection: ClientConnection | undefined
  #reading: WholeBody | undefined
  #isPaused = false
  #isOver = false
  /** All pieces of the response have come, but not all were taken. */
  #isWhole = false
  #isDelivering = false
  /** What came while the sink held back. */
  #waiting: Uint8Array[] | undefined

  constructor(pool: BackendPool, request: ClientRequest, sink: ResponseSink, offer?: UpgradeOffer) {
    this.#pool = pool
    this.request = request
    this.#sink = sink
    this.offer = offer
    this.deadline = -request.headTimeoutMs
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  /** Nothing was heard of it, and to do it twice does what doing it once does. */
  get mayRepeat(): boolean {
    return !this.isRepeated && this.flowingBody === undefined && idempotentMethods.has(this.request.method)
  }

  /** @throws UnsendableRequest, or HttpClientError when too many wait */
  start(): void {
    const { body } = this.request
    if (body === undefined || body instanceof Uint8Array) this.#sendWhole(body)
    else if (body.length === 0) this.#sendWhole(undefined)
    else if (body.length !== undefined && body.length <= maxWholeBodyBytes) {
      this.#pool.watch(this)
      this.#reading = new WholeBody(body, body.length, this)
    } else {
      this.bytes = this.#toBytes(
        body.length === undefined ? 'Transfer-Encoding: chunked\r\n' : `Content-Length: ${body.length}\r\n`,
      )
      this.flowingBody = body
      this.#pool.dispatch(this)
    }
  }

  pause(): void {
    this.#isPaused = true
    this.#connection?.hold()
  }

  resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    if (this.#waiting !== undefined || this.#isWhole) this.#deliver()
    if (!this.#isPaused) this.#connection?.goOn()
  }

  cancel(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#letGo()
  }

  onBodyMoved(): void {
    this.deadline = -this.request.headTimeoutMs
  }

  onWholeBody(bytes: Uint8Array): void {
    this.#reading = undefined
    // The backend is not to blame for the time that the body took.
    this.deadline = -this.request.headTimeoutMs
    try {
      this.#sendWhole(bytes)
    } catch (error) {
      this.fail(toClientError(error, this.#pool.address))
    }
  }

  onBodyFault(error: HttpClientError): void {
    this.#reading = undefined
    this.fail(error)
  }

  onDeadline(): void {
    const { headTimeoutMs } = this.request
    this.fail(new HttpClientError('timeout', `${this.#pool.address} did not answer within ${headTimeoutMs} ms.`))
  }

  /** Goes out on this connection. */
  onConnection(connection: ClientConnection): void {
    this.#connection = connection
  }

  onHead(head: ResponseHead): void {
    this.#sink.onHead(head)
  }

  onData(piece: Uint8Array): void {
    if (this.#isOver) return
    if (!this.#isPaused && this.#waiting === undefined) this.#sink.onData(piece)
    else if (this.#waiting === undefined) this.#waiting = [piece]
    else this.#waiting.push(piece)
  }

  /** The response is whole, and its connection no longer ours. */
  onEnd(): void {
    this.#connection = undefined
    this.#isWhole = true
    if (!this.#isPaused && this.#waiting === undefined) this.#end()
  }

  /** HTTP is left. */
  onUpgrade(head: ResponseHead, connection: UpgradedConnection): void {
    this.#connection = undefined
    this.#isOver = true
    this.offer?.onUpgrade(head.headers, connection)
  }

  /**
   * The connection ended before it was used for this request, or so it is taken.
   * @param deadline of the first attempt, which the second has to keep to
   */
  repeat(deadline: number): void {
    this.isRepeated = true
    this.deadline = deadline
    this.#connection = undefined
    try {
      this.#pool.dispatch(this)
    } catch (error) {
      this.fail(toClientError(error, this.#pool.address))
    }
  }

  /** Ends with this error, unless it ended before. */
  fail(error: HttpClientError): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#waiting = undefined
    this.#letGo()
    this.#sink.onError(error)
  }

  #sendWhole(body: Uint8Array | undefined): void {
    const length = body?.length ?? 0
    if (body === undefined || length === 0) {
      this.bytes = this.#toBytes(methodsWithBody.has(this.request.method) ? 'Content-Length: 0\r\n' : '')
    } else if (length <= maxCopiedBodyBytes) {
      this.bytes = this.#toBytes(`Content-Length: ${length}\r\n`, body)
    } else {
      this.bytes = this.#toBytes(`Content-Length: ${length}\r\n`)
      this.wholeBody = body
    }
    this.#pool.dispatch(this)
  }

  #toBytes(framing: string, body?: Uint8Array): Buffer | string {
    const { offer } = this
    const fields = offer === undefined ? framing : toOfferFields(offer.protocol)
    const { lineEnds } = this.#pool
    if (body === undefined) return toRequestHead(this.request, lineEnds, fields)
    return toRequestBytes(this.request, lineEnds, fields, body)
  }

  /** Hands on what waited, as far as it is taken. */
  #deliver(): void {
    // Who takes a piece may hold back and go on within that very call.
    if (this.#isDelivering) return
    this.#isDelivering = true
    const waiting = this.#waiting ?? []
    let taken = 0
    while (taken < waiting.length && !this.#isPaused && !this.#isOver) {
      const piece = waiting[taken] as Uint8Array
      taken += 1
      this.#sink.onData(piece)
    }
    this.#isDelivering = false
    if (taken < waiting.length) waiting.splice(0, taken)
    else this.#waiting = undefined
    if (this.#isWhole && !this.#isPaused && this.#waiting === undefined) this.#end()
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#sink.onEnd()
  }

  #letGo(): void {
    this.#reading?.cancel()
    const connection = this.#connection
    this.#connection = undefined
    if (connection === undefined) this.#pool.forget(this)
    else connection.breakOff(this)
  }
}
