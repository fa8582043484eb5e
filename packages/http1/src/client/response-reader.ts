import type { ResponseHead } from '@sluice/platform/http'
import { joinedHeader } from '@sluice/platform/http-parts'
import { ChunkReader } from '../body/chunk-reader.ts'
import { lf } from '../head/characters.ts'
import { headFaults } from '../head/head-fault.ts'
import { chunkedLength, noLength } from '../head/head-fields.ts'
import { ResponseHeadReader } from '../head/response-head.ts'
import { idleMsOf, toResponseHead } from './response-parts.ts'

/** What becomes of the bytes. Within each call the reader may be stopped. */
export interface ResponseListener {
  onResponseHead(head: ResponseHead): void
  onResponsePiece(piece: Uint8Array): void
  /** @param isClean nothing came behind the response */
  onResponseEnd(isClean: boolean): void
  /**
   * Every byte from `rest` on belongs to another protocol.
   * @param protocol in lower case; undefined when the head does not say properly which
   */
  onProtocolChange(head: ResponseHead, protocol: string | undefined, rest: Buffer): void
  /** The bytes can be read in no way, or in two. @param message a sentence without anything that was sent */
  onResponseFault(message: string): void
}

const bodyOfInterim = 'An interim response has no body.'

/** What is read next. */
const stage = { nothing: 0, head: 1, length: 2, chunks: 3, untilClose: 4 } as const
type Stage = (typeof stage)[keyof typeof stage]

/**
 * Reads the responses of one connection, one after the other, however their bytes arrive. Of a response there is one
 * reading, or a fault.
 * @see RFC 9112, 6.3
 */
export class ResponseReader {
  readonly #listener: ResponseListener
  readonly #maxHeadBytes: number
  readonly #head = new ResponseHeadReader()
  #stage: Stage = stage.nothing
  #method = ''
  /** The unfinished head so far. */
  #rest: Buffer | undefined
  #left = 0
  #chunks: ChunkReader | undefined
  #isPersistent = false
  #idleMs = 0

  constructor(listener: ResponseListener, maxHeadBytes: number) {
    this.#listener = listener
    this.#maxHeadBytes = maxHeadBytes
  }

  get isInHead(): boolean {
    return this.#stage === stage.head
  }

  /** The end of the connection ends the response. */
  get isUntilClose(): boolean {
    return this.#stage === stage.untilClose
  }

  /** The response says, or lets conclude, that another one can follow. */
  get isPersistent(): boolean {
    return this.#isPersistent
  }

  /** How long the backend keeps the connection without a request; infinite when it does not say. */
  get idleMs(): number {
    return this.#idleMs
  }

  /** The response to a request of this method is what comes next. */
  start(method: string): void {
    this.#stage = stage.head
    this.#method = method
  }

  /** Nothing is expected any more. */
  stop(): void {
    this.#stage = stage.nothing
    this.#rest = undefined
    this.#chunks = undefined
  }

  read(chunk: Buffer): void {
    const rest = this.#rest
    if (rest === undefined) {
      this.#read(chunk)
      return
    }
    const input = Buffer.concat([rest, chunk])
    // A head that comes in pieces is read again from its beginning, but only where a line more has come to its end.
    if (input.length <= this.#maxHeadBytes && chunk.indexOf(lf) < 0) {
      this.#rest = input
      return
    }
    this.#rest = undefined
    this.#read(input)
  }

  #read(input: Buffer): void {
    let at = 0
    while (at < input.length) {
      switch (this.#stage) {
        case stage.head:
          at = this.#readHead(input, at)
          break
        case stage.length:
          at = this.#readPiece(input, at)
          break
        case stage.chunks:
          at = this.#readChunks(input, at)
          break
        case stage.untilClose:
          this.#listener.onResponsePiece(at === 0 ? input : input.subarray(at))
          return
        default:
          return
      }
    }
  }

  /** @returns place behind what was read */
  #readHead(input: Buffer, from: number): number {
    const { fields } = this.#head
    const longest = from + this.#maxHeadBytes
    const behind = this.#head.read(input, from, Math.min(input.length, longest))
    if (typeof behind !== 'number') return this.#refuse(behind.message, input)
    if (behind === 0) {
      if (input.length > longest) return this.#refuse(headFaults.long.message, input)
      this.#rest = from === 0 ? input : input.subarray(from)
      return input.length
    }
    const { status, isOld } = this.#head
    if (status === 101) {
      const head = toResponseHead(input, from, behind, this.#head)
      const protocol = fields.hasUpgrade ? joinedHeader(head.headers, 'upgrade')?.toLowerCase() : undefined
      this.stop()
      this.#listener.onProtocolChange(head, protocol, input.subarray(behind))
      return input.length
    }
    if (status < 200)
      return fields.contentLength > 0 || fields.contentLength === chunkedLength
        ? this.#refuse(bodyOfInterim, input)
        : behind
    // HTTP/1.0 knows no chunks: who passed them on may have taken their end for something else. @see RFC 9112, 6.1
    if (isOld && fields.contentLength === chunkedLength) return this.#refuse(headFaults.encodingOfOld.message, input)
    // Who sends a body behind such a status is read as if there were none, and not listened to any more.
    const hasStrayBody = fields.contentLength !== noLength && fields.contentLength !== 0 && status === 204
    this.#isPersistent = !fields.isClose && (!isOld || fields.isKeepAlive) && !hasStrayBody
    this.#idleMs = idleMsOf(input, fields)
    const head = toResponseHead(input, from, behind, this.#head)
    this.#stage = this.#stageBehind()
    this.#listener.onResponseHead(head)
    if (this.#stage === stage.length && this.#left === 0) this.#end(behind === input.length)
    return behind
  }

  #stageBehind(): Stage {
    const { status, fields } = this.#head
    this.#left = 0
    if (this.#method === 'HEAD' || status === 204 || status === 304) return stage.length
    if (fields.contentLength === noLength) return stage.untilClose
    if (fields.contentLength === chunkedLength) {
      this.#chunks = new ChunkReader()
      return stage.chunks
    }
    this.#left = fields.contentLength
    return stage.length
  }

  #readPiece(input: Buffer, from: number): number {
    const end = Math.min(input.length, from + this.#left)
    this.#left -= end - from
    this.#listener.onResponsePiece(input.subarray(from, end))
    if (this.#left === 0 && this.#stage === stage.length) this.#end(end === input.length)
    return end
  }

  #readChunks(input: Buffer, from: number): number {
    const chunks = this.#chunks
    if (chunks === undefined) throw new Error('The body does not come in chunks.')
    const at = chunks.read(input, from, input.length, this.#onChunkPiece)
    if (this.#stage !== stage.chunks) return input.length
    if (chunks.fault !== undefined) return this.#refuse(chunks.fault.message, input)
    if (chunks.isOver) this.#end(at === input.length)
    return at
  }

  readonly #onChunkPiece = (piece: Uint8Array): void => {
    if (this.#stage === stage.chunks) this.#listener.onResponsePiece(piece)
  }

  #end(isClean: boolean): void {
    this.stop()
    this.#listener.onResponseEnd(isClean)
  }

  #refuse(message: string, input: Buffer): number {
    this.stop()
    this.#listener.onResponseFault(message)
    return input.length
  }
}
