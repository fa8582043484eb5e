import { CheckedWriter, type WriterTarget } from '../checked-writer.ts'
import { joinedHeader } from '../header-array.ts'
import type { ClientCertificate, HeaderArray, ResponseHead, ResponseWriter, UpgradedConnection } from '../http.ts'
import { announcedLength, mayHaveBody, toSentHeaders, wholeLength } from '../response-head.ts'
import type { RunningCall } from '../run-handler.ts'
import type { MemoryBody } from './memory-body.ts'
import { toBytes } from './memory-body.ts'

/** Where the answer of a call without a socket goes. */
export interface MemoryPeer {
  onHead(head: ResponseHead): void
  /** False = the writer is to wait for `onDrain`. */
  onData(chunk: Uint8Array): boolean
  onDrain(listener: () => void): void
  onEnd(): void
  onBroken(): void
}

export interface MemoryCallHead {
  readonly method: string
  readonly target: string
  readonly headers: HeaderArray
  readonly isSecure: boolean
  readonly remoteAddress: string
  readonly clientCertificate?: ClientCertificate | undefined
}

/** The one implementation of a call without a socket, under `createMemoryCall` and `createMemoryClient`. */
export class MemoryServerCall implements RunningCall, WriterTarget {
  readonly method: string
  readonly target: string
  readonly headers: HeaderArray
  readonly isSecure: boolean
  readonly remoteAddress: string
  readonly clientCertificate: ClientCertificate | undefined
  readonly body: MemoryBody
  /** There is no connection that could leave HTTP: offers are ignored, as a server may. */
  readonly upgrade = undefined
  readonly #peer: MemoryPeer
  readonly #abortListeners: (() => void)[] = []
  #isAnswered = false
  #hasBody = true
  #isOver = false
  #isAborted = false

  constructor(head: MemoryCallHead, body: MemoryBody, peer: MemoryPeer) {
    this.method = head.method
    this.target = head.target
    this.headers = head.headers
    this.isSecure = head.isSecure
    this.remoteAddress = head.remoteAddress
    this.clientCertificate = head.clientCertificate
    this.body = body
    this.#peer = peer
  }

  header(lowerCaseName: string): string | undefined {
    return joinedHeader(this.headers, lowerCaseName)
  }

  respond(head: ResponseHead, body?: Uint8Array | string): void {
    const bytes = toBytes(body ?? '')
    this.#begin(head, wholeLength(this.method, head, bytes.length))
    if (bytes.length > 0) this.writePiece(bytes)
    this.finish()
  }

  respondStream(head: ResponseHead): ResponseWriter {
    const length = head.status === 204 ? undefined : announcedLength(head.headers)
    this.#begin(head, length)
    return new CheckedWriter(this, this.#hasBody ? length : undefined)
  }

  respondUpgrade(): UpgradedConnection {
    throw new Error('Nothing was offered to upgrade to.')
  }

  writePiece(chunk: Uint8Array): boolean {
    return this.#isOver || !this.#hasBody || this.#peer.onData(chunk)
  }

  onDrain(listener: () => void): void {
    this.#peer.onDrain(listener)
  }

  finish(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#peer.onEnd()
  }

  get isAnswered(): boolean {
    return this.#isAnswered
  }

  breakOff(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#peer.onBroken()
  }

  onAbort(listener: () => void): void {
    if (this.#isAborted) queueMicrotask(listener)
    else this.#abortListeners.push(listener)
  }

  /** The client goes away. */
  abort(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#isAborted = true
    this.body.queue.fail(new Error('The client went away.'))
    for (const listener of this.#abortListeners) listener()
  }

  #begin(head: ResponseHead, length: number | undefined): void {
    if (this.#isAnswered) throw new Error('This call was already answered.')
    this.#isAnswered = true
    this.#hasBody = mayHaveBody(this.method, head.status)
    if (!this.#isOver) this.#peer.onHead({ ...head, headers: toSentHeaders(head.headers, length) })
  }
}
