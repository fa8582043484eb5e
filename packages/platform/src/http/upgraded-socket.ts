import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { BodyFlow, BodySink, UpgradedConnection } from './http.ts'

/** Bytes that may come before somebody wants them; then the peer has to wait. */
const maxWaitingBytes = 65_536

/** A socket that has left HTTP. It is read from the beginning, so that a peer that goes away is noticed at any time. */
export class UpgradedSocket implements UpgradedConnection, BodyFlow {
  readonly #socket: Socket
  readonly #closeListeners: (() => void)[] = []
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #sink: BodySink | undefined
  #onDrain: (() => void) | undefined
  #onIdle: (() => void) | undefined
  #isPaused = false
  #isCancelled = false
  #isEnded = false
  #isBroken = false
  #isClosed = false
  #error: Error | undefined

  /** @param first what came together with the head */
  constructor(socket: Socket, first: Uint8Array) {
    this.#socket = socket
    // Times are the business of the protocol that is spoken from now on, and so is the end of each direction.
    socket.setTimeout(0)
    socket.allowHalfOpen = true
    socket.on('data', (chunk: Uint8Array) => this.#take(chunk))
    socket.on('end', () => this.#end())
    socket.on('error', (error) => {
      this.#error = error
    })
    socket.on('close', () => this.#close())
    socket.on('drain', () => this.#onDrain?.())
    socket.on('timeout', () => {
      // A socket tells once; only what moves makes it count anew.
      socket.setTimeout(socket.timeout ?? 0)
      this.#onIdle?.()
    })
    if (first.length > 0) this.#take(first)
    socket.resume()
  }

  flow(sink: BodySink): BodyFlow {
    if (this.#sink !== undefined || this.#isCancelled) throw new Error('This connection was already read.')
    this.#sink = sink
    // The caller has its flow in hand before the sink hears anything.
    queueMicrotask(() => this.#deliver())
    return this
  }

  pause(): void {
    this.#isPaused = true
    this.#socket.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#deliver()
  }

  cancel(): void {
    this.#isCancelled = true
    this.#sink = undefined
    this.#waiting = []
    this.#waitingBytes = 0
    // Read on, into nothing: only a socket that is read tells of its end.
    this.#socket.resume()
  }

  write(chunk: Uint8Array): boolean {
    const socket = this.#socket
    return chunk.length === 0 || !socket.writable || socket.write(chunk)
  }

  onDrain(listener: () => void): void {
    this.#onDrain = listener
  }

  end(): void {
    this.#socket.end()
  }

  abort(): void {
    const socket = this.#socket
    // A plain close would look like a regular end; TLS marks that by itself.
    if (socket instanceof TLSSocket) socket.destroy()
    else if (!socket.destroyed) socket.resetAndDestroy()
  }

  onClosed(listener: () => void): void {
    if (this.#isClosed) queueMicrotask(listener)
    else this.#closeListeners.push(listener)
  }

  onIdle(idleMs: number, listener: () => void): void {
    this.#onIdle = listener
    this.#socket.setTimeout(idleMs)
  }

  #take(chunk: Uint8Array): void {
    if (this.#isCancelled) return
    if (this.#sink !== undefined && !this.#isPaused && this.#waiting.length === 0) {
      this.#sink.onData(chunk)
      return
    }
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.length
    if (this.#waitingBytes >= maxWaitingBytes) this.#socket.pause()
  }

  #deliver(): void {
    while (!this.#isPaused) {
      const chunk = this.#waiting.shift()
      if (chunk === undefined) break
      this.#waitingBytes -= chunk.length
      this.#sink?.onData(chunk)
    }
    if (this.#isPaused) return
    this.#socket.resume()
    if (this.#isEnded) this.#letGo()?.onEnd()
    else if (this.#isBroken) this.#letGo()?.onError(this.#error ?? broken())
  }

  #end(): void {
    this.#isEnded = true
    if (this.#waiting.length === 0) this.#letGo()?.onEnd()
  }

  #close(): void {
    this.#isClosed = true
    if (!this.#isEnded) {
      this.#isBroken = true
      // What waited for a reader is still good, but a connection that broke has nobody to be answered.
      this.#waiting = []
      this.#letGo()?.onError(this.#error ?? broken())
    }
    for (const listener of this.#closeListeners) listener()
  }

  /** The sink, for the last thing that it hears. */
  #letGo(): BodySink | undefined {
    const sink = this.#sink
    if (sink !== undefined) this.#isCancelled = true
    this.#sink = undefined
    return sink
  }
}

const broken = () => new Error('The connection was closed.')
