import { joinedHeader } from '../header-array.ts'
import type { HeaderArray, ResponseHead, ResponseWriter } from '../http.ts'
import type { RunningCall } from '../run-handler.ts'
import { mayHaveBody } from '../status.ts'
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
}

/** The one implementation of a call without a socket, under `createMemoryCall` and `createMemoryClient`. */
export class MemoryServerCall implements RunningCall {
  readonly method: string
  readonly target: string
  readonly headers: HeaderArray
  readonly isSecure: boolean
  readonly remoteAddress: string
  readonly body: MemoryBody
  readonly #peer: MemoryPeer
  readonly #abortListeners: (() => void)[] = []
  #isAnswered = false
  #isOver = false
  #isAborted = false

  constructor(head: MemoryCallHead, body: MemoryBody, peer: MemoryPeer) {
    this.method = head.method
    this.target = head.target
    this.headers = head.headers
    this.isSecure = head.isSecure
    this.remoteAddress = head.remoteAddress
    this.body = body
    this.#peer = peer
  }

  header(lowerCaseName: string): string | undefined {
    return joinedHeader(this.headers, lowerCaseName)
  }

  respond(head: ResponseHead, body?: Uint8Array | string): void {
    this.#begin()
    const bytes = toBytes(body ?? '')
    if (this.#isAborted) return
    this.#peer.onHead(this.#withLength(head, bytes.length))
    if (bytes.length > 0 && mayHaveBody(this.method, head.status)) this.#peer.onData(bytes)
    this.#finish()
  }

  respondStream(head: ResponseHead): ResponseWriter {
    this.#begin()
    if (!this.#isAborted) this.#peer.onHead(head)
    const hasBody = mayHaveBody(this.method, head.status)
    return {
      write: (chunk) => {
        if (this.#isOver) return true
        return !hasBody || chunk.length === 0 || this.#peer.onData(chunk)
      },
      onDrain: (listener) => this.#peer.onDrain(listener),
      end: () => this.#finish(),
      abort: () => this.breakOff(),
    }
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

  #begin(): void {
    if (this.#isAnswered) throw new Error('This call was already answered.')
    this.#isAnswered = true
  }

  #finish(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#peer.onEnd()
  }

  #withLength(head: ResponseHead, length: number): ResponseHead {
    const isLengthGiven = joinedHeader(head.headers, 'content-length') !== undefined
    if (isLengthGiven || head.status === 204 || head.status === 304 || head.status < 200) return head
    return { ...head, headers: [...head.headers, 'Content-Length', String(length)] }
  }
}
