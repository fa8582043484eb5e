import { ChunkReader } from '../body/chunk-reader.ts'
import { lf } from '../head/characters.ts'
import { headFaults } from '../head/head-fault.ts'
import { chunkedLength } from '../head/head-fields.ts'
import { RequestHead } from '../head/request-head.ts'
import type { Refusal } from './raw-answers.ts'
import { type BodySource, RequestBody } from './request-body.ts'

/** What becomes of the requests that are read. Within each call the reader may be stopped. */
export interface RequestListener extends BodySource {
  /** Another request may be begun. */
  readonly takesRequests: boolean
  /** A head has begun and is not all there. */
  onHeadBegun(): void
  /**
   * The head is read; what was sent behind it is its body, if it has one.
   * @param input what the places in the head refer to
   */
  onRequest(head: RequestHead, input: Buffer, body: RequestBody | undefined): void
  /** So many bytes of the body have come. */
  onBodyPiece(body: RequestBody, bytes: number): void
  onBodyEnd(): void
  /** The bytes can be read in no way, or in two. */
  onFault(refusal: Refusal): void
}

const nothing = Buffer.alloc(0)
const tooLong: Refusal = { status: 413, message: 'Request entity too large' }

/**
 * Reads the requests of one connection, one after the other, however their bytes arrive. Of a request there is one
 * reading, or a fault.
 * @see RFC 9112, 6.3
 */
export class RequestReader {
  readonly #listener: RequestListener
  readonly #maxHeadBytes: number
  readonly #maxBodyBytes: number
  readonly #head = new RequestHead()
  /** What was read and not yet used: all of `#input` from `#at` on. */
  #input: Buffer = nothing
  #at = 0
  /** Of an unfinished head, how much was looked at without its end. */
  #looked = 0
  #body: RequestBody | undefined
  #bodyLeft = 0
  /** Of a chunked body, so far. */
  #bodyBytes = 0
  #chunks: ChunkReader | undefined
  #isInLoop = false
  #isStopped = false
  /** The client sends the body when it is told to; until then, that it comes is not known. */
  isWaitedForContinue = false

  constructor(listener: RequestListener, maxHeadBytes: number, maxBodyBytes = Number.POSITIVE_INFINITY) {
    this.#listener = listener
    this.#maxHeadBytes = maxHeadBytes
    this.#maxBodyBytes = maxBodyBytes
  }

  /** The body that is not all there yet. */
  get body(): RequestBody | undefined {
    return this.#body
  }

  /** Bytes that wait for their turn. */
  get waitingBytes(): number {
    return this.#input.length - this.#at
  }

  /** Puts it behind what is there. */
  take(chunk: Buffer): void {
    this.#input = this.#input.length === this.#at ? chunk : Buffer.concat([this.#input.subarray(this.#at), chunk])
    this.#at = 0
  }

  /** Uses as much of the input as can be used now. @returns false within itself */
  goOn(): boolean {
    if (this.#isInLoop) return false
    this.#isInLoop = true
    while (this.#at < this.#input.length && !this.#isStopped) {
      if (this.#body !== undefined) {
        if (this.#body.isFull) break
        this.#readBody(this.#body)
      } else if (!this.#listener.takesRequests || !this.#readHead()) break
    }
    this.#isInLoop = false
    return true
  }

  /** Nothing is read any more. @returns what was not used */
  stop(): Buffer {
    const rest = this.#input.subarray(this.#at)
    this.#isStopped = true
    this.#input = nothing
    this.#at = 0
    return rest
  }

  /** @returns false when the head is not all there, or faulty */
  #readHead(): boolean {
    const maxHeadBytes = this.#maxHeadBytes
    const input = this.#input
    const length = input.length - this.#at
    // A head that came in pieces is read again from its beginning, but only where a line more has come to its end.
    if (this.#looked > 0 && input.indexOf(lf, this.#at + this.#looked) < 0 && length <= maxHeadBytes) {
      this.#looked = length
      return false
    }
    const behind = this.#head.read(input, this.#at, Math.min(input.length, this.#at + maxHeadBytes))
    if (typeof behind !== 'number') {
      this.#listener.onFault(behind)
      return false
    }
    if (behind === 0) {
      this.#looked = length
      if (length > maxHeadBytes) this.#listener.onFault(headFaults.long)
      else this.#listener.onHeadBegun()
      return false
    }
    this.#looked = 0
    this.#at = behind
    this.#startBody(input)
    return true
  }

  #startBody(input: Buffer): void {
    const { fields, isOld } = this.#head
    if (!fields.expectsContinue && !isOld && fields.find(input, 'expect') >= 0) {
      this.#listener.onFault({ status: 417, message: 'The only expectation that is met here is 100-continue.' })
      return
    }
    const length = fields.contentLength === chunkedLength ? undefined : Math.max(0, fields.contentLength)
    if (length !== undefined && length > this.#maxBodyBytes) {
      this.#listener.onFault(tooLong)
      return
    }
    const body = length === 0 ? undefined : new RequestBody(length, this.#listener)
    this.#body = body
    this.#bodyLeft = length ?? 0
    this.#bodyBytes = 0
    this.#chunks = body !== undefined && length === undefined ? new ChunkReader() : undefined
    this.isWaitedForContinue = body !== undefined && fields.expectsContinue && !isOld
    this.#listener.onRequest(this.#head, input, body)
  }

  #readBody(body: RequestBody): void {
    const input = this.#input
    // Whether the client waited for leave or not, what is there is there.
    this.isWaitedForContinue = false
    if (this.#chunks === undefined) {
      const end = Math.min(input.length, this.#at + this.#bodyLeft)
      const piece = input.subarray(this.#at, end)
      this.#bodyLeft -= piece.length
      this.#at = end
      this.#listener.onBodyPiece(body, piece.length)
      body.take(piece)
      if (this.#bodyLeft === 0) this.#endBody(body)
      return
    }
    const chunks = this.#chunks
    const behind = chunks.read(input, this.#at, input.length, (piece) => {
      this.#bodyBytes += piece.length
      if (this.#bodyBytes > this.#maxBodyBytes) return
      this.#listener.onBodyPiece(body, piece.length)
      body.take(piece)
    })
    if (this.#isStopped) return
    this.#at = behind
    if (this.#bodyBytes > this.#maxBodyBytes) this.#listener.onFault(tooLong)
    else if (chunks.fault !== undefined) this.#listener.onFault(chunks.fault)
    else if (chunks.isOver) this.#endBody(body)
  }

  #endBody(body: RequestBody): void {
    this.#body = undefined
    this.#chunks = undefined
    body.end()
    this.#listener.onBodyEnd()
  }
}
