import type { Socket } from 'node:net'
import type { Pace } from '../pace.ts'
import type { NodeCall } from './node-call.ts'
import { type Refusal, toRawResponse } from './refusal.ts'

const lingerMs = 1_000
const maxLingerBytes = 1_048_576

/** One connection of a client: the calls on it, in order, and how it ends. */
export class NodeConnection {
  readonly remoteAddress: string
  readonly socket: Socket
  readonly #calls: NodeCall[] = []
  #pendingRefusal: Refusal | undefined
  #isEnding = false
  #isClosing = false
  #bytesReadAtRefusal: number | undefined

  constructor(socket: Socket) {
    this.socket = socket
    this.remoteAddress = toDottedAddress(socket.remoteAddress)
    // Node takes its own listener away with the first error; a later one must not end the process. Close follows.
    socket.on('error', () => {})
    socket.once('close', () => {
      for (const call of [...this.#calls]) call.onClosed()
    })
  }

  get isIdle(): boolean {
    return this.#calls.length === 0
  }

  /** Kept for a next request. */
  get isUnused(): boolean {
    return this.#calls.length === 0 && this.socket.bytesWritten > 0
  }

  /** A request can have all of it to itself. */
  get isFree(): boolean {
    return this.#calls.length === 0 && !this.#isEnding
  }

  /** No further request on it is handed over. */
  get isEnding(): boolean {
    return this.#isEnding
  }

  /** This request is the last: what a client sent behind it must not be taken for a request. */
  endAfterCalls(): void {
    this.#isEnding = true
  }

  /** After this call nothing more is served, and its answer says so. */
  isLast(call: NodeCall): boolean {
    return this.#isEnding && this.#pendingRefusal === undefined && this.#calls.at(-1) === call
  }

  /** Ends as soon as the calls in flight are answered, at once when there are none. */
  close(): void {
    this.#isEnding = true
    this.#isClosing = true
    if (this.#calls.length === 0) this.socket.destroy()
  }

  add(call: NodeCall): void {
    this.#calls.push(call)
  }

  remove(call: NodeCall): void {
    const at = this.#calls.indexOf(call)
    if (at !== -1) this.#calls.splice(at, 1)
    this.#refuseIfDue()
    if (this.#isClosing && this.#calls.length === 0) this.socket.destroySoon()
  }

  /** What came cannot be read on; calls that are whole still get their answers before this one. */
  refuse(refusal: Refusal): void {
    if (this.#bytesReadAtRefusal !== undefined) {
      if (this.socket.bytesRead - this.#bytesReadAtRefusal > maxLingerBytes) this.socket.destroy()
      return
    }
    this.#bytesReadAtRefusal = this.socket.bytesRead
    this.#isEnding = true
    this.#pendingRefusal = refusal
    this.#refuseIfDue()
  }

  /** Nothing moved for the idle time. A handler that takes its time is no reason to end; a peer that does is one. */
  onStalled(): void {
    const call = this.#calls.at(-1)
    if (call === undefined || this.socket.writableLength > 0) this.socket.destroy()
    else if (call.isWaitingForBody) this.refuse({ status: 408, message: 'The request body did not arrive in time.' })
    else this.socket.setTimeout(this.socket.timeout ?? 0)
  }

  /** Looks whether the client keeps up with a lowest rate. */
  judgePace(pace: Pace, now: number): void {
    const { socket } = this
    if (this.#bytesReadAtRefusal !== undefined) return
    const outstanding = socket.writableLength
    if (pace.isTakingTooSlowly(outstanding, socket.bytesWritten - outstanding, now)) socket.resetAndDestroy()
    else if (pace.isSendingTooSlowly(this.#calls.at(-1)?.isWaitingForBody === true, socket.bytesRead, now)) {
      this.refuse({ status: 408, message: 'The request body comes too slowly.' })
    }
  }

  #refuseIfDue(): void {
    const refusal = this.#pendingRefusal
    if (refusal === undefined || this.socket.destroyed) return
    const call = this.#calls[0]
    if (this.#calls.length > 1 || call?.isRequestWhole === true) return
    this.#pendingRefusal = undefined
    if (call?.isHeadSent === true || !this.socket.writable) {
      this.socket.destroy()
      return
    }
    this.socket.end(toRawResponse(refusal), 'latin1')
    // Closing while the client still sends would reset the connection and take the answer with it.
    const timer = setTimeout(() => this.socket.destroy(), lingerMs)
    this.socket.once('close', () => clearTimeout(timer))
    call?.failBody(new Error(refusal.message))
  }
}

function toDottedAddress(address: string | undefined): string {
  if (address === undefined) return ''
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}
